from __future__ import annotations

from collections.abc import Callable

import pytest

from tilcoach.coaching import FrameResult
from tilcoach.errors import TilcoachError
from tilcoach.guidance import Guidance
from tilcoach.live.live_state import LiveState


def test_before_anything_came_there_is_nothing() -> None:
    assert LiveState().newest is None
    snapshot = LiveState().snapshot()
    assert snapshot.result is None
    assert snapshot.error is None
    assert snapshot.analysed_hz == 0.0
    assert snapshot.recv_p95_ms == 0.0


def test_rates_count_the_gaps_between_frames(
    make_step: Callable[..., FrameResult], guidance: Guidance
) -> None:
    state = LiveState()
    for number in range(31):
        state.record_received(number / 30, number / 30, 0.0)
        if number % 3 == 0:
            state.publish(make_step(time_s=number / 30), guidance, number / 30)
    snapshot = state.snapshot()
    assert snapshot.received_hz == pytest.approx(30)
    assert snapshot.analysed_hz == pytest.approx(10)
    assert (snapshot.received, snapshot.analysed) == (31, 11)


def test_latency_is_given_as_median_and_95th_percentile() -> None:
    state = LiveState()
    for number in range(100):
        state.record_returned(0.1 if number >= 94 else 0.002)
    snapshot = state.snapshot()
    assert snapshot.recv_median_ms == pytest.approx(2)
    assert snapshot.recv_p95_ms > 50


def test_age_is_how_far_the_analysis_is_behind_the_newest_frame(
    make_step: Callable[..., FrameResult], guidance: Guidance
) -> None:
    state = LiveState()
    for newest in (1.0, 2.0):
        state.record_received(newest, 0.0, 0.3)
        state.publish(make_step(time_s=newest - 0.2), guidance, 0.0)
    snapshot = state.snapshot()
    assert snapshot.age_median_ms == pytest.approx(200)
    assert snapshot.lag_s == 0.3


def test_the_newest_step_wins_and_a_fault_stays(
    make_step: Callable[..., FrameResult], guidance: Guidance
) -> None:
    state = LiveState()
    state.publish(make_step(time_s=1.0), guidance, 0.0)
    state.publish(newest := make_step(time_s=2.0), guidance, 0.0)
    state.fail(fault := TilcoachError("So it is."))
    assert state.newest == (newest, guidance)
    assert state.snapshot().error is fault
