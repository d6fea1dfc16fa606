"""Did a place change?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.load_detection import change_share
from tilcoach.pose.arrays import Bools, Bytes

Room = Callable[..., Bytes]

ROWS, COLUMNS = np.mgrid[:72, :96]
FLOOR_PX = 44


def disc(x_px: float, y_px: float, radius_px: float) -> Bools:
    inside: Bools = np.hypot(COLUMNS - x_px, ROWS - y_px) < radius_px
    return inside


PLACE, ELSEWHERE = disc(47, 50, 12), ~disc(47, 50, 20)


def test_a_box_that_goes_or_comes_changes_its_place(room: Room) -> None:
    gone = change_share(room(FLOOR_PX), room(), PLACE, ELSEWHERE)
    put = change_share(room(), room(FLOOR_PX), PLACE, ELSEWHERE)
    assert gone == put
    assert 0.2 < gone < 0.6


@given(
    shift_px=st.integers(-2, 2),
    exposure=st.floats(0.75, 1.3),
    noise=st.floats(0, 2),
    box=st.sampled_from([None, FLOOR_PX]),
)
def test_swaying_exposure_and_noise_change_nothing(
    room: Room, shift_px: int, exposure: float, noise: float, box: int | None
) -> None:
    after = room(box, shift_px=shift_px, exposure=exposure, noise=noise)
    assert change_share(room(box), after, PLACE, ELSEWHERE) < 0.02


def test_a_change_elsewhere_is_not_at_the_place(room: Room) -> None:
    share = change_share(room(FLOOR_PX), room(), disc(15, 20, 10), ~disc(15, 20, 15))
    assert share == 0.0


def test_a_camera_that_moved_shows_nothing(room: Room) -> None:
    assert np.isnan(change_share(room(), room(shift_px=20), PLACE, ELSEWHERE))


@pytest.mark.parametrize(
    ("place", "elsewhere"), [(disc(-30, 20, 9), ELSEWHERE), (PLACE, np.zeros_like(PLACE))]
)
def test_a_place_that_is_not_seen_shows_nothing(room: Room, place: Bools, elsewhere: Bools) -> None:
    assert np.isnan(change_share(room(), room(), place, elsewhere))


def test_without_a_picture_nothing_is_seen(room: Room) -> None:
    assert np.isnan(change_share(room()[:0], room(), PLACE, ELSEWHERE))
    assert np.isnan(change_share(room(), room()[:0], PLACE, ELSEWHERE))


def test_black_pictures_are_no_crash() -> None:
    black = np.zeros((2, 72, 96), np.uint8)
    assert change_share(black, black, PLACE, ELSEWHERE) == 0.0


def test_what_someone_hides_for_a_moment_is_seen_before_and_after(room: Room) -> None:
    passes = np.zeros((3, 72, 96), bool)
    before, after = room(FLOOR_PX), room()
    for moment, left in enumerate((30, 42, 54)):  # dark, and before the box in one picture
        passes[moment, 20:70, left : left + 12] = True
        before[moment, 20:70, left : left + 12] = 20
    nobody = np.zeros_like(passes)
    alone = change_share(room(FLOOR_PX), after, PLACE, ELSEWHERE)
    elsewhere = ELSEWHERE & ~passes.any(0)
    masked = change_share(before, after, PLACE, elsewhere, (passes, nobody))
    assert masked == pytest.approx(alone, abs=0.02)
    stays = change_share(before, room(FLOOR_PX), PLACE, elsewhere, (passes, nobody))
    assert stays < 0.02


def test_what_is_always_hidden_is_no_change(room: Room) -> None:
    hidden = np.broadcast_to(disc(47, 50, 30), (3, 72, 96))
    empty = np.zeros_like(hidden)
    assert change_share(room(FLOOR_PX), room(), PLACE, ~hidden[0], (hidden, empty)) == 0.0
    assert change_share(room(FLOOR_PX), room(), PLACE, ~hidden[0], (hidden, hidden)) == 0.0
