"""Times strictly rise, whatever the source says."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.video.frame_clock import FrameClock

SOURCE_TIMES = st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1)


@given(SOURCE_TIMES)
def test_times_start_at_zero_and_strictly_rise(source_s: list[float | None]) -> None:
    clock = FrameClock(0.04)
    times_s = [t for t in map(clock.update, source_s) if t is not None]
    assert times_s[0] == 0
    assert all(earlier < later for earlier, later in pairwise(times_s))
    assert all(map(math.isfinite, times_s))
    assert len(times_s) + clock.dropped == len(source_s)


@given(st.lists(st.integers(1, 10_000), min_size=1), st.integers(-10_000, 10_000))
def test_rising_times_are_kept_as_they_are(steps_ms: list[int], start_ms: int) -> None:
    clock = FrameClock(0.04)
    source_s = [start_ms / 1000]
    for step_ms in steps_ms:
        source_s.append(source_s[-1] + step_ms / 1000)
    times_s = [clock.update(t) for t in source_s]
    assert times_s == pytest.approx([t - source_s[0] for t in source_s], abs=1e-9)
    assert (clock.dropped, clock.repaired) == (0, 0)


def test_a_missing_time_is_filled_in() -> None:
    clock = FrameClock(0.5)
    assert [clock.update(t) for t in (None, None, 1.2, None)] == [0.0, 0.5, 1.2, 1.7]
    assert clock.repaired == 3


def test_a_frame_out_of_place_is_dropped() -> None:
    clock = FrameClock(0.1)
    assert [clock.update(t) for t in (5.0, 5.2, 5.2, 5.1, 5.3)] == [
        0.0,
        pytest.approx(0.2),
        None,
        None,
        pytest.approx(0.3),
    ]
    assert (clock.dropped, clock.repaired) == (2, 0)


def test_a_clock_that_starts_anew_goes_on() -> None:
    clock = FrameClock(0.1)
    times_s = [clock.update(t) for t in (10.0, 12.0, 0.0, 0.1)]
    assert times_s == pytest.approx([0.0, 2.0, 2.1, 2.2])
    assert (clock.dropped, clock.repaired) == (0, 1)


@pytest.mark.parametrize("leap_s", [1e4, 1e15, float("inf")])
def test_a_clock_that_leaps_ahead_goes_on(leap_s: float) -> None:
    clock = FrameClock(0.1)
    times_s = [clock.update(t) for t in (10.0, 10.1, 10.1 + leap_s, 10.2 + leap_s)]
    assert times_s[:3] == pytest.approx([0.0, 0.1, 0.2])
    assert clock.repaired >= 1


def test_a_pause_of_minutes_is_no_leap() -> None:
    clock = FrameClock(0.1)
    assert [clock.update(t) for t in (0.0, 300.0)] == [0.0, 300.0]
    slow = FrameClock(3600)
    assert [slow.update(t) for t in (0.0, 7200.0)] == [0.0, 7200.0]
