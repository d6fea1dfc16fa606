"""A stream in which somebody lifts: a picture and a step for each frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace

import numpy as np
import pytest

from tilcoach.coaching import (
    Finding,
    FrameResult,
    JudgedLift,
    Pattern,
    PersonFrameResult,
    Reason,
    Verdict,
    choose_cue,
)
from tilcoach.kinematics import Posture, PostureSeries, View, ViewLabel
from tilcoach.lifting import Lift, LiftPhase, Load, LoadSource
from tilcoach.pose import PoseSeries, VideoFrame

NAN = float("nan")
RATE_HZ = 20
Stream = Iterator[tuple[VideoFrame, FrameResult]]


@pytest.fixture
def lift_of() -> Callable[..., JudgedLift]:
    """Make a lift from 2 to 5 s, upright at 4 s; ``fout_end_s`` is when its pattern was over."""

    def make(number: int = 1, start_s: float = 2.0, fout_end_s: float = NAN) -> JudgedLift:
        load = Load(held=True, probability=0.95, source=LoadSource.AUTO)
        times = np.linspace(start_s, start_s + 3, 9)
        during = PostureSeries(**{field.name: times for field in fields(PostureSeries)})
        upright_s, end_s = start_s + 2, start_s + 3
        lift = Lift(number, start_s, start_s + 1, upright_s, end_s, load, False, True, during)  # noqa: FBT003  as it stands
        unseen = (Verdict.NOT_JUDGED, NAN, 1, "deg", NAN, NAN, 0.0, Reason.NOT_SEEN)
        twist = (Verdict.FOUT, 40, 25, "deg", start_s + 1, fout_end_s, 0.9, None)
        findings = tuple(
            Finding(p, *(twist if p is Pattern.TWIST_WITH_LOAD and fout_end_s > 0 else unseen))
            for p in Pattern
        )
        return JudgedLift(lift, findings, choose_cue(findings))

    return make


@pytest.fixture
def stream(stick: Callable[..., PoseSeries]) -> Callable[..., Stream]:
    """Film somebody; ``lifts`` tells from when on which lift is known."""

    def film(
        start_s: float,
        end_s: float,
        lifts: dict[float, JudgedLift] | None = None,
        size: tuple[int, int] = (64, 48),
    ) -> Stream:
        times = np.arange(round(RATE_HZ * start_s), round(RATE_HZ * end_s)) / RATE_HZ
        poses = stick(times)
        posture = Posture(**dict.fromkeys((field.name for field in fields(Posture)), 42.0))
        noise = np.random.default_rng(5).integers(0, 255, (size[1], size[0], 3), np.uint8)
        for i, time_s in enumerate(times):
            known = [lift for since_s, lift in (lifts or {}).items() if time_s >= since_s]
            person = PersonFrameResult(
                1, poses.at(i), posture, View(ViewLabel.SIDE, 3.0), LiftPhase.LIFTING, 0.9,
                len(known), known[-1] if known else None,
            )  # fmt: skip
            index = round(RATE_HZ * time_s)
            frame = VideoFrame(noise, float(time_s), index)
            yield frame, FrameResult(index, float(time_s), (person,))

    return film


@pytest.fixture
def nobody() -> Callable[[tuple[VideoFrame, FrameResult]], tuple[VideoFrame, FrameResult]]:
    """Take the people out of a step."""
    return lambda pair: (pair[0], replace(pair[1], people=()))
