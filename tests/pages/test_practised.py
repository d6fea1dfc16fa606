"""The lifts of this session are at hand for the page Compare, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from tilcoach.coaching import JudgedLift, Step, read_limits
from tilcoach.kinematics import ViewLabel
from tilcoach.pose import VideoFrame
from tilcoach.store import History
from tilcoach.ui.practised import PractisedLifts, RememberingCoach

LIMITS = read_limits()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def practised() -> PractisedLifts:
    """Return nothing yet; its clock goes a minute on with every lift."""
    minutes = iter(range(1000))
    lifts = PractisedLifts(lambda: NOON + timedelta(minutes=next(minutes)))
    lifts.begin()
    return lifts


def with_lift(step: Step, judged: JudgedLift) -> Step:
    (person,) = step.people
    return replace(step, people=(replace(person, last_lift=judged),))


def test_a_lift_is_remembered_once_with_its_body_and_the_side_it_was_seen_from(
    practised: PractisedLifts, make_step: Callable[..., Step], history: History
) -> None:
    practised.note(make_step(lifts=0), LIMITS)
    assert practised.all() == ()
    for time_s in (4.0, 4.1, 4.2):
        practised.note(make_step(time_s=time_s), LIMITS)
    (found,) = practised.all()
    assert (found.stream, found.person, found.number) == (1, 1, 1)
    assert found.seen_at == NOON
    assert found.lift.view is ViewLabel.SIDE
    assert found.body is not None
    assert len(found.body) == 1
    assert not history.path.parent.exists()


def test_a_lift_whose_holding_is_over_takes_its_own_place(
    practised: PractisedLifts, make_step: Callable[..., Step], stooped: JudgedLift
) -> None:
    step = make_step()
    longer = replace(stooped, lift=replace(stooped.lift, end_s=7.0))
    practised.note(with_lift(step, stooped), LIMITS)
    practised.note(with_lift(step, longer), LIMITS)
    (found,) = practised.all()
    assert found.lift.times.end_s == 7.0
    assert found.seen_at == NOON


def test_the_demonstration_stays_when_the_patient_starts_the_camera_anew(
    practised: PractisedLifts, make_step: Callable[..., Step]
) -> None:
    practised.note(make_step(), LIMITS)
    practised.begin()
    practised.note(make_step(), LIMITS)
    assert [(lift.stream, lift.number) for lift in practised.all()] == [(1, 1), (2, 1)]


def test_a_coach_that_remembers_gives_what_the_coach_gives_and_counts_streams(
    practised: PractisedLifts, make_step: Callable[..., Step]
) -> None:
    step, closed = make_step(), []
    inner = SimpleNamespace(step=lambda _: step, close=lambda: closed.append(True))
    frame = VideoFrame(np.zeros((2, 2, 3), np.uint8), 4.0, 0)
    for _ in range(2):
        coach = RememberingCoach(inner, practised, LIMITS)
        assert coach.step(frame) is step
        coach.close()
    assert closed == [True, True]
    assert [lift.stream for lift in practised.all()] == [2, 3]


def test_after_very_many_lifts_the_oldest_are_forgotten(
    practised: PractisedLifts, make_step: Callable[..., Step], stooped: JudgedLift
) -> None:
    step = make_step()
    for number in range(1, 101):
        lift = replace(stooped.lift, number=number)
        practised.note(with_lift(step, replace(stooped, lift=lift)), LIMITS)
    kept = practised.all()
    assert [lift.number for lift in kept] == list(range(41, 101))
