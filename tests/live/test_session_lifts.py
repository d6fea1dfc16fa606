"""The lifts of this session are at hand for the page Compare, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from tilcoach.coaching import FrameResult, JudgedLift, read_limits
from tilcoach.kinematics import ViewLabel
from tilcoach.live.session_lifts import LiftCollectingPipeline, SessionLifts
from tilcoach.pose import VideoFrame
from tilcoach.store import History

LIMITS = read_limits()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def lifts() -> SessionLifts:
    """Return nothing yet; its clock goes a minute on with every lift."""
    minutes = iter(range(1000))
    collected = SessionLifts(lambda: NOON + timedelta(minutes=next(minutes)))
    collected.start_stream()
    return collected


def with_lift(step: FrameResult, judged: JudgedLift) -> FrameResult:
    (person,) = step.people
    return replace(step, people=(replace(person, last_lift=judged),))


def test_a_lift_is_collected_once_with_its_key_pose_and_view(
    lifts: SessionLifts, make_step: Callable[..., FrameResult], history: History
) -> None:
    lifts.update(make_step(lifts=0), LIMITS)
    assert lifts.all() == ()
    for time_s in (4.0, 4.1, 4.2):
        lifts.update(make_step(time_s=time_s), LIMITS)
    (found,) = lifts.all()
    assert (found.stream, found.person, found.number) == (1, 1, 1)
    assert found.finished_at == NOON
    assert found.lift.view is ViewLabel.SIDE
    assert found.key_pose is not None
    assert len(found.key_pose) == 1
    assert not history.path.parent.exists()


def test_a_lift_whose_hold_is_over_replaces_itself(
    lifts: SessionLifts, make_step: Callable[..., FrameResult], stooped: JudgedLift
) -> None:
    step = make_step()
    longer = replace(stooped, lift=replace(stooped.lift, end_s=7.0))
    lifts.update(with_lift(step, stooped), LIMITS)
    lifts.update(with_lift(step, longer), LIMITS)
    (found,) = lifts.all()
    assert found.lift.times.end_s == 7.0
    assert found.finished_at == NOON


def test_the_demonstration_stays_when_the_patient_starts_the_camera_again(
    lifts: SessionLifts, make_step: Callable[..., FrameResult]
) -> None:
    lifts.update(make_step(), LIMITS)
    lifts.start_stream()
    lifts.update(make_step(), LIMITS)
    assert [(lift.stream, lift.number) for lift in lifts.all()] == [(1, 1), (2, 1)]


def test_a_collecting_pipeline_passes_results_on_and_counts_streams(
    lifts: SessionLifts, make_step: Callable[..., FrameResult]
) -> None:
    step, closed = make_step(), []
    inner = SimpleNamespace(
        step=lambda _: step, finish=lambda: (step,), close=lambda: closed.append(True)
    )
    frame = VideoFrame(np.zeros((2, 2, 3), np.uint8), 4.0, 0)
    for _ in range(2):
        coach = LiftCollectingPipeline(inner, lifts, LIMITS)
        assert coach.step(frame) is step
        assert coach.finish() == (step,)
        coach.close()
    assert closed == [True, True]
    assert [lift.stream for lift in lifts.all()] == [2, 3]


def test_after_very_many_lifts_the_oldest_are_forgotten(
    lifts: SessionLifts, make_step: Callable[..., FrameResult], stooped: JudgedLift
) -> None:
    step = make_step()
    for number in range(1, 101):
        lift = replace(stooped.lift, number=number)
        lifts.update(with_lift(step, replace(stooped, lift=lift)), LIMITS)
    kept = lifts.all()
    assert [lift.number for lift in kept] == list(range(41, 101))


def test_lifts_are_counted_by_day_and_once(
    lifts: SessionLifts, make_step: Callable[..., FrameResult], stooped: JudgedLift
) -> None:
    assert lifts.last_finished_at is None
    step = make_step()
    longer = replace(stooped, lift=replace(stooped.lift, end_s=7.0))
    for judged in (stooped, longer):
        lifts.update(with_lift(step, judged), LIMITS)
    assert lifts.count_on(NOON.date()) == 1
    assert lifts.count_on(NOON.date() + timedelta(days=1)) == 0
    assert lifts.last_finished_at == NOON
