"""Two lifts in one picture: the same phase at the same moment, over pictures or on plain ground."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import fields, replace

import numpy as np
import pytest

from tilcoach.coaching import LiftTimes
from tilcoach.kinematics import PostureSeries
from tilcoach.pose import PoseSeries, VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.replay import LiftFilm, SideBySide, side_by_side
from tilcoach.replay.side_by_side import TILE_PX
from tilcoach.video import read_jpeg

NAMES = ("Eerste", "Tweede")
BLUE, GREEN = (255, 0, 0), (0, 255, 0)
Stick = Callable[..., PoseSeries]


def nothing_measured() -> PostureSeries:
    return PostureSeries(**{field.name: np.zeros(0) for field in fields(PostureSeries)})


@pytest.fixture
def lift(stick: Stick) -> Callable[..., LiftFilm]:
    """Make a lift whose pictures are blue before the grasp and green from then on."""

    def make(start_s: float, grasp_s: float, upright_s: float, yaw_deg: float = 0) -> LiftFilm:
        times_s = np.arange(round(30 * (upright_s + 2))) / 30

        def frames() -> Generator[VideoFrame]:
            for index, time_s in enumerate(times_s):
                colour = BLUE if time_s < grasp_s else GREEN
                bgr = np.full((480, 640, 3), colour, np.uint8)
                yield VideoFrame(bgr, float(time_s), index)

        times = LiftTimes(start_s, grasp_s, upright_s, upright_s)
        return LiftFilm(times, nothing_measured(), stick(times_s, yaw_deg=yaw_deg), frames)

    return make


def halves(pair: SideBySide) -> list[tuple[Bytes, Bytes]]:
    pictures = [read_jpeg(jpeg) for jpeg in pair.jpegs]
    return [(picture[:, :TILE_PX], picture[:, -TILE_PX:]) for picture in pictures]


def test_a_quick_and_a_slow_lift_grasp_together(lift: Callable[..., LiftFilm]) -> None:
    pair = side_by_side(lift(1.0, 1.5, 2.5), lift(2.0, 5.0, 6.0), NAMES)
    assert len(pair.jpegs) == len(pair.times_s)
    assert pair.times_s[0] == 0
    corners = [(left[-5, 5].argmax(), right[-5, -5].argmax()) for left, right in halves(pair)]
    assert {0, 1} == {left for left, _ in corners}
    apart = sum(left != right for left, right in corners)
    assert apart <= 1  # of the picture at the moment itself


def test_without_pictures_the_body_stands_on_plain_ground_from_the_first_moment(
    lift: Callable[..., LiftFilm],
) -> None:
    film = lift(1.0, 2.0, 3.0)
    late = replace(film, frames=None, poses=film.poses.between(1.2, 2.8))
    first, *_, last = halves(side_by_side(late, film, NAMES))
    for left, right in (first, last):
        assert left[-5, 5].max() < 120  # neither blue nor green
        assert right[-5, -5].max() > 200
        assert (left.min(axis=2) > 200).sum() > 300  # light bones
    assert len(late.poses) < len(film.poses)


def test_a_drawn_body_looks_to_the_side_of_the_filmed_one(lift: Callable[..., LiftFilm]) -> None:
    film = lift(1.0, 2.0, 3.0)
    drawn = replace(film, frames=None)
    same, turned = (
        halves(side_by_side(drawn, other, NAMES))[20][0][60:].astype(int)
        for other in (film, lift(1.0, 2.0, 3.0, yaw_deg=180))
    )
    assert np.abs(same[:, ::-1] - turned).mean() < np.abs(same - turned).mean()


def test_where_the_person_was_not_found_no_body_lies_over_the_picture(
    lift: Callable[..., LiftFilm],
) -> None:
    film = lift(1.0, 2.0, 3.0)
    gap = replace(film, poses=film.poses.where(film.poses.time_s > 2.5))
    left, right = halves(side_by_side(gap, film, NAMES))[10]
    bones = [int((half[60:].min(axis=2) > 200).sum()) for half in (left, right)]
    assert bones[0] == 0 < bones[1]
