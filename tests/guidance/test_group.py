from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tilcoach.coaching import FrameResult, JudgedLift, Limits, Pattern, Verdict
from tilcoach.guidance import (
    Command,
    FrameStatistics,
    GroupController,
    GroupMode,
    GroupState,
    Guidance,
    Instruction,
    Member,
    count,
)
from tilcoach.pose import Keypoint, PoseSeries

Stick = Callable[..., PoseSeries]
Steps = Callable[..., list[FrameResult]]
Judged = Callable[..., JudgedLift]
STOOP = Pattern.STRAIGHT_LEGS


def seconds(start_s: float, end_s: float) -> list[float]:
    return [i / 30 for i in range(round(30 * start_s), round(30 * end_s))]


def with_hand_up(series: PoseSeries) -> PoseSeries:
    image_px = series.image_px.copy()
    image_px[:, Keypoint.LEFT_WRIST] = image_px[:, Keypoint.LEFT_SHOULDER] - np.array([0, 120])
    return replace(series, image_px=image_px)


def beside(*groups: list[FrameResult]) -> list[FrameResult]:
    """Put the people of several sessions into one picture."""
    return [
        replace(steps[0], people=tuple(p for step in steps for p in step.people))
        for steps in zip(*groups, strict=True)
    ]


def follow(
    guide: GroupController, steps: list[FrameResult], room: FrameStatistics
) -> list[Guidance]:
    return [guide.update(step, room) for step in steps]


def state(guidance: Guidance) -> GroupState:
    assert guidance.group is not None
    return guidance.group


@pytest.fixture
def at_once(limits: Limits) -> GroupController:
    return GroupController(limits, group_mode=GroupMode.AT_ONCE)


@pytest.fixture
def in_turn(limits: Limits) -> GroupController:
    return GroupController(limits)


def test_everybody_who_stood_there_has_a_tag_and_their_own_lifts(
    at_once: GroupController, stick: Stick, steps_of: Steps, judged: Judged, room: FrameStatistics
) -> None:
    poses = stick(seconds(0, 1))
    lifted = {"last_lift": judged(1, STOOP), "lift_count": 1}
    steps = beside(
        steps_of(poses, person=7), steps_of(poses, person=3, **lifted), steps_of(poses, person=9)
    )
    found = state(follow(at_once, steps, room)[-1])
    assert found.tags == {7: 1, 3: 2, 9: 3}
    assert [(m.tag, len(m.lifts)) for m in found.members] == [(1, 0), (2, 1), (3, 0)]
    assert count(found.members[1].lifts, STOOP)[Verdict.FOUT] == 1


def test_who_was_never_seen_standing_has_no_tag(
    at_once: GroupController, stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    steps = steps_of(stick(seconds(0, 1)), posture=None)
    found = state(follow(at_once, steps, room)[-1])
    assert (found.tags, found.members) == ({}, ())


def test_who_comes_back_as_another_leaves_their_lifts_behind(
    at_once: GroupController, stick: Stick, steps_of: Steps, judged: Judged, room: FrameStatistics
) -> None:
    first = steps_of(stick(seconds(0, 1)), person=1, last_lift=judged(1), lift_count=1)
    later = steps_of(stick(seconds(9, 10)), person=2)
    found = state(follow(at_once, first + later, room)[-1])
    assert found.tags == {2: 2}
    assert [len(m.lifts) for m in found.members] == [1, 0]


def test_at_once_the_coach_is_quiet_and_can_be_paused(
    at_once: GroupController, stick: Stick, steps_of: Steps, judged: Judged, room: FrameStatistics
) -> None:
    at_once.request(Command.PAUSE_OR_GO)
    steps = steps_of(stick(seconds(0, 5)), last_lift=judged(1, STOOP), lift_count=1)
    guidance = follow(at_once, steps, room)
    assert all(now.is_paused and now.setup.is_ready for now in guidance)
    assert not any(now.sentence or now.during for now in guidance)
    at_once.next_person()  # there is no next one: all are there
    assert state(at_once.update(steps[-1], room)).turn == 1


def test_a_later_word_on_a_lift_takes_the_place_of_the_first(
    in_turn: GroupController, stick: Stick, steps_of: Steps, judged: Judged, room: FrameStatistics
) -> None:
    first = steps_of(stick(seconds(0, 4)), last_lift=judged(1), lift_count=1)
    later = steps_of(stick(seconds(4, 5)), last_lift=judged(1, STOOP), lift_count=1)
    (member,) = state(follow(in_turn, first + later, room)[-1]).members
    assert member == Member(1, (later[0].people[0].last_lift,))  # type: ignore[arg-type]


def test_the_next_one_begins_anew_and_the_one_before_is_kept(
    in_turn: GroupController, stick: Stick, steps_of: Steps, judged: Judged, room: FrameStatistics
) -> None:
    before = steps_of(stick(seconds(0, 5)), last_lift=judged(1, STOOP), lift_count=1)
    ready = follow(in_turn, before, room)[-1]
    assert ready.setup.is_ready
    in_turn.next_person()
    late = in_turn.update(before[-1], room)  # of the pipeline that still knows the one before
    assert [(m.tag, len(m.lifts)) for m in state(late).members] == [(1, 1), (2, 0)]
    after = follow(in_turn, steps_of(stick(seconds(6, 8))), room)
    assert after[-1].setup.hint is Instruction.STAND_STILL
    assert after[-1].sentence is None
    again = steps_of(stick(seconds(8, 13)), last_lift=judged(1), lift_count=1)
    found = state(follow(in_turn, again, room)[-1])
    assert found.tags == {1: 2}
    assert [(m.tag, len(m.lifts)) for m in found.members] == [(1, 1), (2, 1)]


def test_a_raised_hand_brings_the_next_one_once(
    in_turn: GroupController, stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    standing = steps_of(stick(seconds(0, 4)))
    hand = steps_of(with_hand_up(stick(seconds(4, 7))))  # held up for longer than needed
    found = state(follow(in_turn, standing + hand, room)[-1])
    assert found.turn == 2
    assert not in_turn.is_paused
