from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.doubles import Replay

from tilcoach.coaching import FrameResult, JudgedLift
from tilcoach.config import Settings
from tilcoach.guidance import FrameStatistics, Instruction, Setup, SetupRule, SetupState
from tilcoach.guidance.debounce import Debounce
from tilcoach.kinematics import View, ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.measures import Pattern
from tilcoach.pipeline import Pipeline
from tilcoach.pose import PoseSeries, VideoFrame

Stick = Callable[..., PoseSeries]
Steps = Callable[..., list[FrameResult]]
RULE = SetupRule()


def walk_through(
    set_up: Setup, steps: list[FrameResult], room: FrameStatistics
) -> list[SetupState]:
    return [set_up.update(step.time_s, step.people, room) for step in steps]


def seconds(start_s: float, end_s: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.arange(round(30 * start_s), round(30 * end_s)) / 30


def hints(states: list[SetupState]) -> list[Instruction | None]:
    """Return each hint once, in the order in which they came."""
    found: list[Instruction | None] = []
    for state in states:
        if not found or found[-1] is not state.hint:
            found.append(state.hint)
    return found


def test_standing_still_for_three_seconds_passes_it(
    stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    states = walk_through(Setup(), steps_of(stick(seconds(0, 4))), room)
    ready_s = next(i for i, state in enumerate(states) if state.is_ready) / 30
    assert ready_s == pytest.approx(RULE.still_s, abs=0.1)
    assert hints(states) == [None, Instruction.STAND_STILL, None]
    shares = [state.still_share for state in states]
    assert shares == sorted(shares)


def test_the_count_begins_anew_after_a_step(
    stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    walked_m = np.clip(seconds(0, 7) - 2, 0, 1) * 0.5
    steps = steps_of(stick(seconds(0, 7), walked_m=walked_m))
    states = walk_through(Setup(), steps, room)
    ready_s = next(i for i, state in enumerate(states) if state.is_ready) / 30
    assert 5.8 < ready_s < 6.2


def test_who_bends_in_the_count_has_not_passed(
    stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    bent = np.where((seconds(0, 5) > 2) & (seconds(0, 5) < 3), 60.0, 0.0)
    states = walk_through(Setup(), steps_of(stick(seconds(0, 5), trunk_deg=bent)), room)
    assert not states[-1].is_ready
    assert Instruction.STAND_UPRIGHT in hints(states)


def test_without_a_zero_nobody_is_ready(
    stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    states = walk_through(Setup(), steps_of(stick(seconds(0, 5)), posture=None), room)
    assert not states[-1].is_ready
    assert states[-1].still_share == 1.0


def test_nobody_is_asked_to_come_and_one_who_is_too_far_to_come_nearer(
    stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    empty = [FrameResult(i, i / 30, ()) for i in range(60)]
    far = steps_of(stick(seconds(2, 4), px_per_m=100.0))
    near = steps_of(stick(seconds(4, 9)))
    states = walk_through(Setup(), [*empty, *far, *near], room)
    assert hints(states) == [
        None,
        Instruction.NOBODY,
        Instruction.TOO_FAR,
        Instruction.STAND_STILL,
        None,
    ]
    assert states[-1].is_ready


def test_a_flicker_changes_no_instruction(
    stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    steps = steps_of(stick(seconds(0, 2.5)))
    flickering = [replace(step, people=()) if i % 20 == 0 else step for i, step in enumerate(steps)]
    assert hints(walk_through(Setup(), flickering, room)[30:]) == [Instruction.STAND_STILL]


def test_who_lifts_has_found_the_way(
    stick: Stick, steps_of: Steps, room: FrameStatistics, judged: Callable[..., JudgedLift]
) -> None:
    steps = steps_of(stick(seconds(0, 1), px_per_m=100.0), last_lift=judged(1))
    assert walk_through(Setup(), steps, room)[-1].is_ready


def test_in_the_middle_of_a_lift_nobody_is_told_to_stand(
    stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    stands = steps_of(stick(seconds(0, 2)))
    bends = steps_of(stick(seconds(2, 4), trunk_deg=70.0), phase=LiftPhase.REACHING)
    assert hints(walk_through(Setup(), [*stands, *bends], room)) == [None, Instruction.STAND_STILL]


@pytest.fixture
def ready(stick: Stick, steps_of: Steps, room: FrameStatistics) -> Setup:
    """Return a set-up that was passed at 4 s."""
    set_up = Setup()
    assert walk_through(set_up, steps_of(stick(seconds(0, 4))), room)[-1].is_ready
    return set_up


@pytest.mark.parametrize(
    "moved", [{"px_per_m": 165.0}, {"centre_px": (140.0, 400.0)}, {"px_per_m": 228.0}]
)
def test_standing_elsewhere_in_the_picture_is_told_calmly_and_for_a_while(
    ready: Setup, stick: Stick, steps_of: Steps, room: FrameStatistics, moved: dict[str, object]
) -> None:
    states = walk_through(ready, steps_of(stick(seconds(4, 14), **moved)), room)
    assert all(state.is_ready for state in states)
    assert hints(states) == [None, Instruction.MOVED, None]


def test_a_step_aside_is_no_move(
    ready: Setup, stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    states = walk_through(ready, steps_of(stick(seconds(4, 8), centre_px=(370.0, 400.0))), room)
    assert hints(states) == [None]


def test_feet_that_leave_the_picture_are_told_during_the_session(
    ready: Setup, stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    low = steps_of(stick(seconds(4, 8), centre_px=(320.0, 480.0)))
    assert hints(walk_through(ready, low, room)) == [None, Instruction.FEET_OUT]


def test_during_a_lift_nothing_is_asked(
    ready: Setup, stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    lifting = steps_of(stick(seconds(4, 8), centre_px=(320.0, 480.0)), phase=LiftPhase.LIFTING)
    assert hints(walk_through(ready, lifting, room)) == [None]


def test_the_sample_films_pass_it_by_standing(
    recordings: dict[str, PoseSeries], room: FrameStatistics
) -> None:
    for name, series in recordings.items():
        set_up, states = Setup(SetupRule(half_turn_s=0.0)), []
        with Pipeline(Replay.of(series), Settings()) as pipeline:
            for i, time_s in enumerate(series.time_s[series.time_s < 3.5]):
                frame = VideoFrame(np.zeros((2, 2, 3), np.uint8), float(time_s), i)
                step = pipeline.step(frame)
                states.append(set_up.update(step.time_s, step.people, room))
        assert states[-1].is_ready, name
        assert hints(states) == [None, Instruction.STAND_STILL, None], name


def test_a_value_counts_once_it_has_lasted() -> None:
    steady = Debounce("a", 0.5)
    seen = [steady.update(value, i / 10) for i, value in enumerate("abbabbbbbbb")]
    assert "".join(seen) == "aaaaaaaaabb"


@pytest.mark.parametrize("label", [ViewLabel.SIDE, ViewLabel.FRONT])
def test_who_stands_well_is_asked_for_half_a_turn_and_may_stay_as_they_are(
    stick: Stick, steps_of: Steps, room: FrameStatistics, label: ViewLabel
) -> None:
    steps = steps_of(stick(seconds(0, 6)), view=View(label, 0.0))
    states = walk_through(Setup(), steps, room)
    assert hints(states)[:2] == [None, Instruction.HALF_TURN]
    assert states[-1].is_ready
    ready_s = next(i for i, state in enumerate(states) if state.is_ready) / 30
    assert ready_s == pytest.approx(max(RULE.half_turn_s, RULE.still_s), abs=0.2)


def test_who_turned_is_asked_to_stand_still(
    stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    side = steps_of(stick(seconds(0, 2)), view=View(ViewLabel.SIDE, 0.0))
    turned = steps_of(stick(seconds(0, 6)))[60:]
    states = walk_through(Setup(), [*side, *turned], room)
    asked = hints(states)
    assert asked[:2] == [None, Instruction.HALF_TURN]
    assert asked[-2:] == [Instruction.STAND_STILL, None]
    assert states[-1].is_ready


def test_nobody_turns_for_what_is_not_practised(
    stick: Stick, steps_of: Steps, room: FrameStatistics
) -> None:
    steps = steps_of(stick(seconds(0, 4)), view=View(ViewLabel.SIDE, 0.0))
    states = walk_through(Setup(switched_off=[Pattern.TWIST_WITH_LOAD]), steps, room)
    assert Instruction.HALF_TURN not in hints(states)
