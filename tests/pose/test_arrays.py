"""Arrays are checked once, at the door, and read-only from then on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.pose.arrays import checked_floats, freeze


def test_a_frozen_array_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        freeze(np.zeros(3))[0] = 1.0


def test_freezing_leaves_the_original_writable() -> None:
    original = np.zeros(3)
    freeze(original)
    original[0] = 1.0
    assert original[0] == 1.0


def test_a_checked_array_does_not_change_with_what_it_was_made_from() -> None:
    original = np.zeros((2, 3))
    checked = checked_floats(original, (2, 3), "points")
    original[0, 0] = 7.0
    assert checked[0, 0] == 0.0


def test_a_checked_array_is_read_only_64_bit_floats() -> None:
    checked = checked_floats([1, 2, 3], (3,), "numbers")
    assert checked.dtype == np.float64
    assert not checked.flags.writeable


def test_none_stands_for_any_length() -> None:
    assert checked_floats(np.zeros((7, 2)), (None, 2), "points").shape == (7, 2)
    assert checked_floats(np.zeros((0, 2)), (None, 2), "points").shape == (0, 2)


def test_the_error_names_the_array_and_both_shapes() -> None:
    with pytest.raises(ValueError, match=r"knees: expected shape \(None, 3\), got \(4, 2\)"):
        checked_floats(np.zeros((4, 2)), (None, 3), "knees")


@given(
    expected=st.lists(st.integers(0, 4), max_size=3), actual=st.lists(st.integers(0, 4), max_size=3)
)
def test_only_the_expected_shape_passes(expected: list[int], actual: list[int]) -> None:
    values = np.zeros(actual)
    if expected == actual:
        assert checked_floats(values, tuple(expected), "values").shape == tuple(actual)
    else:
        with pytest.raises(ValueError, match="expected shape"):
            checked_floats(values, tuple(expected), "values")
