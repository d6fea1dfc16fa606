from __future__ import annotations

import itertools
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.live.stream_clock import StreamClock

TICK = Fraction(1, 90_000)


def frame(pts: int | None) -> SimpleNamespace:
    return SimpleNamespace(pts=pts, time_base=TICK)


def test_time_is_counted_from_the_first_frame_by_its_own_stamp() -> None:
    clock = StreamClock()
    assert clock.read(frame(900_000), 50.0) == 0.0
    assert clock.read(frame(903_000), 50.9) == pytest.approx(1 / 30)


def test_without_stamps_the_moment_of_arrival_counts() -> None:
    clock = StreamClock()
    assert [clock.read(frame(None), now) for now in (5.0, 5.25)] == [0.0, 0.25]
    assert clock.lag_s == 0.0


def test_lag_is_the_excess_over_the_shortest_transport() -> None:
    clock = StreamClock()
    clock.read(frame(0), 10.3)
    clock.read(frame(90_000), 11.1)  # the way has become shorter: 0.1 s instead of 0.3
    assert clock.lag_s == pytest.approx(0.0)
    clock.read(frame(180_000), 14.1)
    assert clock.lag_s == pytest.approx(2.0)
    clock.read(frame(270_000), 13.1)
    assert clock.lag_s == pytest.approx(0.0)


@given(st.lists(st.tuples(st.none() | st.integers(0, 10**9), st.floats(0, 1e6)), min_size=2))
def test_time_always_increases(arrivals: list[tuple[int | None, float]]) -> None:
    clock = StreamClock()
    times = [clock.read(frame(pts), now) for pts, now in arrivals]
    assert all(later > earlier for earlier, later in itertools.pairwise(times))
    assert clock.lag_s >= 0
