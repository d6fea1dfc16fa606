"""Lifts as two cameras judge them, and a person who lifts a few times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace

import numpy as np
import pytest

from tilcoach.coaching import (
    Camera,
    Cue,
    Finding,
    JudgedLift,
    Limits,
    Pattern,
    Reason,
    Verdict,
    read_limits,
)
from tilcoach.fusion import CameraView
from tilcoach.kinematics import PostureSeries, View, ViewLabel
from tilcoach.lifting import Lift, Load, LoadSource

RATE_HZ = 20.0
HELD = Load(held=True, probability=0.9, source=LoadSource.AUTO)


@pytest.fixture(scope="session")
def limits() -> Limits:
    return read_limits()


@pytest.fixture(scope="session")
def looking(limits: Limits) -> Callable[..., tuple[CameraView, CameraView]]:
    """Give the views of two cameras by their names."""

    def views(first: str, second: str) -> tuple[CameraView, CameraView]:
        return (
            CameraView(Camera.FIRST, View(ViewLabel(first), 0.0), limits),
            CameraView(Camera.SECOND, View(ViewLabel(second), 0.0), limits),
        )

    return views


def postures(time_s: Sequence[float] | np.ndarray, **values: object) -> PostureSeries:
    """Return postures that are all 0 but for what is given."""
    told: dict[str, object] = dict.fromkeys((field.name for field in fields(PostureSeries)), 0.0)
    told |= {"time_s": time_s} | values
    arrays = {n: np.broadcast_to(np.asarray(v, float), len(time_s)) for n, v in told.items()}
    return PostureSeries(**arrays)


@pytest.fixture(scope="session")
def moving() -> Callable[..., PostureSeries]:
    """Give a person whose shoulders go down at certain moments, as a camera sees it."""

    def person(
        bends_s: Sequence[float], until_s: float = 30.0, from_s: float = 0.0, scale: float = 0.3
    ) -> PostureSeries:
        time_s = np.arange(0.0, until_s - from_s, 1 / RATE_HZ)
        drop = sum(scale * np.exp(-(((time_s + from_s - s) / 0.7) ** 2)) for s in bends_s)
        return postures(time_s, shoulder_drop_ratio=drop)

    return person


def finding(pattern: Pattern, verdict: str, sure: float, reason: str | None = None) -> Finding:
    """Return a finding; `verdict` may be a reason for none."""
    judged = Verdict(verdict)
    why = Reason(reason) if reason else None
    measured = float("nan") if judged is Verdict.NOT_JUDGED else 20.0
    return Finding(pattern, judged, measured, 25.0, "deg", 3.0, 3.5, sure, why)


@pytest.fixture(scope="session")
def judged() -> Callable[..., JudgedLift]:
    """Make a lift over 2 to 6 s with a verdict per pattern: "goed 0.9", "not_judged view_front"."""

    def make(
        legs: str, twist: str, far: str, *, start_s: float = 2.0, load: Load = HELD
    ) -> JudgedLift:
        found = []
        for pattern, said in zip(Pattern, (legs, twist, far), strict=True):
            verdict, _, rest = said.partition(" ")
            unjudged = verdict == "not_judged"
            sure, reason = (0.0, rest) if unjudged else (float(rest), None)
            found.append(finding(pattern, verdict, sure, reason))
        time_s = start_s + np.arange(0.0, 4.0, 1 / RATE_HZ)
        lift = Lift(
            number=1,
            start_s=start_s,
            grasp_s=start_s + 1.0,
            upright_s=start_s + 2.0,
            end_s=start_s + 4.0,
            load=load,
            carried_before=False,
            carried_after=True,
            postures=postures(time_s, shoulder_drop_ratio=0.3),
        )
        return JudgedLift(lift, tuple(found), Cue.NOTHING_JUDGED)

    return make


def with_knee(judged_lift: JudgedLift, knee_deg: float) -> JudgedLift:
    """Return a lift in which the knee is bent by so much."""
    own = judged_lift.lift.postures
    bent = replace(own, knee_flexion_deg=np.full(len(own), knee_deg))
    return replace(judged_lift, lift=replace(judged_lift.lift, postures=bent))
