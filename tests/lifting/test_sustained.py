"""Values that last."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tilcoach.lifting import furthest_turn, sustained_peak
from tilcoach.lifting.sustained import NO_PEAK
from tilcoach.pose.arrays import Floats

HOLD_S = 0.3
TIMES = np.arange(0, 3, 1 / 30)
VALUES = arrays(np.float64, len(TIMES), elements=st.floats(-90, 90) | st.just(float("nan")))


def _pulse(start_s: float, end_s: float, height: float) -> Floats:
    return np.where((start_s <= TIMES) & (end_s >= TIMES), height, 0.0)


def test_a_level_that_is_held_counts() -> None:
    peak = sustained_peak(TIMES, _pulse(1.0, 2.0, 40.0), HOLD_S)
    assert peak.value == 40.0
    assert 1.0 <= peak.start_s < peak.end_s <= 2.0
    assert peak.end_s - peak.start_s == pytest.approx(HOLD_S, abs=0.04)


@pytest.mark.parametrize(("length_s", "counts"), [(0.1, False), (0.2, False), (0.34, True)])
def test_a_swing_does_not_count(length_s: float, counts: bool) -> None:  # noqa: FBT001
    peak = sustained_peak(TIMES, _pulse(1.0, 1.0 + length_s, 40.0), HOLD_S)
    assert peak.value == (40.0 if counts else 0.0)


@given(values=VALUES)
def test_the_level_was_held_over_the_whole_stretch(values: Floats) -> None:
    peak = sustained_peak(TIMES, values, HOLD_S)
    if math.isnan(peak.value):
        assert math.isnan(peak.start_s)
        assert math.isnan(peak.end_s)
        return
    stretch = values[(peak.start_s <= TIMES) & (peak.end_s >= TIMES)]
    assert (stretch >= peak.value).all()
    assert peak.end_s - peak.start_s >= HOLD_S - 1e-6
    assert peak.value <= np.nanmax(values)


@given(values=VALUES, more=st.floats(0, 50))
def test_the_level_rises_with_the_values(values: Floats, more: float) -> None:
    low = sustained_peak(TIMES, values, HOLD_S).value
    assert sustained_peak(TIMES, values + more, HOLD_S).value == pytest.approx(
        low + more, nan_ok=True
    )


@given(values=VALUES)
def test_holding_longer_is_never_easier(values: Floats) -> None:
    short = sustained_peak(TIMES, values, HOLD_S).value
    long = sustained_peak(TIMES, values, 2 * HOLD_S).value
    assert math.isnan(long) or long <= short


def test_a_missing_value_breaks_the_stretch() -> None:
    values = _pulse(1.0, 1.5, 40.0)
    values[np.searchsorted(TIMES, 1.25)] = np.nan
    assert sustained_peak(TIMES, values, HOLD_S).value == 0.0


def test_a_gap_in_sight_breaks_the_stretch() -> None:
    """Two high frames with a second unseen between them are not a second of being high."""
    seen = (TIMES <= 1.0) | (TIMES >= 2.0)
    values = np.where(np.abs(TIMES - 1.5) < 0.52, 40.0, 0.0)
    assert np.count_nonzero(values[seen]) == 2
    assert sustained_peak(TIMES[seen], values[seen], HOLD_S).value == 0.0


@pytest.mark.parametrize("n", [0, 1, 5])
def test_too_short_a_recording_has_no_peak(n: int) -> None:
    assert sustained_peak(TIMES[:n], np.full(n, 40.0), HOLD_S) is NO_PEAK


@given(rate_hz=st.floats(12, 120))
def test_the_frame_rate_does_not_decide_what_lasts(rate_hz: float) -> None:
    times = np.arange(0, 3, 1 / rate_hz)
    held = np.where((times >= 1) & (times <= 1.3 + 2 / rate_hz), 40.0, 0.0)
    assert sustained_peak(times, held, HOLD_S).value == 40.0
    swing = np.where((times >= 1) & (times <= 1.25), 40.0, 0.0)
    assert sustained_peak(times, swing, HOLD_S).value == 0.0


@given(values=VALUES)
def test_a_turn_to_the_other_side_only_changes_its_sign(values: Floats) -> None:
    left, right = furthest_turn(TIMES, values, HOLD_S), furthest_turn(TIMES, -values, HOLD_S)
    assert abs(left.value) == pytest.approx(abs(right.value), nan_ok=True)


@pytest.mark.parametrize("angle_deg", [35.0, -35.0])
def test_the_furthest_turn_keeps_its_sign(angle_deg: float) -> None:
    turn = furthest_turn(TIMES, _pulse(1.0, 1.6, angle_deg) - _pulse(2.0, 2.6, angle_deg / 2), 0.3)
    assert turn.value == angle_deg
    assert 1.0 <= turn.start_s <= turn.end_s <= 1.6


def test_a_turn_that_was_never_seen_is_no_turn() -> None:
    assert math.isnan(furthest_turn(TIMES, np.full(len(TIMES), np.nan), HOLD_S).value)
