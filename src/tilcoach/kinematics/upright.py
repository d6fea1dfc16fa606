"""The person's own upright: zero, gravity, scale and view, all from standing still.

The model's world landmarks are aligned with the camera, and an upright person leans 8 to 15° in
them. So nothing here is measured against the picture's vertical: "up" is the direction from the
ankles to the shoulders while the person stands upright, and every drop is measured from there.
Calibrating the direction is right; subtracting the standing *angle* made every view worse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tilcoach.kinematics.angles import angle_deg, horizontal
from tilcoach.kinematics.body_points import (
    ANKLES,
    FEET,
    HEELS,
    HIPS,
    KNEES,
    SHOULDERS,
    TOES,
    WRISTS,
    feet_heading_deg,
    hybrid_points_m,
    middle_heading_deg,
    midpoint,
    seen_midpoint,
    unit,
)
from tilcoach.kinematics.view import View, classify_view
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Bools, Floats, checked_floats

SHOULDER_ANKLE_SHARE = 0.77
"""Shoulder joint to ankle joint as a share of body height: 0.818 - 0.039 from floor to acromion
and ankle (Drillis & Contini 1966, in Winter 2009, Biomechanics and Motor Control, fig. 4.1), less
0.01 because the model marks the shoulder joint, which lies below the acromion."""


@dataclass(frozen=True, slots=True)
class UprightRule:
    """When a moment counts as standing upright, before anything is calibrated.

    Attributes
    ----------
    max_hip_deg
        Between trunk and legs; a standing person has 0 to 15° in hybrid points.
    max_knee_deg
        The model reads straight knees as 4 to 16° bent, and up to 35° behind a barbell's plates.
    max_tilt_deg
        Of the trunk in the picture; leaves room for a camera that looks down by 30°.
    min_ankle_visibility
        Of the ankle that is seen best; below it the feet are out of the picture.
    min_extent_share
        Ankle to shoulder, as a share of the tallest moments.
    max_speed_per_s
        Of the hips in the picture, in ankle-to-shoulder lengths a second: standing, not walking.
    min_duration_s
        So much standing in all gives the zero to within 1 to 2°.
    """

    max_hip_deg: float = 28.0
    max_knee_deg: float = 38.0
    max_tilt_deg: float = 45.0
    min_ankle_visibility: float = 0.3
    min_extent_share: float = 0.96
    max_speed_per_s: float = 0.35
    min_duration_s: float = 0.3


@dataclass(frozen=True, slots=True)
class Upright:
    """How one person stands upright in front of one camera.

    Attributes
    ----------
    up, across, forward
        Shape (3,), length 1, hybrid axes: against gravity, from the right to the left shoulder,
        and where the person faces; the last two are level.
    up_image
        Shape (2,), length 1: against gravity in the picture.
    view
        From where the camera looks.
    body_height_px, body_height_m
        In the picture, and in hybrid metres (which are 10 to 16 % too small).
    shoulder_height_ratio, hip_height_ratio, wrist_height_ratio
        Above the ankles, as a share of body height.
    feet_px
        Shape (2, 3, 2): where ankle, heel and toe of the left and right foot stand.
    feet_heading_deg
        Shape (2,): where the left and right foot point, seen from above.
    thigh_px, shank_px
        Shape (2,): the length of the left and right thigh and shank in the picture.
    best_side
        0 when the left leg is seen best, 1 when the right leg is.
    """

    up: Floats
    across: Floats
    forward: Floats
    up_image: Floats
    view: View
    body_height_px: float
    body_height_m: float
    shoulder_height_ratio: float
    hip_height_ratio: float
    wrist_height_ratio: float
    feet_px: Floats
    feet_heading_deg: Floats
    thigh_px: Floats
    shank_px: Floats
    best_side: int

    def __post_init__(self) -> None:
        """Check the shapes once and lock the arrays."""
        for name, shape in (
            ("up", (3,)),
            ("across", (3,)),
            ("forward", (3,)),
            ("up_image", (2,)),
            ("feet_px", (2, 3, 2)),
            ("feet_heading_deg", (2,)),
            ("thigh_px", (2,)),
            ("shank_px", (2,)),
        ):
            object.__setattr__(self, name, checked_floats(getattr(self, name), shape, name))

    @property
    def ankles_px(self) -> Floats:
        """Where the left and right ankle stand, shape (2, 2)."""
        ankles: Floats = self.feet_px[:, 0]
        return ankles


def upright_moments(series: PoseSeries, rule: UprightRule | None = None) -> Bools:
    """Return which moments show the person standing upright, shape (T,).

    Parameters
    ----------
    series
        T smoothed moments of one person.
    rule
        What counts as upright.
    """
    rule = rule or UprightRule()
    stands = standing_moments(series, rule)
    if not stands.any():
        return stands
    extents = extent_px(series)
    tall_px = float(np.percentile(extents[stands], 90))
    tall: Bools = extents >= rule.min_extent_share * tall_px
    return stands & tall


def standing_moments(series: PoseSeries, rule: UprightRule) -> Bools:
    """Return which moments show a standing posture at rest, however tall, shape (T,).

    Parameters
    ----------
    series
        T smoothed moments of one person.
    rule
        What counts as upright.
    """
    points = hybrid_points_m(series)
    shoulder, hip, knee, ankle = (midpoint(points, p) for p in (SHOULDERS, HIPS, KNEES, ANKLES))
    trunk, legs = shoulder - hip, hip - ankle
    stands: Bools = (
        (angle_deg(trunk, legs) < rule.max_hip_deg)
        & (angle_deg(hip - knee, knee - ankle) < rule.max_knee_deg)
        & (angle_deg(trunk, np.array([0.0, -1.0, 0.0])) < rule.max_tilt_deg)
        & (series.visibility[:, ANKLES].max(axis=1) > rule.min_ankle_visibility)
    )
    still: Bools = _hip_speed_px_s(series) <= rule.max_speed_per_s * extent_px(series)
    return stands & still


def extent_px(series: PoseSeries) -> Floats:
    """Return the ankle-to-shoulder length in the picture, shape (T,).

    Parameters
    ----------
    series
        T moments of one person.
    """
    line = midpoint(series.image_px, SHOULDERS) - midpoint(series.image_px, ANKLES)
    extent: Floats = np.linalg.norm(line, axis=-1)
    return extent


def _hip_speed_px_s(series: PoseSeries) -> Floats:
    """Return how fast the hips move in the picture, shape (T,)."""
    if len(series) < _MIN_FOR_SPEED:
        return np.zeros(len(series))
    velocity = np.gradient(midpoint(series.image_px, HIPS), series.time_s, axis=0)
    speed: Floats = np.linalg.norm(velocity, axis=-1)
    return speed


_MIN_FOR_SPEED = 2


def calibrate(
    series: PoseSeries, rule: UprightRule | None = None, step_s: float | None = None
) -> Upright | None:
    """Return the person's own upright, or None when it was not seen for long enough.

    Parameters
    ----------
    series
        T smoothed moments of one person; the upright ones among them are used.
    rule
        What counts as upright.
    step_s
        The time from one moment to the next; the median of the series when left out.
    """
    rule = rule or UprightRule()
    moments = upright_moments(series, rule)
    if not moments.any():
        return None
    if step_s is None:
        step_s = float(np.median(np.diff(series.time_s))) if len(series) > 1 else 0.0
    if moments.sum() * step_s < rule.min_duration_s:
        return None
    return _from_standing(series.where(moments))


def _from_standing(standing: PoseSeries) -> Upright:
    """Average a series in which every moment is upright."""
    points = hybrid_points_m(standing)
    image = standing.image_px
    up_vectors = midpoint(points, SHOULDERS) - midpoint(points, ANKLES)
    up = unit(unit(up_vectors).mean(axis=0))
    up_px = midpoint(image, SHOULDERS) - midpoint(image, ANKLES)
    up_image = unit(unit(up_px).mean(axis=0))
    shoulder_line = _left_minus_right(points, SHOULDERS)
    across = unit(horizontal(shoulder_line + _left_minus_right(points, HIPS), up))
    extent_px = float(np.median(np.linalg.norm(up_px, axis=-1)))
    body_height_px = extent_px / SHOULDER_ANKLE_SHARE
    visibility = standing.visibility.mean(axis=0)
    heights = _standing_heights(standing, up_image, body_height_px)
    return Upright(
        up=up,
        across=across,
        forward=_forward(points, across, up),
        up_image=up_image,
        view=classify_view(across),
        body_height_px=body_height_px,
        body_height_m=float(np.median(np.linalg.norm(up_vectors, axis=-1))) / SHOULDER_ANKLE_SHARE,
        shoulder_height_ratio=heights[0],
        hip_height_ratio=heights[1],
        wrist_height_ratio=heights[2],
        feet_px=np.median(image[:, FEET, :], axis=0),
        feet_heading_deg=middle_heading_deg(feet_heading_deg(points)),
        thigh_px=np.median(np.linalg.norm(image[:, HIPS] - image[:, KNEES], axis=-1), axis=0),
        shank_px=np.median(np.linalg.norm(image[:, KNEES] - image[:, ANKLES], axis=-1), axis=0),
        best_side=int(np.argmax(visibility[list(KNEES)] + visibility[list(ANKLES)])),
    )


def _left_minus_right(points: Floats, pair: tuple[int, int]) -> Floats:
    # The median, since somebody who turns the trunk for a while also stands upright.
    line: Floats = np.median(points[:, pair[0], :] - points[:, pair[1], :], axis=0)
    return line


def _forward(points: Floats, across: Floats, up: Floats) -> Floats:
    """Return where the person faces, level: across the shoulders, on the side of the toes."""
    facing = np.cross(across, up)
    feet = (midpoint(points, TOES) - midpoint(points, HEELS)).mean(axis=0)
    return unit(facing if facing @ feet >= 0 else -facing)


def _standing_heights(
    standing: PoseSeries, up_image: Floats, body_height_px: float
) -> tuple[float, float, float]:
    """Return the heights of shoulders, hips and wrists above the ankles, as shares of height."""
    image, visibility = standing.image_px, standing.visibility
    ankle = midpoint(image, ANKLES)
    points = (midpoint(image, SHOULDERS), midpoint(image, HIPS))
    wrist = seen_midpoint(image, visibility, WRISTS)
    shoulder, hip, hand = (
        float(np.median((point - ankle) @ up_image)) / body_height_px for point in (*points, wrist)
    )
    return shoulder, hip, hand
