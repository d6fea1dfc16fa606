"""What the figure really does: measures from its joints, exact by construction.

The measures are defined in the same words as those that the product estimates, but are written
separately, from joint centres: a truth that shared the product's code would share its faults.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from tools.render.arrays import Array, Flags
from tools.render.camera import View
from tools.render.rotations import unit
from tools.render.script import Script
from tools.render.skeleton import BonePose

MEASURES = (
    "trunk_flexion_deg",
    "trunk_flexion_neck_deg",
    "knee_flexion_left_deg",
    "knee_flexion_right_deg",
    "hip_flexion_deg",
    "trunk_rotation_deg",
    "pelvis_yaw_deg",
    "shoulder_yaw_deg",
    "load_distance_m",
    "load_distance_ratio",
    "stoop_squat_index",
)
COLUMNS = ("time_s", "frame", "phase", "load_held", *MEASURES)

_DECIMALS = {"load_distance_m": 4, "load_distance_ratio": 4}
_JOINTS = {
    "shoulder": "upperarm_",
    "hip": "thigh_",
    "knee": "calf_",
    "ankle": "foot_",
    "wrist": "hand_",
    "elbow": "lowerarm_",
    "knuckle": "middle_01_",
}
_LEAST_DROP = 0.10
"""The stoop index means nothing before the shoulders have dropped this share of body height."""

_ZERO_S = 1.0
"""Own upright: the first second, in which every clip stands still."""

_UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True, slots=True)
class Joints:
    """Joint centres over F frames in the room, each (F, 3) in metres; left and right own.

    `grip` is the middle between the knuckles of the hands that lift.
    """

    shoulder_left: Array
    shoulder_right: Array
    elbow_left: Array
    elbow_right: Array
    wrist_left: Array
    wrist_right: Array
    knuckle_left: Array
    knuckle_right: Array
    hip_left: Array
    hip_right: Array
    knee_left: Array
    knee_right: Array
    ankle_left: Array
    ankle_right: Array
    neck: Array
    grip: Array

    def middle(self, name: str) -> Array:
        """Half-way (F, 3) between a left and a right joint."""
        both: Array = (getattr(self, f"{name}_left") + getattr(self, f"{name}_right")) / 2
        return both

    def across(self, name: str) -> Array:
        """From the right to the left joint, (F, 3)."""
        line: Array = getattr(self, f"{name}_left") - getattr(self, f"{name}_right")
        return line


def joints_of(poses: Sequence[BonePose], hands: str = "both") -> Joints:
    """Collect the joint centres of F poses of somebody who lifts with "both" hands or one."""
    places = {
        f"{name}_{side}": np.array([pose.at_m(bone + side[0]) for pose in poses])
        for name, bone in _JOINTS.items()
        for side in ("left", "right")
    }
    lifting = ("left", "right") if hands == "both" else (hands,)
    grip = np.mean([places[f"knuckle_{side}"] for side in lifting], axis=0)
    neck = np.array([pose.at_m("neck_01") for pose in poses])
    return Joints(neck=neck, grip=grip, **places)


def measure(joints: Joints, times_s: Array, height_m: float) -> dict[str, Array]:
    """Work out every measure in `MEASURES`.

    Parameters
    ----------
    joints
        F frames.
    times_s
        Shape (F,).
    height_m
        Body height.

    Returns
    -------
    dict
        Arrays (F,); NaN where a measure has no meaning.
    """
    hip, shoulder = joints.middle("hip"), joints.middle("shoulder")
    zero = times_s <= _ZERO_S
    distance = np.linalg.norm((joints.grip - joints.middle("ankle"))[:, :2], axis=1)
    return {
        "trunk_flexion_deg": _inclination(shoulder - hip, joints.across("hip")),
        "trunk_flexion_neck_deg": _inclination(joints.neck - hip, joints.across("hip")),
        "knee_flexion_left_deg": _knee(joints.hip_left, joints.knee_left, joints.ankle_left),
        "knee_flexion_right_deg": _knee(joints.hip_right, joints.knee_right, joints.ankle_right),
        "hip_flexion_deg": 180 - _angle(shoulder - hip, joints.middle("knee") - hip),
        "trunk_rotation_deg": _axial(
            joints.across("hip"), joints.across("shoulder"), shoulder - hip
        ),
        "pelvis_yaw_deg": _yaw(joints.across("hip"), zero),
        "shoulder_yaw_deg": _yaw(joints.across("shoulder"), zero),
        "load_distance_m": distance,
        "load_distance_ratio": distance / height_m,
        "stoop_squat_index": _stoop_index(hip[:, 2], shoulder[:, 2], zero, height_m),
    }


def csv_text(script: Script, times_s: Array, measures: dict[str, Array]) -> str:
    """Write one row per frame; an empty cell is a measure without meaning."""
    lines = [",".join(COLUMNS)]
    for n, time_s in enumerate(times_s):
        span = script.at(float(time_s))
        values = [_cell(name, measures[name][n]) for name in MEASURES]
        lines.append(
            ",".join([f"{time_s:.4f}", f"{n}", span.phase, f"{span.load_held:d}", *values])
        )
    return "\n".join(lines) + "\n"


def write_joints(path: Path, joints: Joints, view: View) -> None:
    """Write joint centres: `NAME_m` (F, 3) in the room, `NAME_px` (F, 2) in the picture."""
    room = {f"{joint.name}_m": getattr(joints, joint.name) for joint in fields(Joints)}
    picture = {name[:-1] + "px": view.project(places) for name, places in room.items()}
    rounded = {name: values.astype(np.float32) for name, values in (room | picture).items()}
    np.savez_compressed(path, pitch_deg=np.array(view.pitch_deg), **rounded)


def _cell(name: str, value: float) -> str:
    decimals = _DECIMALS.get(name, 2)
    return "" if np.isnan(value) else f"{value + 0.0:.{decimals}f}"


def _angle(first: Array, second: Array) -> Array:
    """Angles (F,) between vectors (F, 3), 0 to 180 degrees."""
    crossed = np.linalg.norm(np.cross(first, second), axis=1)
    angles: Array = np.degrees(np.arctan2(crossed, np.sum(first * second, axis=1)))
    return angles


def _inclination(trunk: Array, hips: Array) -> Array:
    """Angle (F,) of the trunk with gravity, negative when it leans back."""
    forward = np.cross(hips, _UP)
    back = np.sum(trunk * -forward, axis=1) > 0
    return np.where(back, 1.0, -1.0) * -_angle(trunk, np.broadcast_to(_UP, trunk.shape))


def _knee(hip: Array, knee: Array, ankle: Array) -> Array:
    """Knee flexion (F,): 0 is a straight leg."""
    return 180 - _angle(hip - knee, ankle - knee)


def _axial(hips: Array, shoulders: Array, trunk: Array) -> Array:
    """Turn (F,) of the shoulders against the hips about the trunk, positive to the own left."""
    axis = unit(trunk)
    flat_hips = hips - axis * np.sum(hips * axis, axis=1, keepdims=True)
    flat_shoulders = shoulders - axis * np.sum(shoulders * axis, axis=1, keepdims=True)
    sine = np.sum(axis * np.cross(flat_hips, flat_shoulders), axis=1)
    angles: Array = np.degrees(np.arctan2(sine, np.sum(flat_hips * flat_shoulders, axis=1)))
    return angles


def _yaw(across: Array, zero: Flags) -> Array:
    """Azimuth (F,) of a left-right line, relative to its mean over the zero frames (F,)."""
    azimuth = np.unwrap(np.arctan2(across[:, 1], across[:, 0]))
    turned: Array = np.degrees(azimuth - azimuth[zero].mean())
    return turned


def _stoop_index(hip_z: Array, shoulder_z: Array, zero: Flags, height_m: float) -> Array:
    """100 (1 - hip drop / shoulder drop), (F,); NaN while the shoulders have hardly dropped."""
    hip_drop = hip_z[zero].mean() - hip_z
    shoulder_drop = shoulder_z[zero].mean() - shoulder_z
    low = shoulder_drop >= _LEAST_DROP * height_m
    share = np.divide(hip_drop, shoulder_drop, out=np.zeros_like(hip_drop), where=low)
    return np.where(low, 100 * (1 - share), np.nan)
