from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.doubles import Replay

from tilcoach.coaching import Limits, Pattern, PersonFrameResult
from tilcoach.config import Settings
from tilcoach.guidance import DuringLift, beyond
from tilcoach.guidance.during_lift import SHOWN_S, SUSTAINED_S
from tilcoach.kinematics import Posture, View, ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.pipeline import Pipeline
from tilcoach.pose import N_KEYPOINTS, Pose, PoseSeries, VideoFrame

STOOPING = {"trunk_flexion_deg": 80.0, "stoop_squat_index": 95.0, "shoulder_drop_ratio": 0.3}
TURNED = {"trunk_rotation_deg": -40.0}
FAR = {"load_distance_ratio": 0.4}

Make = Callable[..., PersonFrameResult]


@pytest.fixture
def person(posture: Posture) -> Make:
    """Make a person with a box, at a moment and with measures as told."""

    def make(
        time_s: float = 0.0,
        phase: LiftPhase = LiftPhase.LIFTING,
        view: ViewLabel = ViewLabel.OBLIQUE,
        load: float = 0.9,
        **measures: float,
    ) -> PersonFrameResult:
        nowhere = np.zeros((N_KEYPOINTS, 2))
        pose = Pose(nowhere, np.zeros((N_KEYPOINTS, 3)), np.ones(N_KEYPOINTS), time_s)
        return PersonFrameResult(
            1, pose, replace(posture, **measures), View(view, 40.0), phase, load, 0, None
        )

    return make


def test_each_pattern_is_seen_while_it_happens(person: Make, limits: Limits) -> None:
    assert beyond(person(**STOOPING), limits) == {Pattern.STRAIGHT_LEGS}
    assert beyond(person(**TURNED), limits) == {Pattern.TWIST_WITH_LOAD}
    assert beyond(person(**FAR), limits) == {Pattern.LOAD_FAR}
    assert beyond(person(**STOOPING, **TURNED, **FAR), limits) == set(Pattern)


@pytest.mark.parametrize(
    "changed",
    [
        {"phase": LiftPhase.UPRIGHT},
        {"trunk_flexion_deg": 30.0, "load_distance_ratio": 0.3, "trunk_rotation_deg": 28.0},
        {"knee_flexion_deg": 37.0, "load_distance_ratio": 0.1, "feet_turn_deg": 40.0},
        {"knee_flexion_deg": 80.0, "load": 0.3},
        {"shoulder_drop_ratio": 0.05, "phase": LiftPhase.REACHING},
        {name: float("nan") for name in (*STOOPING, *TURNED, *FAR)},
    ],
)
def test_what_is_not_clear_is_not_said(
    person: Make, limits: Limits, changed: dict[str, float | LiftPhase]
) -> None:
    told = {**STOOPING, **TURNED, **FAR, **changed}
    assert beyond(person(**told), limits) == set()


def test_each_view_says_what_it_shows(person: Make, limits: Limits) -> None:
    told = {**TURNED, **FAR}
    assert beyond(person(view=ViewLabel.SIDE, **told), limits) == {
        Pattern.LOAD_FAR,
        Pattern.TWIST_WITH_LOAD,
    }
    assert beyond(person(view=ViewLabel.FRONT, **told), limits) == {Pattern.TWIST_WITH_LOAD}
    assert beyond(person(view=ViewLabel.UNKNOWN, **told), limits) == set()


def test_who_has_no_zero_is_not_measured(person: Make, limits: Limits) -> None:
    assert beyond(replace(person(**STOOPING), posture=None), limits) == set()


def test_it_is_said_once_per_lift_and_pattern(person: Make, limits: Limits) -> None:
    coach = DuringLift(limits)
    said = [coach.update(person(i / 30, **STOOPING)) for i in range(60)]
    assert [p for p in said if p] == [Pattern.STRAIGHT_LEGS]
    assert said.index(Pattern.STRAIGHT_LEGS) == pytest.approx(30 * SUSTAINED_S, abs=1)
    coach.update(person(3.0, LiftPhase.UPRIGHT))
    again = [coach.update(person(4 + i / 30, **STOOPING)) for i in range(20)]
    assert [p for p in again if p] == [Pattern.STRAIGHT_LEGS]


def test_a_swing_is_not_said(person: Make, limits: Limits) -> None:
    coach = DuringLift(limits)
    said = [coach.update(person(i / 30, **(FAR if i % 10 < 8 else {}))) for i in range(60)]
    assert not any(said)


def test_the_line_stands_long_enough_to_be_read_and_goes(person: Make, limits: Limits) -> None:
    coach = DuringLift(limits)
    for i in range(12):
        coach.update(person(i / 30, **FAR))
    assert coach.shown is Pattern.LOAD_FAR
    coach.update(person(SHOWN_S, LiftPhase.UPRIGHT))
    assert coach.shown is Pattern.LOAD_FAR
    coach.update(person(SHOWN_S + 1, LiftPhase.UPRIGHT))
    assert coach.shown is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("squat_close", []),
        ("stoop_straight_legs", [Pattern.STRAIGHT_LEGS] * 2),
        ("lift_and_twist", [Pattern.TWIST_WITH_LOAD]),
        ("load_far", [Pattern.LOAD_FAR]),  # without a picture nothing is sure before it is held
    ],
)
def test_in_the_sample_films_it_says_what_they_show(
    recordings: dict[str, PoseSeries], limits: Limits, name: str, said: list[Pattern]
) -> None:
    coach, series, heard = DuringLift(limits), recordings[name], []
    with Pipeline(Replay.of(series), Settings()) as pipeline:
        for i, time_s in enumerate(series.time_s):
            frame = VideoFrame(np.zeros((2, 2, 3), np.uint8), float(time_s), i)
            heard.append(coach.update(pipeline.step(frame).people[0]))
    assert [pattern for pattern in heard if pattern] == said


def test_a_pattern_that_is_switched_off_is_not_said(person: Make, limits: Limits) -> None:
    coach = DuringLift(limits, {Pattern.STRAIGHT_LEGS})
    assert not any(coach.update(person(i / 30, **STOOPING)) for i in range(60))
    assert coach.shown is None
