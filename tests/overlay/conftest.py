"""A person of sticks who bends over towards a box, and words without a catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest

from tilcoach.coaching import (
    Cue,
    Finding,
    FrameResult,
    JudgedLift,
    Pattern,
    PersonFrameResult,
    PersonRecordingResult,
    Reason,
    RecordingResult,
    Verdict,
)
from tilcoach.kinematics import Posture, PostureSeries, View, ViewLabel
from tilcoach.lifting import Lift, LiftPhase, Load, LoadSource
from tilcoach.overlay import OverlayWords
from tilcoach.pose import N_KEYPOINTS, Keypoint, Pose, PoseSeries
from tilcoach.pose.arrays import Bytes

# Half-way down, seen from the person's left, in pixels of a 640x480 picture.
JOINTS = {
    "SHOULDER": (330, 190),
    "ELBOW": (345, 250),
    "WRIST": (375, 300),
    "INDEX": (385, 315),
    "HIP": (250, 265),
    "KNEE": (285, 340),
    "ANKLE": (260, 420),
    "FOOT_INDEX": (300, 432),
}


@pytest.fixture
def pose() -> Pose:
    image = np.full((N_KEYPOINTS, 2), np.nan)
    visibility = np.zeros(N_KEYPOINTS)
    image[Keypoint.NOSE] = (385, 150)
    for name, (x, y) in JOINTS.items():
        for side, shift, seen in (("LEFT", 0, 0.98), ("RIGHT", 12, 0.62)):
            row = Keypoint[f"{side}_{name}"]
            image[row], visibility[row] = (x + shift, y - shift / 3), seen
    return Pose(image, np.zeros((N_KEYPOINTS, 3)), visibility, 4.0)


@pytest.fixture
def posture() -> Posture:
    values = dict.fromkeys((field.name for field in fields(Posture)), 0.0)
    values |= {"trunk_flexion_deg": 46.6, "knee_flexion_deg": 42.4, "knee_flexion_left_deg": 42.4}
    return Posture(**values)


@pytest.fixture
def judged() -> JudgedLift:
    nan = float("nan")
    load = Load(held=True, probability=0.93, source=LoadSource.AUTO)
    times = np.arange(0.5, 3.0, 0.1)
    during = PostureSeries(**{f.name: times for f in fields(PostureSeries)})
    lift = Lift(1, 0.5, 1.4, 2.3, 3.0, load, False, True, during)  # noqa: FBT003  as it stands
    findings = (
        Finding(Pattern.STRAIGHT_LEGS, Verdict.FOUT, 92, 75, "index", 1.0, 2.0, 0.9, None),
        Finding(
            Pattern.TWIST_WITH_LOAD, Verdict.NOT_JUDGED, nan, 25, "deg", nan, nan, 0,
            Reason.VIEW_SIDE,
        ),
        Finding(Pattern.LOAD_FAR, Verdict.GOED, 0.31, 0.45, "m", nan, nan, 0.8, None),
    )  # fmt: skip
    return JudgedLift(lift, findings, Cue.BEND_KNEES)


@pytest.fixture
def step_of(pose: Pose, posture: Posture, judged: JudgedLift) -> Callable[[float], FrameResult]:
    """Make the step at a moment, with one lift that is finished at 2.3 s."""

    def make(time_s: float) -> FrameResult:
        person = PersonFrameResult(
            1, pose, posture, View(ViewLabel.SIDE, 4.0), LiftPhase.REACHING, 0.9, 1, judged
        )
        return FrameResult(int(time_s * 30), time_s, (person,))

    return make


@pytest.fixture
def review(pose: Pose, posture: Posture, judged: JudgedLift) -> RecordingResult:
    times = np.arange(0, 12, 0.1)
    n = len(times)
    poses = PoseSeries(
        np.tile(pose.image_px, (n, 1, 1)),
        np.tile(pose.world_m, (n, 1, 1)),
        np.tile(pose.visibility, (n, 1)),
        times,
    )
    rows = {field.name: np.full(n, getattr(posture, field.name)) for field in fields(Posture)}
    person = PersonRecordingResult(
        1,
        View(ViewLabel.SIDE, 4.0),
        poses,
        PostureSeries(**(rows | {"time_s": times})),
        (LiftPhase.LIFTING,) * n,
        np.ones(n),
        (judged,),
        (),
    )
    return RecordingResult((person,), ())


@pytest.fixture
def words() -> OverlayWords:
    return OverlayWords(
        phases={phase: f"Fasé {phase}" for phase in LiftPhase},
        patterns={pattern: f"Patroon {pattern}" for pattern in Pattern},
        verdicts={verdict: f"Oordeel {verdict}" for verdict in Verdict},
        lifts="Tilbewegingen",
    )


@pytest.fixture
def picture() -> Bytes:
    """Return a plain grey room with a darker floor."""
    room = np.full((480, 640, 3), 190, np.uint8)
    room[400:] = 130
    return room
