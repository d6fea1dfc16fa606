"""Measures of poses whose answer is known without calculating."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.render.expect import view_label, view_yaw_deg
from tools.render.rotations import about_x, about_z
from tools.render.truth import Joints, measure

STANDING = {
    "hip": (0.1, 0.0, 0.9),
    "knee": (0.1, 0.0, 0.5),
    "ankle": (0.1, 0.0, 0.1),
    "shoulder": (0.2, 0.0, 1.4),
    "elbow": (0.2, 0.0, 1.1),
    "wrist": (0.2, -0.22, 1.1),
    "knuckle": (0.2, -0.3, 1.08),
}
TIMES = np.array([0.0, 0.5, 2.0])
HEIGHT_M = 1.75


def joints() -> Joints:
    """Three frames of standing straight."""
    sides = {
        f"{name}_{side}": np.tile([sign * x, y, z], (3, 1))
        for name, (x, y, z) in STANDING.items()
        for side, sign in (("left", 1.0), ("right", -1.0))
    }
    grip = (sides["knuckle_left"] + sides["knuckle_right"]) / 2
    return Joints(neck=np.tile([0.0, 0.0, 1.45], (3, 1)), grip=grip, **sides)


def last(changed: Joints, name: str) -> float:
    """A measure in the last of three frames."""
    return float(measure(changed, TIMES, HEIGHT_M)[name][-1])


def moved(points: np.ndarray, to: np.ndarray) -> np.ndarray:
    """The first two frames stay, the last one goes elsewhere."""
    return np.vstack([points[:2], to])


def trunk_turned(turn: np.ndarray) -> Joints:
    """The last frame with everything above the hips turned about mid-hip."""
    start, pivot = joints(), np.array([0.0, 0.0, 0.9])
    names = ("shoulder_left", "shoulder_right", "neck")
    turned = {
        name: moved(getattr(start, name), pivot + turn @ (getattr(start, name)[2] - pivot))
        for name in names
    }
    return replace(start, **turned)


@pytest.mark.parametrize(
    "name", ["trunk_flexion_deg", "knee_flexion_left_deg", "hip_flexion_deg", "trunk_rotation_deg"]
)
def test_standing_straight_is_zero(name: str) -> None:
    assert last(joints(), name) == pytest.approx(0.0, abs=1e-6)


@given(angle=st.floats(1.0, 120.0))
def test_trunk_flexion_is_the_angle_of_the_bend(angle: float) -> None:
    bent = trunk_turned(about_x(angle))
    assert last(bent, "trunk_flexion_deg") == pytest.approx(angle)
    assert last(bent, "trunk_flexion_neck_deg") == pytest.approx(angle)
    assert last(bent, "hip_flexion_deg") == pytest.approx(angle)


def test_leaning_back_is_negative() -> None:
    assert last(trunk_turned(about_x(-8.0)), "trunk_flexion_deg") == pytest.approx(-8.0)


@given(angle=st.floats(-70.0, 70.0))
def test_rotation_is_positive_to_the_own_left(angle: float) -> None:
    turned = trunk_turned(about_z(angle))
    assert last(turned, "trunk_rotation_deg") == pytest.approx(angle)
    assert last(turned, "shoulder_yaw_deg") == pytest.approx(angle)
    assert last(turned, "pelvis_yaw_deg") == pytest.approx(0.0, abs=1e-9)


def test_a_right_angle_in_the_knee_is_ninety() -> None:
    start = joints()
    bent = replace(start, ankle_left=moved(start.ankle_left, np.array([0.1, 0.4, 0.5])))
    assert last(bent, "knee_flexion_left_deg") == pytest.approx(90.0)
    assert last(bent, "knee_flexion_right_deg") == pytest.approx(0.0, abs=1e-6)


def test_load_distance_is_horizontal_and_ends_between_the_knuckles() -> None:
    assert last(joints(), "load_distance_m") == pytest.approx(0.3)
    assert last(joints(), "load_distance_ratio") == pytest.approx(0.3 / HEIGHT_M)


@pytest.mark.parametrize(("hip_drop", "index"), [(0.0, 100.0), (0.2, 50.0), (0.4, 0.0)])
def test_stoop_index_goes_from_squat_to_stoop(hip_drop: float, index: float) -> None:
    start = joints()
    lower = {
        name: moved(getattr(start, name), getattr(start, name)[2] - [0.0, 0.0, drop])
        for name, drop in (
            ("hip_left", hip_drop),
            ("hip_right", hip_drop),
            ("shoulder_left", 0.4),
            ("shoulder_right", 0.4),
        )
    }
    assert last(replace(start, **lower), "stoop_squat_index") == pytest.approx(index)


def test_stoop_index_is_missing_while_standing() -> None:
    assert np.isnan(last(joints(), "stoop_squat_index"))


@pytest.mark.parametrize(
    ("camera_deg", "view_deg", "label"),
    [
        (0, 0, "side"),
        (20, 20, "side"),
        (45, 45, "oblique"),
        (90, 90, "front"),
        (135, 45, "oblique"),
        (180, 0, "side"),
        (270, 90, "back"),
        (-45, 45, "oblique"),
    ],
)
def test_views_have_names(camera_deg: float, view_deg: float, label: str) -> None:
    assert view_yaw_deg(camera_deg) == pytest.approx(view_deg)
    assert view_label(camera_deg) == label
