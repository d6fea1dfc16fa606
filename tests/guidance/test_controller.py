from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tilcoach.coaching import Cue, FrameResult, JudgedLift, Limits, Pattern
from tilcoach.guidance import (
    Command,
    FeedbackMode,
    FrameStatistics,
    Guidance,
    GuidanceController,
    GuidanceRules,
    Instruction,
    SetupRule,
    Utterance,
    UtteranceKind,
)
from tilcoach.kinematics import Posture
from tilcoach.lifting import LiftPhase
from tilcoach.pose import Keypoint, PoseSeries

Stick = Callable[..., PoseSeries]
Steps = Callable[..., list[FrameResult]]
Judged = Callable[..., JudgedLift]
FAR = {"load_distance_ratio": 0.4}

NO_TURN = GuidanceRules(SetupRule(half_turn_s=0.0))
"""Asks nobody for half a turn."""


def seconds(start_s: float, end_s: float) -> list[float]:
    return [i / 30 for i in range(round(30 * start_s), round(30 * end_s))]


def follow(
    guide: GuidanceController, steps: list[FrameResult], room: FrameStatistics
) -> list[Guidance]:
    return [guide.update(step, room) for step in steps]


def said_in(guidance: list[Guidance]) -> list[Utterance]:
    """Return each thing that was said, once."""
    return list(dict.fromkeys(now.utterance for now in guidance if now.utterance))


@pytest.fixture
def session(stick: Stick, steps_of: Steps, judged: Judged, posture: Posture) -> list[FrameResult]:
    """Return the steps of somebody who stands, holds a box too far away, and is told so."""
    far = replace(posture, **FAR)
    holding = {"phase": LiftPhase.HOLDING, "load_probability": 0.9, "posture": far}
    lift = judged(1, Pattern.LOAD_FAR)
    return [
        *steps_of(stick(seconds(0, 4))),
        *steps_of(stick(seconds(4, 5)), **holding),
        *steps_of(stick(seconds(5, 7)), last_lift=lift, lift_count=1),
    ]


@pytest.mark.parametrize(
    ("mode", "kinds"),
    [
        (FeedbackMode.AFTER_LIFT, ["hint", "cue"]),
        (FeedbackMode.LIVE, ["hint", "during"]),
        (FeedbackMode.BOTH, ["hint", "during", "cue"]),
        (FeedbackMode.SILENT, []),
    ],
)
def test_each_mode_says_what_it_promises(
    session: list[FrameResult],
    room: FrameStatistics,
    limits: Limits,
    mode: FeedbackMode,
    kinds: list[str],
) -> None:
    guidance = follow(GuidanceController(limits, mode, rules=NO_TURN), session, room)
    assert [said.kind for said in said_in(guidance)] == kinds
    assert any(now.during for now in guidance) == mode.speaks_during
    assert (guidance[-1].sentence is not None) == mode.speaks_after
    assert guidance[-1].setup.is_ready


def test_everything_said_has_a_number_of_its_own_and_its_lift(
    session: list[FrameResult], room: FrameStatistics, limits: Limits
) -> None:
    said = said_in(
        follow(GuidanceController(limits, FeedbackMode.BOTH, rules=NO_TURN), session, room)
    )
    assert said == [
        Utterance(UtteranceKind.HINT, Instruction.STAND_STILL, 1),
        Utterance(UtteranceKind.DURING, Pattern.LOAD_FAR, 2, lift=1),
        Utterance(UtteranceKind.CUE, Cue.BRING_CLOSER, 3, lift=1, praise="twist_with_load"),
    ]


def test_a_sentence_goes_when_a_lift_without_one_comes(
    stick: Stick, steps_of: Steps, judged: Judged, room: FrameStatistics, limits: Limits
) -> None:
    guide = GuidanceController(limits, rules=NO_TURN)
    for n in range(1, 7):
        steps = steps_of(stick(seconds(n, n + 0.1)), last_lift=judged(n), lift_count=n)
        now = follow(guide, steps, room)[-1]
        assert (now.sentence is None) == (n > 5)


def test_a_key_pauses_goes_on_and_repeats(
    session: list[FrameResult], room: FrameStatistics, limits: Limits
) -> None:
    guide = GuidanceController(limits, rules=NO_TURN)
    heard = said_in(follow(guide, session, room))
    guide.request(Command.REPEAT)
    again = guide.update(session[-1], room).utterance
    assert again == replace(heard[-1], number=heard[-1].number + 1)
    guide.request(Command.PAUSE_OR_GO)
    paused = guide.update(session[-1], room)
    assert (paused.is_paused, guide.is_paused) == (True, True)
    assert paused.utterance is not None
    assert (paused.utterance.kind, paused.utterance.code) == (UtteranceKind.PAUSE, "paused")
    guide.request(Command.PAUSE_OR_GO)
    assert not guide.update(session[-1], room).is_paused


def test_before_the_first_lift_a_repeat_gives_the_instruction(
    stick: Stick, steps_of: Steps, room: FrameStatistics, limits: Limits
) -> None:
    guide = GuidanceController(limits, rules=NO_TURN)
    steps = steps_of(stick(seconds(0, 2)))
    heard = said_in(follow(guide, steps[:-1], room))
    guide.request(Command.REPEAT)
    now = guide.update(steps[-1], room).utterance
    assert heard == [Utterance(UtteranceKind.HINT, Instruction.STAND_STILL, 1)]
    assert now == Utterance(UtteranceKind.HINT, Instruction.STAND_STILL, 2)


def test_a_raised_hand_pauses_and_a_second_one_goes_on(
    stick: Stick, steps_of: Steps, room: FrameStatistics, limits: Limits
) -> None:
    series = stick(seconds(0, 6))
    image_px = series.image_px.copy()
    up = ((series.time_s > 1) & (series.time_s < 2.5)) | (series.time_s > 4)
    shoulder = image_px[:, Keypoint.LEFT_SHOULDER]
    image_px[up, Keypoint.LEFT_WRIST] = shoulder[up] - [0.0, 120.0]
    guidance = follow(
        GuidanceController(limits, rules=NO_TURN),
        steps_of(replace(series, image_px=image_px)),
        room,
    )
    paused = np.array([now.is_paused for now in guidance])
    assert not paused[:58].any()
    assert paused[64:148].all()
    assert not paused[-20:].any()


def test_during_a_pause_nothing_is_said_of_lifts(
    session: list[FrameResult], room: FrameStatistics, limits: Limits
) -> None:
    guide = GuidanceController(limits, FeedbackMode.BOTH, rules=NO_TURN)
    guide.request(Command.PAUSE_OR_GO)
    guidance = follow(guide, session, room)
    assert [said.kind for said in said_in(guidance)] == ["pause"]
    assert not any(now.during for now in guidance)


def test_another_person_begins_anew(
    stick: Stick, steps_of: Steps, judged: Judged, room: FrameStatistics, limits: Limits
) -> None:
    guide = GuidanceController(limits, rules=NO_TURN)
    first = steps_of(stick(seconds(0, 1)), last_lift=judged(9, Pattern.LOAD_FAR), lift_count=9)
    assert follow(guide, first, room)[-1].sentence is not None
    other = steps_of(stick(seconds(1, 2)), person=2)
    assert follow(guide, other, room)[-1].sentence is None
    theirs = steps_of(stick(seconds(2, 3)), person=2, last_lift=judged(1), lift_count=1)
    assert follow(guide, theirs, room)[-1].sentence is not None


def test_who_walks_off_after_the_set_up_is_not_called_after(
    stick: Stick, steps_of: Steps, room: FrameStatistics, limits: Limits
) -> None:
    steps = [
        *steps_of(stick(seconds(0, 4))),
        *(FrameResult(i, i / 30, ()) for i in range(120, 240)),
    ]
    guidance = follow(GuidanceController(limits, rules=NO_TURN), steps, room)
    assert guidance[-1].setup.hint is Instruction.NOBODY
    assert [said.code for said in said_in(guidance)] == [Instruction.STAND_STILL]


def test_what_went_better_is_said_in_its_own_words(
    stick: Stick, steps_of: Steps, judged: Judged, room: FrameStatistics, limits: Limits
) -> None:
    guide = GuidanceController(limits, rules=NO_TURN)
    lifts = [judged(1, Pattern.LOAD_FAR), judged(2)]
    steps = [
        step
        for n, lift in enumerate(lifts)
        for step in steps_of(stick(seconds(n, n + 0.5)), last_lift=lift, lift_count=n + 1)
    ]
    heard = said_in(follow(guide, steps, room))[-1]
    assert heard == Utterance(UtteranceKind.BETTER, Pattern.LOAD_FAR, heard.number, lift=2)


def test_looking_back_is_a_quiet_pause_that_ends_as_it_began(
    session: list[FrameResult], room: FrameStatistics, limits: Limits
) -> None:
    guide = GuidanceController(limits, rules=NO_TURN)
    guide.start_replay()
    assert said_in(follow(guide, session, room)) == []
    assert guide.is_paused
    guide.end_replay()
    assert not guide.update(session[-1], room).is_paused
    guide.request(Command.PAUSE_OR_GO)
    guide.update(session[-1], room)
    guide.start_replay()
    guide.end_replay()
    assert guide.is_paused


def test_going_on_ends_looking_back(
    session: list[FrameResult], room: FrameStatistics, limits: Limits
) -> None:
    guide = GuidanceController(limits, rules=NO_TURN)
    guide.start_replay()
    guide.request(Command.PAUSE_OR_GO)
    now = guide.update(session[0], room)
    assert not now.is_paused
    assert not guide.is_replaying
    assert now.utterance is not None
    assert now.utterance.code == "going_on"
