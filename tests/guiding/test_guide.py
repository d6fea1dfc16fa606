from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tilcoach.coaching import Cue, JudgedLift, Limits, Pattern, Step
from tilcoach.guiding import FeedbackMode, Guidance, Guide, Hint, Picture, Said, SaidKind, Wish
from tilcoach.kinematics import Posture
from tilcoach.lifting import LiftPhase
from tilcoach.pose import Keypoint, PoseSeries

Stick = Callable[..., PoseSeries]
Steps = Callable[..., list[Step]]
Judged = Callable[..., JudgedLift]
FAR = {"load_distance_ratio": 0.4}


def seconds(start_s: float, end_s: float) -> list[float]:
    return [i / 30 for i in range(round(30 * start_s), round(30 * end_s))]


def follow(guide: Guide, steps: list[Step], room: Picture) -> list[Guidance]:
    return [guide.update(step, room) for step in steps]


def said_in(guidance: list[Guidance]) -> list[Said]:
    """Return each thing that was said, once."""
    return list(dict.fromkeys(now.said for now in guidance if now.said))


@pytest.fixture
def session(stick: Stick, steps_of: Steps, judged: Judged, posture: Posture) -> list[Step]:
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
    session: list[Step], room: Picture, limits: Limits, mode: FeedbackMode, kinds: list[str]
) -> None:
    guidance = follow(Guide(limits, mode), session, room)
    assert [said.kind for said in said_in(guidance)] == kinds
    assert any(now.during for now in guidance) == mode.speaks_during
    assert (guidance[-1].sentence is not None) == mode.speaks_after
    assert guidance[-1].set_up.is_ready


def test_everything_said_has_a_number_of_its_own_and_its_lift(
    session: list[Step], room: Picture, limits: Limits
) -> None:
    said = said_in(follow(Guide(limits, FeedbackMode.BOTH), session, room))
    assert said == [
        Said(SaidKind.HINT, Hint.STAND_STILL, 1),
        Said(SaidKind.DURING, Pattern.LOAD_FAR, 2, lift=1),
        Said(SaidKind.CUE, Cue.BRING_CLOSER, 3, lift=1),
    ]


def test_a_sentence_goes_when_a_lift_without_one_comes(
    stick: Stick, steps_of: Steps, judged: Judged, room: Picture, limits: Limits
) -> None:
    guide = Guide(limits)
    for n in range(1, 7):
        steps = steps_of(stick(seconds(n, n + 0.1)), last_lift=judged(n), lift_count=n)
        now = follow(guide, steps, room)[-1]
        assert (now.sentence is None) == (n > 5)


def test_a_key_pauses_goes_on_and_repeats(
    session: list[Step], room: Picture, limits: Limits
) -> None:
    guide = Guide(limits)
    heard = said_in(follow(guide, session, room))
    guide.wish(Wish.REPEAT)
    again = guide.update(session[-1], room).said
    assert again == replace(heard[-1], number=heard[-1].number + 1)
    guide.wish(Wish.PAUSE_OR_GO)
    paused = guide.update(session[-1], room)
    assert (paused.is_paused, guide.is_paused) == (True, True)
    assert paused.said is not None
    assert (paused.said.kind, paused.said.code) == (SaidKind.PAUSE, "paused")
    guide.wish(Wish.PAUSE_OR_GO)
    assert not guide.update(session[-1], room).is_paused


def test_before_the_first_lift_a_repeat_gives_the_instruction(
    stick: Stick, steps_of: Steps, room: Picture, limits: Limits
) -> None:
    guide = Guide(limits)
    steps = steps_of(stick(seconds(0, 2)))
    heard = said_in(follow(guide, steps[:-1], room))
    guide.wish(Wish.REPEAT)
    now = guide.update(steps[-1], room).said
    assert heard == [Said(SaidKind.HINT, Hint.STAND_STILL, 1)]
    assert now == Said(SaidKind.HINT, Hint.STAND_STILL, 2)


def test_a_raised_hand_pauses_and_a_second_one_goes_on(
    stick: Stick, steps_of: Steps, room: Picture, limits: Limits
) -> None:
    series = stick(seconds(0, 6))
    image_px = series.image_px.copy()
    up = ((series.time_s > 1) & (series.time_s < 2.5)) | (series.time_s > 4)
    shoulder = image_px[:, Keypoint.LEFT_SHOULDER]
    image_px[up, Keypoint.LEFT_WRIST] = shoulder[up] - [0.0, 120.0]
    guidance = follow(Guide(limits), steps_of(replace(series, image_px=image_px)), room)
    paused = np.array([now.is_paused for now in guidance])
    assert not paused[:58].any()
    assert paused[64:148].all()
    assert not paused[-20:].any()


def test_during_a_pause_nothing_is_said_of_lifts(
    session: list[Step], room: Picture, limits: Limits
) -> None:
    guide = Guide(limits, FeedbackMode.BOTH)
    guide.wish(Wish.PAUSE_OR_GO)
    guidance = follow(guide, session, room)
    assert [said.kind for said in said_in(guidance)] == ["pause"]
    assert not any(now.during for now in guidance)


def test_another_person_begins_anew(
    stick: Stick, steps_of: Steps, judged: Judged, room: Picture, limits: Limits
) -> None:
    guide = Guide(limits)
    first = steps_of(stick(seconds(0, 1)), last_lift=judged(9, Pattern.LOAD_FAR), lift_count=9)
    assert follow(guide, first, room)[-1].sentence is not None
    other = steps_of(stick(seconds(1, 2)), person=2)
    assert follow(guide, other, room)[-1].sentence is None
    theirs = steps_of(stick(seconds(2, 3)), person=2, last_lift=judged(1), lift_count=1)
    assert follow(guide, theirs, room)[-1].sentence is not None


def test_who_walks_off_after_the_set_up_is_not_called_after(
    stick: Stick, steps_of: Steps, room: Picture, limits: Limits
) -> None:
    steps = [*steps_of(stick(seconds(0, 4))), *(Step(i, i / 30, ()) for i in range(120, 240))]
    guidance = follow(Guide(limits), steps, room)
    assert guidance[-1].set_up.hint is Hint.NOBODY
    assert [said.code for said in said_in(guidance)] == [Hint.STAND_STILL]


def test_what_went_better_is_said_in_its_own_words(
    stick: Stick, steps_of: Steps, judged: Judged, room: Picture, limits: Limits
) -> None:
    guide = Guide(limits)
    lifts = [judged(1, Pattern.LOAD_FAR), judged(2)]
    steps = [
        step
        for n, lift in enumerate(lifts)
        for step in steps_of(stick(seconds(n, n + 0.5)), last_lift=lift, lift_count=n + 1)
    ]
    heard = said_in(follow(guide, steps, room))[-1]
    assert heard == Said(SaidKind.BETTER, Pattern.LOAD_FAR, heard.number, lift=2)


def test_looking_back_is_a_quiet_pause_that_ends_as_it_began(
    session: list[Step], room: Picture, limits: Limits
) -> None:
    guide = Guide(limits)
    guide.look_back()
    assert said_in(follow(guide, session, room)) == []
    assert guide.is_paused
    guide.look_on()
    assert not guide.update(session[-1], room).is_paused
    guide.wish(Wish.PAUSE_OR_GO)
    guide.update(session[-1], room)
    guide.look_back()
    guide.look_on()
    assert guide.is_paused


def test_going_on_ends_looking_back(session: list[Step], room: Picture, limits: Limits) -> None:
    guide = Guide(limits)
    guide.look_back()
    guide.wish(Wish.PAUSE_OR_GO)
    now = guide.update(session[0], room)
    assert not now.is_paused
    assert not guide.is_looking_back
    assert now.said is not None
    assert now.said.code == "going_on"
