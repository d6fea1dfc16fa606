from __future__ import annotations

from collections.abc import Callable

import pytest

from tilcoach.coaching import Step
from tilcoach.errors import TilcoachError
from tilcoach.guiding import Guidance
from tilcoach.ui.live_slot import LiveSlot


def test_before_anything_came_there_is_nothing() -> None:
    assert LiveSlot().newest is None
    snapshot = LiveSlot().snapshot()
    assert snapshot.step is None
    assert snapshot.fault is None
    assert snapshot.analysed_hz == 0.0
    assert snapshot.recv_p95_ms == 0.0


def test_rates_count_the_gaps_between_frames(
    make_step: Callable[..., Step], guidance: Guidance
) -> None:
    slot = LiveSlot()
    for number in range(31):
        slot.note_frame(number / 30, number / 30, 0.0)
        if number % 3 == 0:
            slot.publish(make_step(time_s=number / 30), guidance, number / 30)
    snapshot = slot.snapshot()
    assert snapshot.received_hz == pytest.approx(30)
    assert snapshot.analysed_hz == pytest.approx(10)
    assert (snapshot.received, snapshot.analysed) == (31, 11)


def test_latency_is_told_by_its_middle_and_its_slow_end() -> None:
    slot = LiveSlot()
    for number in range(100):
        slot.note_return(0.1 if number >= 94 else 0.002)
    snapshot = slot.snapshot()
    assert snapshot.recv_median_ms == pytest.approx(2)
    assert snapshot.recv_p95_ms > 50


def test_age_is_how_far_the_analysis_is_behind_the_newest_frame(
    make_step: Callable[..., Step], guidance: Guidance
) -> None:
    slot = LiveSlot()
    for newest in (1.0, 2.0):
        slot.note_frame(newest, 0.0, 0.3)
        slot.publish(make_step(time_s=newest - 0.2), guidance, 0.0)
    snapshot = slot.snapshot()
    assert snapshot.age_median_ms == pytest.approx(200)
    assert snapshot.lag_s == 0.3


def test_the_newest_step_wins_and_a_fault_stays(
    make_step: Callable[..., Step], guidance: Guidance
) -> None:
    slot = LiveSlot()
    slot.publish(make_step(time_s=1.0), guidance, 0.0)
    slot.publish(newest := make_step(time_s=2.0), guidance, 0.0)
    slot.fail(fault := TilcoachError("So it is."))
    assert slot.newest == (newest, guidance)
    assert slot.snapshot().fault is fault
