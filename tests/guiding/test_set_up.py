from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from tilcoach.coaching import JudgedLift, Step
from tilcoach.config import Settings
from tilcoach.guiding import Hint, Picture, SetUp, SetUpRule, SetUpState
from tilcoach.guiding.steady import Steady
from tilcoach.lifting import LiftPhase
from tilcoach.pipeline import Pipeline
from tilcoach.pose import Pose, PoseSeries, VideoFrame

Stick = Callable[..., PoseSeries]
Steps = Callable[..., list[Step]]
RULE = SetUpRule()


def walk_through(set_up: SetUp, steps: list[Step], room: Picture) -> list[SetUpState]:
    return [set_up.update(step.time_s, step.people, room) for step in steps]


def seconds(start_s: float, end_s: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.arange(round(30 * start_s), round(30 * end_s)) / 30


def hints(states: list[SetUpState]) -> list[Hint | None]:
    """Return each hint once, in the order in which they came."""
    found: list[Hint | None] = []
    for state in states:
        if not found or found[-1] is not state.hint:
            found.append(state.hint)
    return found


def test_standing_still_for_three_seconds_passes_it(
    stick: Stick, steps_of: Steps, room: Picture
) -> None:
    states = walk_through(SetUp(), steps_of(stick(seconds(0, 4))), room)
    ready_s = next(i for i, state in enumerate(states) if state.is_ready) / 30
    assert ready_s == pytest.approx(RULE.still_s, abs=0.1)
    assert hints(states) == [None, Hint.STAND_STILL, None]
    shares = [state.still_share for state in states]
    assert shares == sorted(shares)


def test_the_count_begins_anew_after_a_step(stick: Stick, steps_of: Steps, room: Picture) -> None:
    walked_m = np.clip(seconds(0, 7) - 2, 0, 1) * 0.5
    steps = steps_of(stick(seconds(0, 7), walked_m=walked_m))
    states = walk_through(SetUp(), steps, room)
    ready_s = next(i for i, state in enumerate(states) if state.is_ready) / 30
    assert 5.8 < ready_s < 6.2


def test_who_bends_in_the_count_has_not_passed(
    stick: Stick, steps_of: Steps, room: Picture
) -> None:
    bent = np.where((seconds(0, 5) > 2) & (seconds(0, 5) < 3), 60.0, 0.0)
    states = walk_through(SetUp(), steps_of(stick(seconds(0, 5), trunk_deg=bent)), room)
    assert not states[-1].is_ready
    assert Hint.STAND_UPRIGHT in hints(states)


def test_without_a_zero_nobody_is_ready(stick: Stick, steps_of: Steps, room: Picture) -> None:
    states = walk_through(SetUp(), steps_of(stick(seconds(0, 5)), posture=None), room)
    assert not states[-1].is_ready
    assert states[-1].still_share == 1.0


def test_nobody_is_asked_to_come_and_one_who_is_too_far_to_come_nearer(
    stick: Stick, steps_of: Steps, room: Picture
) -> None:
    empty = [Step(i, i / 30, ()) for i in range(60)]
    far = steps_of(stick(seconds(2, 4), px_per_m=100.0))
    near = steps_of(stick(seconds(4, 9)))
    states = walk_through(SetUp(), [*empty, *far, *near], room)
    assert hints(states) == [None, Hint.NOBODY, Hint.TOO_FAR, Hint.STAND_STILL, None]
    assert states[-1].is_ready


def test_a_flicker_changes_no_instruction(stick: Stick, steps_of: Steps, room: Picture) -> None:
    steps = steps_of(stick(seconds(0, 2.5)))
    flickering = [replace(step, people=()) if i % 20 == 0 else step for i, step in enumerate(steps)]
    assert hints(walk_through(SetUp(), flickering, room)[30:]) == [Hint.STAND_STILL]


def test_who_lifts_has_found_the_way(
    stick: Stick, steps_of: Steps, room: Picture, judged: Callable[..., JudgedLift]
) -> None:
    steps = steps_of(stick(seconds(0, 1), px_per_m=100.0), last_lift=judged(1))
    assert walk_through(SetUp(), steps, room)[-1].is_ready


def test_in_the_middle_of_a_lift_nobody_is_told_to_stand(
    stick: Stick, steps_of: Steps, room: Picture
) -> None:
    stands = steps_of(stick(seconds(0, 2)))
    bends = steps_of(stick(seconds(2, 4), trunk_deg=70.0), phase=LiftPhase.REACHING)
    assert hints(walk_through(SetUp(), [*stands, *bends], room)) == [None, Hint.STAND_STILL]


@pytest.fixture
def ready(stick: Stick, steps_of: Steps, room: Picture) -> SetUp:
    """Return a set-up that was passed at 4 s."""
    set_up = SetUp()
    assert walk_through(set_up, steps_of(stick(seconds(0, 4))), room)[-1].is_ready
    return set_up


@pytest.mark.parametrize(
    "moved", [{"px_per_m": 165.0}, {"centre_px": (140.0, 400.0)}, {"px_per_m": 228.0}]
)
def test_standing_elsewhere_in_the_picture_is_told_calmly_and_for_a_while(
    ready: SetUp, stick: Stick, steps_of: Steps, room: Picture, moved: dict[str, object]
) -> None:
    states = walk_through(ready, steps_of(stick(seconds(4, 14), **moved)), room)
    assert all(state.is_ready for state in states)
    assert hints(states) == [None, Hint.MOVED, None]


def test_a_step_aside_is_no_move(
    ready: SetUp, stick: Stick, steps_of: Steps, room: Picture
) -> None:
    states = walk_through(ready, steps_of(stick(seconds(4, 8), centre_px=(370.0, 400.0))), room)
    assert hints(states) == [None]


def test_feet_that_leave_the_picture_are_told_during_the_session(
    ready: SetUp, stick: Stick, steps_of: Steps, room: Picture
) -> None:
    low = steps_of(stick(seconds(4, 8), centre_px=(320.0, 480.0)))
    assert hints(walk_through(ready, low, room)) == [None, Hint.FEET_OUT]


def test_during_a_lift_nothing_is_asked(
    ready: SetUp, stick: Stick, steps_of: Steps, room: Picture
) -> None:
    lifting = steps_of(stick(seconds(4, 8), centre_px=(320.0, 480.0)), phase=LiftPhase.LIFTING)
    assert hints(walk_through(ready, lifting, room)) == [None]


def test_the_sample_films_pass_it_by_standing(
    recordings: dict[str, PoseSeries], room: Picture
) -> None:
    for name, series in recordings.items():
        set_up, states = SetUp(), []
        with Pipeline(Replay(series), Settings()) as pipeline:
            for i, time_s in enumerate(series.time_s[series.time_s < 3.5]):
                frame = VideoFrame(np.zeros((2, 2, 3), np.uint8), float(time_s), i)
                step = pipeline.step(frame)
                states.append(set_up.update(step.time_s, step.people, room))
        assert states[-1].is_ready, name
        assert hints(states) == [None, Hint.STAND_STILL, None], name


class Replay:
    """Stands in for the model: shows again what it saw."""

    def __init__(self, series: PoseSeries) -> None:
        self._series = series

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        return (self._series.at(frame.index),)

    def close(self) -> None:
        """Nothing to free."""


def test_a_value_counts_once_it_has_lasted() -> None:
    steady = Steady("a", 0.5)
    seen = [steady.update(value, i / 10) for i, value in enumerate("abbabbbbbbb")]
    assert "".join(seen) == "aaaaaaaaabb"
