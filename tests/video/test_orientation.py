"""A display matrix turns and mirrors as ISO 14496-12 says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.pose.arrays import Bytes
from tilcoach.video.orientation import UPRIGHT, Turn, clockwise, is_on_its_side, then, turned

TURNS: tuple[Turn, ...] = tuple(
    turn
    for first in (1, -1)
    for second in (1, -1)
    for turn in ((first, 0, 0, second), (0, first, second, 0))
)


@pytest.mark.parametrize("turn", TURNS)
def test_every_pixel_goes_where_the_matrix_says(turn: Turn) -> None:
    picture = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    a, b, c, d = turn
    places = {(a * x + c * y, b * x + d * y): picture[y, x] for y in range(2) for x in range(3)}
    left, top = (min(place[axis] for place in places) for axis in (0, 1))
    result = turned(picture, turn)
    assert result.shape[:2] == ((3, 2) if is_on_its_side(turn) else (2, 3))
    for (x, y), pixel in places.items():
        np.testing.assert_array_equal(result[y - top, x - left], pixel)


@given(st.sampled_from(TURNS), st.integers(1, 5), st.integers(1, 5))
def test_no_pixel_is_lost(turn: Turn, height: int, width: int) -> None:
    picture = np.arange(height * width * 3, dtype=np.uint8).reshape(height, width, 3)
    result = turned(picture, turn)
    assert result.flags.c_contiguous
    np.testing.assert_array_equal(np.sort(result.ravel()), np.sort(picture.ravel()))


def test_an_upright_picture_is_not_copied() -> None:
    picture: Bytes = np.zeros((2, 2, 3), np.uint8)
    assert turned(picture, UPRIGHT) is picture


@pytest.mark.parametrize("turn_deg", [0, 90, 180, 270])
def test_clockwise_is_as_a_clock_goes(turn_deg: int) -> None:
    picture = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    expected = np.rot90(picture, -turn_deg // 90)
    np.testing.assert_array_equal(turned(picture, clockwise(turn_deg)), expected)


@given(st.sampled_from(TURNS), st.sampled_from(TURNS))
def test_two_turns_are_one(first: Turn, second: Turn) -> None:
    picture = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    both = turned(turned(picture, first), second)
    np.testing.assert_array_equal(turned(picture, then(first, second)), both)
