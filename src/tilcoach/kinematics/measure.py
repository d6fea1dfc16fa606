"""From landmarks and the person's own upright to the posture: pure, for one frame or a thousand.

What is used for what, and why, stands beside each function; how true it is, in validation/.
"""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics.angles import angle_deg
from tilcoach.kinematics.body_points import (
    ANKLES,
    FEET,
    HIPS,
    KNEES,
    SHOULDERS,
    WRISTS,
    feet_heading_deg,
    hybrid_points_m,
    midpoint,
    seen_midpoint,
)
from tilcoach.kinematics.legs import knee_flexion_deg, leg_bones
from tilcoach.kinematics.load_distance import grip_height_ratio, load_distance_ratio
from tilcoach.kinematics.planted_feet import feet_turn_deg
from tilcoach.kinematics.posture import PostureSeries
from tilcoach.kinematics.trunk import shoulder_turn_deg, trunk_flexion_deg, trunk_rotation_deg
from tilcoach.kinematics.upright import Upright
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Bools, Floats

MIN_VISIBILITY = 0.2
"""Below it a wrist, knee or ankle is a guess of the model; the measure is then missing. Measured on
rendered people: near side 0.95 and more, a limb behind a box or the body 0.1 to 0.25."""

MIN_DROP_RATIO = 0.06
"""The index divides by the drop of the shoulders: below 6 % of body height it is mostly noise
(Schmid 2022 uses the main phases of the lift only)."""


def measure(series: PoseSeries, upright: Upright, body_height_m: float) -> PostureSeries:
    """Return the posture at T moments.

    Parameters
    ----------
    series
        T moments of one person; NaN where the person was not seen.
    upright
        The same person standing upright in front of the same camera.
    body_height_m
        The person's height; world landmarks are 10 to 16 % too small, so metres need it.

    Returns
    -------
    PostureSeries
        NaN wherever a measure cannot be had.
    """
    points = hybrid_points_m(series)
    flexion = trunk_flexion_deg(series, points, upright)
    bones = leg_bones(series, points, upright)
    best = upright.best_side
    leg_visibility = np.minimum(series.visibility[:, KNEES], series.visibility[:, ANKLES])
    arm_visibility = series.visibility[:, WRISTS].max(axis=1)
    knees = knee_flexion_deg(series, points, upright, bones)
    knees = _where(leg_visibility >= MIN_VISIBILITY, knees)
    turn = shoulder_turn_deg(points, upright)
    distance = _where(
        (arm_visibility >= MIN_VISIBILITY) & (leg_visibility.max(axis=1) >= MIN_VISIBILITY),
        load_distance_ratio(series, points, upright, turn, flexion),
    )
    hip = _hip_flexion_deg(flexion, bones[0][:, best], upright)
    shoulder_drop, hip_drop, wrist_height = _heights(series, upright)
    rotation, whole_turn = trunk_rotation_deg(series, points, upright, flexion)
    return PostureSeries(
        time_s=series.time_s,
        trunk_flexion_deg=flexion,
        knee_flexion_left_deg=knees[:, 0],
        knee_flexion_right_deg=knees[:, 1],
        knee_flexion_deg=knees[:, best],
        hip_flexion_deg=_where(np.isfinite(knees[:, best]), hip),
        trunk_rotation_deg=rotation,
        shoulder_turn_deg=whole_turn,
        load_distance_m=distance * body_height_m,
        load_distance_ratio=distance,
        stoop_squat_index=stoop_squat_index(shoulder_drop, hip_drop),
        shoulder_drop_ratio=shoulder_drop,
        hip_drop_ratio=hip_drop,
        wrist_height_ratio=_where(arm_visibility >= MIN_VISIBILITY, wrist_height),
        grip_height_ratio=_where(
            arm_visibility >= MIN_VISIBILITY, grip_height_ratio(series, upright, turn, flexion)
        ),
        feet_shift_ratio=feet_shift_ratio(series, upright),
        feet_turn_deg=feet_turn_deg(feet_heading_deg(points), upright.feet_heading_deg),
        leg_visibility=leg_visibility[:, best],
        arm_visibility=arm_visibility,
        visibility=series.visibility[:, (*SHOULDERS, *HIPS, KNEES[best], ANKLES[best])].mean(
            axis=1
        ),
    )


def _hip_flexion_deg(trunk_flexion_deg: Floats, thighs: Floats, upright: Upright) -> Floats:
    """Return the trunk against a thigh, shape (T,)."""
    lean = np.radians(trunk_flexion_deg)[:, None]
    trunk = np.cos(lean) * upright.up + np.sin(lean) * upright.forward
    return angle_deg(trunk, -thighs)


def stoop_squat_index(shoulder_drop: Floats, hip_drop: Floats) -> Floats:
    """Return 0 where all of the drop comes from the legs, 100 where the hips stay high; (T,).

    Parameters
    ----------
    shoulder_drop, hip_drop
        Shape (T,): below the own upright, as a share of body height.

    References
    ----------
    Schmid 2022, Archives of Physiotherapy 12:8, doi 10.1186/s40945-022-00135-4. They
    take C7 and the pelvis of markers; we take mid-shoulder and mid-hip in the picture, and the
    formula is our own reading.
    """
    enough = shoulder_drop >= MIN_DROP_RATIO
    share = np.clip(hip_drop / np.where(enough, shoulder_drop, 1.0), 0.0, 1.0)
    return np.where(enough, 100.0 * (1.0 - share), np.nan)


def feet_shift_ratio(series: PoseSeries, upright: Upright) -> Floats:
    """Return how far the feet are from where they stood, as a share of body height, shape (T,).

    Of each foot the point that moved most, so that turning on the spot is seen; of the two feet
    the one that moved less, because a foot behind the body or a box wanders by 0.1 while the
    seen one stays within 0.02. A person who turns by stepping moves both.

    Parameters
    ----------
    series
        T moments.
    upright
        The own upright, with the place of the feet.
    """
    shift_px = feet_shift_px(series.image_px[:, FEET], upright.feet_px)
    ratio: Floats = shift_px / upright.body_height_px
    return ratio


def feet_shift_px(feet_px: Floats, stood_px: Floats) -> Floats:
    """Return how far the feet are from somewhere else, in pixels, shape (...).

    Parameters
    ----------
    feet_px, stood_px
        Shape (..., 2, 3, 2): ankle, heel and toe of the left and right foot; they broadcast.
    """
    shift: Floats = np.linalg.norm(feet_px - stood_px, axis=-1).max(axis=-1).min(axis=-1)
    return shift


def _heights(series: PoseSeries, upright: Upright) -> tuple[Floats, Floats, Floats]:
    """Return the drops of shoulders and hips, and the height of the wrists; each (T,)."""
    image = series.image_px
    ankle = midpoint(image, ANKLES)

    def height(point: Floats) -> Floats:
        above: Floats = (point - ankle) @ upright.up_image / upright.body_height_px
        return above

    return (
        upright.shoulder_height_ratio - height(midpoint(image, SHOULDERS)),
        upright.hip_height_ratio - height(midpoint(image, HIPS)),
        height(seen_midpoint(image, series.visibility, WRISTS)),
    )


def _where(keep: Bools, values: Floats) -> Floats:
    """Return the values where they can be had, NaN elsewhere."""
    return np.where(keep, values, np.nan)
