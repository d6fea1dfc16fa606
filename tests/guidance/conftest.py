"""The person of sticks as steps of a live stream, and lifts with verdicts as told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from tilcoach.coaching import (
    Cue,
    Finding,
    FrameResult,
    JudgedLift,
    Limits,
    Pattern,
    PersonFrameResult,
    Reason,
    Verdict,
    choose_cue,
    read_limits,
)
from tilcoach.guidance import FrameStatistics
from tilcoach.kinematics import Posture, PostureSeries, View, ViewLabel
from tilcoach.lifting import Lift, LiftPhase, Load, LoadSource
from tilcoach.pose import PoseSeries

NAN = float("nan")
Stick = Callable[..., PoseSeries]
ROOM = FrameStatistics(640, 480, 150.0)
"""The stick figure of 1.75 m stands in it with the feet at row 408 and the head at 66."""


@pytest.fixture
def room() -> FrameStatistics:
    return ROOM


@pytest.fixture
def limits() -> Limits:
    return read_limits()


@pytest.fixture
def recordings() -> dict[str, PoseSeries]:
    """Return what the model saw in the sample films."""
    found = {}
    for path in sorted((Path(__file__).parents[1] / "recordings").glob("*.npz")):
        with np.load(path) as arrays:
            series = PoseSeries(**arrays)
        found[path.stem] = series.where(np.isfinite(series.image_px[:, 0, 0]))
    return found


@pytest.fixture
def posture() -> Posture:
    """Return a posture in which nothing is beyond a limit."""
    return Posture(**dict.fromkeys((field.name for field in fields(Posture)), 0.0))


@pytest.fixture(scope="session")
def judged() -> Callable[..., JudgedLift]:
    """Make lift ``number`` with one pattern seen, or none; how sure can be told."""

    def make(number: int, fout: Pattern | None = None, confidence: float = 0.95) -> JudgedLift:
        load = Load(held=True, probability=0.95, source=LoadSource.AUTO)
        time_s = np.linspace(2, 6, 9)
        during = PostureSeries(**{field.name: time_s for field in fields(PostureSeries)})
        lift = Lift(number, 2, 3, 4, 6, load, False, True, during)  # noqa: FBT003  as it stands
        findings = tuple(
            Finding(p, Verdict.FOUT, 2, 1, "m", 2, 3, confidence, None)
            if p is fout
            else Finding(p, Verdict.GOED, 0, 1, "m", NAN, NAN, 0.9, None)
            for p in Pattern
        )
        return JudgedLift(lift, findings, choose_cue(findings))

    return make


@pytest.fixture
def unjudged(judged: Callable[..., JudgedLift]) -> Callable[[int], JudgedLift]:
    """Make lift ``number`` of which nothing could be judged."""

    def make(number: int) -> JudgedLift:
        nothing = tuple(
            Finding(p, Verdict.NOT_JUDGED, NAN, 1, "m", NAN, NAN, 0.0, Reason.NOT_SEEN)
            for p in Pattern
        )
        return replace(judged(number), findings=nothing, cue=Cue.NOTHING_JUDGED)

    return make


@pytest.fixture
def steps_of(posture: Posture) -> Callable[..., list[FrameResult]]:
    """Turn poses into steps of a stream in which the person's zero is known."""

    def make(series: PoseSeries, **person: object) -> list[FrameResult]:
        known = {
            "person": 1,
            "posture": posture,
            "view": View(ViewLabel.OBLIQUE, 40.0),
            "phase": LiftPhase.UPRIGHT,
            "load_probability": 0.0,
            "lift_count": 0,
            "last_lift": None,
            **person,
        }
        poses = (series.at(i) for i in range(len(series)))
        return [
            FrameResult(i, pose.time_s, (PersonFrameResult(pose=pose, **known),))  # type: ignore[arg-type]
            for i, pose in enumerate(poses)
        ]

    return make
