"""A review of two people: one lifts once, one was never seen standing upright."""

from __future__ import annotations

import math
from dataclasses import fields

import numpy as np
import pytest

from tilcoach.coaching import (
    Cue,
    Finding,
    JudgedLift,
    Pattern,
    PersonRecordingResult,
    Reason,
    RecordingResult,
    Verdict,
    WarningCode,
)
from tilcoach.kinematics import UNKNOWN_VIEW, PostureSeries, View, ViewLabel
from tilcoach.lifting import Lift, LiftPhase, Load, LoadSource
from tilcoach.pose import N_KEYPOINTS, PoseSeries, SourceInfo

N = 45  # a second and a half: long enough for a value to last
TIMES_S = np.arange(N) / 30


@pytest.fixture
def source() -> SourceInfo:
    return SourceInfo("lift.mp4", "ab" * 32, N / 30, 30.0, 640, 480, N)


def poses() -> PoseSeries:
    return PoseSeries(
        np.ones((N, N_KEYPOINTS, 2)),
        np.ones((N, N_KEYPOINTS, 3)),
        np.ones((N, N_KEYPOINTS)),
        TIMES_S,
    )


def postures() -> PostureSeries:
    """Each measure has a level of its own, so that a swapped column shows; one cell is missing."""
    columns = {
        field.name: np.full(N, 10.0 + index) for index, field in enumerate(fields(PostureSeries))
    }
    columns["time_s"] = TIMES_S
    columns["load_distance_m"][2] = math.nan
    return PostureSeries(**columns)


def lift() -> Lift:
    """One lift with known measures; the rotation could not be measured."""
    levels = {
        "trunk_flexion_deg": 62.13,
        "knee_flexion_deg": 14.0,
        "stoop_squat_index": 92.04,
        "trunk_rotation_deg": math.nan,
        "load_distance_m": 0.4114,
        "load_distance_ratio": 0.23512,
    }
    columns = {
        field.name: np.full(N, levels.get(field.name, 0.5)) for field in fields(PostureSeries)
    }
    columns["time_s"] = TIMES_S
    columns["feet_shift_ratio"] = np.zeros(N)
    return Lift(
        number=1,
        start_s=0.01234,
        grasp_s=0.05,
        upright_s=1.4,
        end_s=1.45,
        load=Load(held=True, probability=0.9349, source=LoadSource.AUTO),
        carried_before=False,
        carried_after=True,
        postures=PostureSeries(**columns),
    )


def judged_lift() -> JudgedLift:
    nan = math.nan
    return JudgedLift(
        lift(),
        (
            Finding(
                Pattern.STRAIGHT_LEGS, Verdict.FOUT, 92.04, 75.0, "index", 0.05, 0.1, 0.9, None
            ),
            Finding(
                Pattern.TWIST_WITH_LOAD,
                Verdict.NOT_JUDGED,
                nan,
                25.0,
                "deg",
                nan,
                nan,
                0.0,
                Reason.VIEW_SIDE,
            ),
            Finding(Pattern.LOAD_FAR, Verdict.GOED, 0.3149, 0.45, "m", nan, nan, 0.8, None),
        ),
        Cue.BEND_KNEES,
    )


@pytest.fixture
def review() -> RecordingResult:
    lifter = PersonRecordingResult(
        person=1,
        view=View(ViewLabel.SIDE, 8.04),
        poses=poses(),
        postures=postures(),
        phases=(LiftPhase.UPRIGHT,) + (LiftPhase.LIFTING,) * (N - 1),
        load_probability=np.linspace(0, 1, N),
        lifts=(judged_lift(),),
        warnings=(),
        bends=(judged_lift(),),
    )
    sitter = PersonRecordingResult(
        person=2,
        view=UNKNOWN_VIEW,
        poses=poses(),
        postures=None,
        phases=(LiftPhase.UPRIGHT,) * N,
        load_probability=np.zeros(N),
        lifts=(),
        warnings=(WarningCode.NO_UPRIGHT,),
    )
    return RecordingResult((lifter, sitter), (WarningCode.DEFAULT_HEIGHT,))
