"""What the picture shows around the hands during a bend."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from tests.load_detection.conftest import HEIGHT_PX

from tilcoach.lifting import CandidateTimes, PictureEvidence
from tilcoach.load_detection import Thumbnails, hand_region_probe
from tilcoach.load_detection.body_mask import BODY, body_mask
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Bytes, Floats

Room = Callable[..., Bytes]
Body = Callable[[float], Floats]

TIMES = CandidateTimes(2.0, 3.0, 4.0)
SHRINK = 0.25


def probed(
    room: Room,
    body: Body,
    box_of: Callable[[float, int], int | None],
    found_from_s: float = 0.0,
    passer_by: Callable[[float], int] | None = None,
    *,
    others_known: bool = True,
) -> PictureEvidence:
    """Probe a bend in which the hands go from y = 28 to 46 and back; `box_of` (time, hands).

    A passer-by is a dark body so far to the right of the one who bends, at a time.
    """
    time_s = np.arange(0, 6, 0.1)
    down = np.clip(np.minimum(time_s - 2, 4 - time_s), 0, 0.8) / 0.8
    hands = (28 + 18 * down).round().astype(int)
    poses = PoseSeries(
        image_px=np.stack([body(y) for y in hands]) / SHRINK,
        world_m=np.zeros((len(time_s), 33, 3)),
        visibility=np.ones((len(time_s), 33)),
        time_s=time_s,
    )
    grey = np.stack([room(box_of(t, y))[0] for t, y in zip(time_s[::2], hands[::2], strict=True)])
    found = poses.between(found_from_s, time_s[-1])
    others = []
    if passer_by is not None:
        walks = [body(40.0) + np.array([passer_by(t), 0.0]) for t in time_s]
        grey = grey.copy()
        for picture, points in zip(grey, walks[::2], strict=True):
            picture[body_mask(points, BODY, HEIGHT_PX, picture.shape)] = 20
        still = np.zeros((len(time_s), 33, 3)), np.ones((len(time_s), 33))
        others = [PoseSeries(np.stack(walks) / SHRINK, *still, time_s)] if others_known else []
    thumbnails = Thumbnails(grey, time_s[::2], SHRINK)
    return hand_region_probe(found, thumbnails, others=others)(TIMES)


def test_a_box_that_is_picked_up_leaves_its_place_and_comes_along(room: Room, body: Body) -> None:
    seen = probed(room, body, lambda t, hands: 47 if t < 3 else hands + 1)
    assert seen.changed_share > 0.1
    assert seen.moved_up_share > 0.05
    assert seen.moved_down_share < 0.02


def test_a_box_that_is_put_down_comes_along_and_takes_a_place(room: Room, body: Body) -> None:
    seen = probed(room, body, lambda t, hands: hands + 1 if t < 3 else 47)
    assert seen.changed_share > 0.1
    assert seen.moved_down_share > 0.05
    assert seen.moved_up_share < 0.02


@pytest.mark.parametrize("box", [None, 50])
def test_empty_hands_move_nothing(room: Room, body: Body, box: int | None) -> None:
    seen = probed(room, body, lambda _, __: box)
    assert seen.changed_share < 0.02
    assert max(seen.moved_down_share, seen.moved_up_share) < 0.02


def test_a_place_is_not_compared_with_what_it_was_while_nobody_was_found(
    room: Room, body: Body
) -> None:
    def there_before(time_s: float, _hands: int) -> int | None:
        return 47 if time_s < 2 else None

    assert probed(room, body, there_before).changed_share > 0.1
    assert np.isnan(probed(room, body, there_before, found_from_s=2.5).changed_share)


def walks_by(time_s: float) -> int:
    """Stand to the right, and further to the right after the bend."""
    return 32 if time_s < 3 else 46


def test_who_walks_by_is_no_moving_camera(room: Room, body: Body) -> None:
    def picked_up(time_s: float, hands: int) -> int:
        return 47 if time_s < 3 else hands + 1

    alone = probed(room, body, picked_up)
    known = probed(room, body, picked_up, passer_by=walks_by)
    unknown = probed(room, body, picked_up, passer_by=walks_by, others_known=False)
    assert known.changed_share == pytest.approx(alone.changed_share, abs=0.03)
    assert unknown.changed_share < known.changed_share - 0.1


def test_who_stands_in_the_place_hides_it(room: Room, body: Body) -> None:
    def steps_before_it(time_s: float) -> int:
        return 60 if time_s < 3 else 16

    before_it = probed(room, body, lambda _, __: None, passer_by=steps_before_it)
    taken_for_a_load = probed(
        room, body, lambda _, __: None, passer_by=steps_before_it, others_known=False
    )
    assert taken_for_a_load.changed_share > 0.1
    assert not before_it.changed_share > 0.02


def test_without_pictures_or_poses_nothing_is_seen(room: Room, body: Body) -> None:
    none = Thumbnails(np.zeros((0, 72, 96), np.uint8), np.zeros(0), SHRINK)
    poses = PoseSeries(
        np.stack([body(30.0)]), np.zeros((1, 33, 3)), np.ones((1, 33)), np.array([3.0])
    )
    assert repr(hand_region_probe(poses, none)(TIMES)) == repr(PictureEvidence())
    away = CandidateTimes(20.0, 21.0, 22.0)
    shown = Thumbnails(room(), np.array([0.0, 0.2, 0.4]), SHRINK)
    assert repr(hand_region_probe(poses, shown)(away)) == repr(PictureEvidence())  # NaN is not NaN


def test_a_picture_without_the_hands_is_none(room: Room, body: Body) -> None:
    poses = PoseSeries(
        np.stack([body(30.0)]), np.zeros((1, 33, 3)), np.ones((1, 33)), np.array([3.0])
    )
    corner = Thumbnails(room()[:, :2, :2], np.array([2.8, 3.0, 3.2]), SHRINK)
    whole = Thumbnails(room(), np.array([2.8, 3.0, 3.2]), SHRINK)
    assert not hand_region_probe(poses, corner)(TIMES).has_picture
    assert hand_region_probe(poses, whole)(TIMES).has_picture
