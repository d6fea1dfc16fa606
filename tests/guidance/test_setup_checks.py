from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tilcoach.guidance import FrameStatistics, Instruction, SetupFrame, find_instruction
from tilcoach.kinematics import calibrate
from tilcoach.pose import N_KEYPOINTS, Pose, PoseSeries, VideoFrame
from tilcoach.pose.arrays import Floats

Stick = Callable[..., PoseSeries]
TIMES_S = np.arange(0, 1, 1 / 15)


def shot_of(stick: Stick, room: FrameStatistics, *, others: int = 0, **does: Any) -> SetupFrame:  # noqa: ANN401
    series = stick(TIMES_S, **does)
    return SetupFrame(series.at(-1), others, room, calibrate(series))


@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, 180.0, 270.0])
def test_who_stands_well_in_the_picture_gets_no_hint(
    stick: Stick, room: FrameStatistics, yaw_deg: float
) -> None:
    assert find_instruction(shot_of(stick, room, yaw_deg=yaw_deg)) is None


@pytest.mark.parametrize(
    ("does", "hint"),
    [
        ({"px_per_m": 245.0, "centre_px": (320, 450)}, Instruction.TOO_NEAR),
        ({"px_per_m": 400.0, "centre_px": (320, 600)}, Instruction.TOO_NEAR),
        ({"centre_px": (320, 475)}, Instruction.FEET_OUT),
        ({"hidden": ("ANKLE", "HEEL", "FOOT")}, Instruction.FEET_OUT),
        ({"centre_px": (320, 315)}, Instruction.HEAD_OUT),
        ({"centre_px": (10, 400), "yaw_deg": 90.0}, Instruction.TO_THE_MIDDLE),
        ({"centre_px": (630, 400), "yaw_deg": 90.0}, Instruction.TO_THE_MIDDLE),
        ({"px_per_m": 110.0}, Instruction.TOO_FAR),
        ({"roll_deg": 7.0}, Instruction.CAMERA_ASKEW),
        ({"roll_deg": -7.0}, Instruction.CAMERA_ASKEW),
        ({"pitch_deg": 22.0}, Instruction.CAMERA_HIGH),
        ({"hidden": ("HIP", "KNEE", "SHOULDER")}, Instruction.UNCLEAR),
    ],
)
def test_each_fault_of_the_place_has_its_hint(
    stick: Stick, room: FrameStatistics, does: dict[str, Any], hint: Instruction
) -> None:
    assert find_instruction(shot_of(stick, room, **does)) is hint


def test_a_little_roll_and_height_are_no_fault(stick: Stick, room: FrameStatistics) -> None:
    assert find_instruction(shot_of(stick, room, roll_deg=3.0)) is None
    assert find_instruction(shot_of(stick, room, pitch_deg=10.0)) is None


def test_a_dark_room_and_a_second_person_are_told(stick: Stick, room: FrameStatistics) -> None:
    assert find_instruction(shot_of(stick, replace(room, brightness=30.0))) is Instruction.DARK
    assert find_instruction(shot_of(stick, room, others=1)) is Instruction.SEVERAL


def test_of_several_faults_the_first_in_order_is_told(stick: Stick, room: FrameStatistics) -> None:
    dark = replace(room, brightness=30.0)
    assert find_instruction(shot_of(stick, dark, others=1, px_per_m=110.0)) is Instruction.TOO_FAR
    assert find_instruction(shot_of(stick, dark, others=1)) is Instruction.DARK


def test_a_bent_body_is_not_taken_for_one_far_away(stick: Stick, room: FrameStatistics) -> None:
    bent = stick(TIMES_S, trunk_deg=80.0, knee_deg=90.0)
    assert find_instruction(SetupFrame(bent.at(-1), 0, room, None)) is None


@given(arrays(float, (N_KEYPOINTS, 2), elements=st.floats(-1e6, 1e6) | st.just(float("nan"))))
def test_no_pose_is_too_strange_to_look_at(image_px: Floats) -> None:
    pose = Pose(image_px, np.zeros((N_KEYPOINTS, 3)), np.ones(N_KEYPOINTS), 0.0)
    assert find_instruction(SetupFrame(pose, 0, FrameStatistics(640, 480, 150.0), None)) in (
        *Instruction,
        None,
    )


def test_brightness_is_the_mean_of_the_picture() -> None:
    bgr = np.zeros((480, 640, 3), np.uint8)
    bgr[:, :320] = 200
    assert FrameStatistics.of(VideoFrame(bgr, 0.0, 0)) == FrameStatistics(640, 480, 100.0)


def test_the_smallest_picture_has_a_brightness() -> None:
    assert FrameStatistics.of(VideoFrame(np.full((1, 1, 3), 7, np.uint8), 0.0, 0)).brightness == 7.0
