"""Does something move along with the hands?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tilcoach.load_detection import co_motion_share
from tilcoach.pose.arrays import Bytes, Floats

Room = Callable[..., Bytes]
Body = Callable[[float], Floats]

HEIGHT_PX = 50.0
HANDS_PX = (46, 41, 36, 31)


def share_of(room: Room, body: Body, boxes: list[int | None], **look: float) -> float:
    """Measure over four pictures in which the hands rise, each with a box or without."""
    grey = np.stack([room(box, **look)[0] for box in boxes])
    return co_motion_share(grey, np.stack([body(hands) for hands in HANDS_PX]), HEIGHT_PX)


def test_a_box_that_rises_with_the_hands_moves_along(room: Room, body: Body) -> None:
    assert share_of(room, body, [hands + 1 for hands in HANDS_PX]) > 0.1


@pytest.mark.parametrize("box", [None, 47])
def test_nothing_moves_along_with_empty_hands(room: Room, body: Body, box: int | None) -> None:
    assert share_of(room, body, [box] * 4) < 0.01


@pytest.mark.parametrize("noise", [0.0, 1.5])
def test_noise_does_not_move_along(room: Room, body: Body, noise: float) -> None:
    assert share_of(room, body, [None] * 4, noise=noise) < 0.01


def test_another_exposure_does_not_hide_it(room: Room, body: Body) -> None:
    grey = np.stack(
        [
            room(hands + 1, exposure=exposure)[0]
            for hands, exposure in zip(HANDS_PX, (1.0, 0.95, 0.9, 0.85), strict=True)
        ]
    )
    points = np.stack([body(hands) for hands in HANDS_PX])
    assert co_motion_share(grey, points, HEIGHT_PX) > 0.1


def test_hands_that_rest_show_nothing(room: Room, body: Body) -> None:
    points = np.stack([body(40.0)] * 3)
    assert np.isnan(co_motion_share(room(41), points, HEIGHT_PX))


def test_hands_that_were_not_seen_show_nothing(room: Room, body: Body) -> None:
    points = np.full((3, *body(40.0).shape), np.nan)
    assert np.isnan(co_motion_share(room(41), points, HEIGHT_PX))


def test_one_picture_shows_no_motion(room: Room, body: Body) -> None:
    assert np.isnan(co_motion_share(room()[:1], body(40.0)[None], HEIGHT_PX))
