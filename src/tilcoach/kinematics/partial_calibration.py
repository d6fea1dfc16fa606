"""The own upright of a person who was never seen standing still: unfolded from straight legs.

A recording may begin when the person is bent already and end before they are up. Nothing in it
shows a zero, but straight legs on planted feet show nearly all of it: where the feet stand, how
large the person is, and, by the proportions of a body, how high the shoulders come. Gravity is
then taken from the picture, as if the camera stood level.

Held against truth, on 29 bends of the tune split of which all above the bend was cut away: the
trunk errs by 4.7°, as it does with the zero that the whole clip gives; the shoulders' drop differs
by 0.02 of body height and the stoop-squat index by 4 (root mean square). A camera that stands
askew makes it less sure than that. Nobody is unfolded who does not rise or sink: who sits, walks
or stays bent gets no zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tilcoach.kinematics.angles import angle_deg
from tilcoach.kinematics.body_points import (
    ANKLES,
    FEET,
    HIPS,
    KNEES,
    SHOULDERS,
    hybrid_points_m,
    midpoint,
)
from tilcoach.kinematics.measure import feet_shift_px
from tilcoach.kinematics.posture import PostureSeries
from tilcoach.kinematics.standing import (
    SMALLEST_M,
    SMALLEST_PX,
    average_upright,
    hip_speed_px_s,
    level_axes,
    median_step_s,
    typical_length,
)
from tilcoach.kinematics.upright import (
    MODEL_LEAN_TO_CAMERA_DEG,
    SHOULDER_ANKLE_SHARE,
    CalibrationSource,
    Upright,
)
from tilcoach.kinematics.view import classify_view
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Bools, Floats

HIP_ANKLE_SHARE = 0.458
"""Mid-hip to mid-ankle of straight legs, as a share of body height. Own measurement on everybody
who is seen standing: 0.458 with a spread of 0.014 on the tune split, the same on real recordings.
Bodies have 0.49 (Winter 2009); the model marks the hips lower."""

HAND_HEIGHT_SHARE = 0.45
"""Of hands that hang, above the ankles; an empty arm hangs at 0.42 to 0.46."""

_LEAN = np.radians(MODEL_LEAN_TO_CAMERA_DEG)
_UP = np.array([0.0, -np.cos(_LEAN), -np.sin(_LEAN)])
"""Against gravity in hybrid axes, for a level camera."""

_UP_IMAGE = np.array([0.0, -1.0])


@dataclass(frozen=True, slots=True)
class PartialCalibrationRule:
    """When straight legs are enough for a zero; lengths are shares of body height.

    Attributes
    ----------
    max_knee_deg
        As for standing: the model reads straight knees as up to 38° bent.
    max_lean_deg
        Of the legs in the picture: who bends over leans back by 10 to 15°, and a camera may be
        askew; a leg that lies or sits is far beyond.
    min_ankle_visibility
        Of the ankle that is seen best; below it the feet are out of the picture.
    max_speed
        Of the hips, per second: coming up from a lift, not walking.
    min_duration_s
        Three frames of a slow camera; it is the legs that count, and these do not change.
    min_leg_share
        Of the longest legs: shorter ones are bent towards the camera.
    max_shift
        Feet within so much stand where they stood.
    min_planted
        Share of all moments at which the feet stand there. A landmark of a foot behind a load
        wanders, so that half must do; who walks is far below.
    min_rise
        The shoulders rise or sink by so much: a lift from above the knees makes 0.15.
    """

    max_knee_deg: float = 38.0
    max_lean_deg: float = 30.0
    min_ankle_visibility: float = 0.3
    max_speed: float = 0.6
    min_duration_s: float = 0.15
    min_leg_share: float = 0.93
    max_shift: float = 0.08
    min_planted: float = 0.5
    min_rise: float = 0.12


def partial_upright(
    series: PoseSeries, rule: PartialCalibrationRule | None = None
) -> Upright | None:
    """Return the own upright of a person who never stood still, or None when too little is seen.

    Parameters
    ----------
    series
        T smoothed moments of one person.
    rule
        When straight legs are enough.
    """
    rule = rule or PartialCalibrationRule()
    straight = _straight_moments(series, rule)
    if not straight.any() or straight.sum() * median_step_s(series) < rule.min_duration_s:
        return None
    legs = series.where(straight)
    upright = _unfolded(legs)
    planted = feet_shift_px(series.image_px[:, FEET], upright.feet_px)
    planted_share = float((planted <= rule.max_shift * upright.body_height_px).mean())
    if planted_share < rule.min_planted or _rise(series, upright) < rule.min_rise:
        return None
    return upright


def without_doubtful(postures: PostureSeries, rule: PartialCalibrationRule) -> PostureSeries:
    """Return postures without what a short look cannot carry.

    A rotation needs the shoulders' own standing direction, which was not seen. And where the ankle
    landmarks are away from where the feet stood, nothing that stands on them is measured.

    Parameters
    ----------
    postures
        T postures, measured against an unfolded upright.
    rule
        How near to where they stood feet stand there.
    """
    astray = postures.feet_shift_ratio > rule.max_shift
    missing = np.full(len(postures), np.nan)

    def sure(values: Floats) -> Floats:
        return np.where(astray, np.nan, values)

    return replace(
        postures,
        trunk_rotation_deg=missing,
        shoulder_turn_deg=missing,
        knee_flexion_left_deg=sure(postures.knee_flexion_left_deg),
        knee_flexion_right_deg=sure(postures.knee_flexion_right_deg),
        knee_flexion_deg=sure(postures.knee_flexion_deg),
        load_distance_m=sure(postures.load_distance_m),
        load_distance_ratio=sure(postures.load_distance_ratio),
        stoop_squat_index=sure(postures.stoop_squat_index),
        leg_visibility=np.where(astray, 0.0, postures.leg_visibility),
    )


def _straight_moments(series: PoseSeries, rule: PartialCalibrationRule) -> Bools:
    """Return at which moments straight legs stand on the floor, shape (T,)."""
    points = hybrid_points_m(series)
    hip, knee, ankle = (midpoint(points, pair) for pair in (HIPS, KNEES, ANKLES))
    shoulders = midpoint(points, SHOULDERS)
    leg_px = _leg_px(series)
    straight: Bools = (
        np.isfinite(shoulders).all(axis=-1)
        & (angle_deg(hip - knee, knee - ankle) < rule.max_knee_deg)
        & (angle_deg(hip - ankle, np.array([0.0, -1.0, 0.0])) < rule.max_lean_deg)
        & (series.visibility[:, ANKLES].max(axis=1) > rule.min_ankle_visibility)
        & (hip_speed_px_s(series) <= rule.max_speed * leg_px / HIP_ANKLE_SHARE)
        & (leg_px >= SMALLEST_PX)
    )
    if not straight.any():
        return straight
    longest_px = float(np.percentile(leg_px[straight], 90))
    return straight & (leg_px >= rule.min_leg_share * longest_px)


def _unfolded(legs: PoseSeries) -> Upright:
    """Return the upright of a body on straight legs, at whatever angle the trunk is."""
    points = hybrid_points_m(legs)
    leg_m = (midpoint(points, HIPS) - midpoint(points, ANKLES))[:, :2]
    across, forward = level_axes(points, _UP)
    return replace(
        average_upright(legs),  # feet, thighs and shanks are what they are in any posture
        up=_UP,
        across=across,
        forward=forward,
        up_image=_UP_IMAGE,
        view=classify_view(across),
        body_height_px=max(float(np.median(_leg_px(legs))), SMALLEST_PX) / HIP_ANKLE_SHARE,
        body_height_m=typical_length(leg_m, SMALLEST_M) / HIP_ANKLE_SHARE,
        shoulder_height_ratio=SHOULDER_ANKLE_SHARE,
        hip_height_ratio=HIP_ANKLE_SHARE,
        wrist_height_ratio=HAND_HEIGHT_SHARE,
        source=CalibrationSource.PARTIAL_CALIBRATION,
    )


def _leg_px(series: PoseSeries) -> Floats:
    """Return the length from mid-hip to mid-ankle in the picture, shape (T,)."""
    line = midpoint(series.image_px, HIPS) - midpoint(series.image_px, ANKLES)
    length: Floats = np.linalg.norm(line, axis=-1)
    return length


def _rise(series: PoseSeries, upright: Upright) -> float:
    """Return by how much the shoulders rise or sink, as a share of body height."""
    height_px = midpoint(series.image_px, SHOULDERS) @ upright.up_image
    low_px, high_px = np.nanpercentile(height_px, [5, 95])
    return float(high_px - low_px) / upright.body_height_px
