"""Two recordings of the same lifts are laid beside each other to 0.1 s, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tilcoach.fusion import Alignment, NoAlignment, align
from tilcoach.kinematics import PostureSeries

Moving = Callable[..., PostureSeries]
BENDS_S = (4.0, 7.3, 12.0, 18.4)


@pytest.mark.parametrize("later_s", [0.0, 0.37, 2.5, 6.0])
def test_the_second_recording_begins_later(moving: Moving, later_s: float) -> None:
    found = align(moving(BENDS_S), moving(BENDS_S, from_s=later_s))
    assert isinstance(found, Alignment)
    assert found.offset_s == pytest.approx(later_s, abs=0.05)
    assert found.likeness > 0.9


def test_the_second_recording_begins_earlier(moving: Moving) -> None:
    found = align(moving(BENDS_S, from_s=3.0), moving(BENDS_S))
    assert isinstance(found, Alignment)
    assert found.offset_s == pytest.approx(-3.0, abs=0.05)


def test_a_smaller_movement_with_noise_is_still_the_same(moving: Moving) -> None:
    rough = moving(BENDS_S, from_s=1.2, scale=0.2)
    chance = np.random.default_rng(3)
    drop = rough.shoulder_drop_ratio + chance.normal(0, 0.004, len(rough))
    found = align(moving(BENDS_S), _with_drop(rough, drop))
    assert isinstance(found, Alignment)
    assert found.offset_s == pytest.approx(1.2, abs=0.1)


def test_moments_in_which_nobody_was_seen_are_bridged(moving: Moving) -> None:
    second = moving(BENDS_S, from_s=2.0)
    drop = np.where((second.time_s > 6) & (second.time_s < 7), np.nan, second.shoulder_drop_ratio)
    found = align(moving(BENDS_S), _with_drop(second, drop))
    assert isinstance(found, Alignment)
    assert found.offset_s == pytest.approx(2.0, abs=0.05)


def test_equal_lifts_at_an_equal_pace_are_not_guessed(moving: Moving) -> None:
    """Of ten equal lifts the second camera missed the first two: eight fit in several ways."""
    even_s = np.arange(4.0, 44.0, 4.0)
    found = align(moving(even_s, until_s=48.0), moving(even_s, until_s=40.0, from_s=12.0))
    assert found is NoAlignment.AMBIGUOUS


def test_other_lifts_are_no_match(moving: Moving) -> None:
    assert align(moving((4.0, 7.3, 12.0)), moving((5.0, 5.9, 6.6, 22.0))) is NoAlignment.UNLIKE


def test_without_anybody_standing_there_is_nothing_to_compare(moving: Moving) -> None:
    assert align(moving(BENDS_S), None) is NoAlignment.NOBODY_STOOD
    assert align(None, moving(BENDS_S)) is NoAlignment.NOBODY_STOOD


def test_who_only_nods_does_not_move_enough(moving: Moving) -> None:
    assert align(moving(BENDS_S), moving(BENDS_S, scale=0.03)) is NoAlignment.NO_MOVEMENT


def _with_drop(series: PostureSeries, drop: np.ndarray) -> PostureSeries:
    return replace(series, shoulder_drop_ratio=drop)
