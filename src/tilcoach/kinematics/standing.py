"""Finding the person's own upright: the moments of standing still, and their average."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tilcoach.kinematics.angles import angle_deg, horizontal
from tilcoach.kinematics.body_points import (
    ANKLES,
    EARS,
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
from tilcoach.kinematics.upright import SHOULDER_ANKLE_SHARE, Upright
from tilcoach.kinematics.view import classify_view
from tilcoach.pose import Keypoint, PoseSeries
from tilcoach.pose.arrays import Bools, Floats


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
    tall_px = extent_px(series)
    still: Bools = hip_speed_px_s(series) <= rule.max_speed_per_s * tall_px
    return stands & still & (tall_px >= SMALLEST_PX)


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


def hip_speed_px_s(series: PoseSeries) -> Floats:
    """Return how fast the hips move in the picture, shape (T,).

    Parameters
    ----------
    series
        T moments of one person.
    """
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
        step_s = median_step_s(series)
    if moments.sum() * step_s < rule.min_duration_s:
        return None
    return average_upright(series.where(moments), series.where(standing_moments(series, rule)))


def median_step_s(series: PoseSeries) -> float:
    """Return the time from one moment to the next; 0 when there is only one.

    Parameters
    ----------
    series
        T moments of one person.
    """
    return float(np.median(np.diff(series.time_s))) if len(series) > 1 else 0.0


def average_upright(standing: PoseSeries, turned: PoseSeries | None = None) -> Upright:
    """Return the average of a series.

    Parameters
    ----------
    standing
        T moments, at all of which the person stands upright.
    turned
        The moments that tell how the person is turned: more than those that tell how tall, in case
        the trunk was turned in most of the tallest. The same moments when left out.
    """
    points = hybrid_points_m(standing)
    image = standing.image_px
    up_vectors = midpoint(points, SHOULDERS) - midpoint(points, ANKLES)
    up = unit(unit(up_vectors).mean(axis=0))
    up_px = midpoint(image, SHOULDERS) - midpoint(image, ANKLES)
    up_image = unit(unit(up_px).mean(axis=0))
    across, forward = level_axes(points if turned is None else hybrid_points_m(turned), up)
    body_height_px = typical_length(up_px, SMALLEST_PX) / SHOULDER_ANKLE_SHARE
    visibility = standing.visibility.mean(axis=0)
    heights = _standing_heights(standing, up_image, body_height_px)
    return Upright(
        up=up,
        across=across,
        forward=forward,
        up_image=up_image,
        view=classify_view(across),
        body_height_px=body_height_px,
        body_height_m=typical_length(up_vectors, SMALLEST_M) / SHOULDER_ANKLE_SHARE,
        shoulder_height_ratio=heights[0],
        hip_height_ratio=heights[1],
        wrist_height_ratio=heights[2],
        feet_px=np.median(image[:, FEET, :], axis=0),
        feet_heading_deg=middle_heading_deg(feet_heading_deg(points)),
        thigh_px=np.median(np.linalg.norm(image[:, HIPS] - image[:, KNEES], axis=-1), axis=0),
        shank_px=np.median(np.linalg.norm(image[:, KNEES] - image[:, ANKLES], axis=-1), axis=0),
        best_side=int(np.argmax(visibility[list(KNEES)] + visibility[list(ANKLES)])),
    )


SMALLEST_PX, SMALLEST_M = 1.0, 0.01
"""No body is smaller: where the landmarks of an odd file lie at one point, there is still a size to
divide by."""


def typical_length(lines: Floats, at_least: float) -> float:
    """Return the usual length of a line on the body, never less than a minimum.

    Parameters
    ----------
    lines
        Shape (T, D): from its one end to the other.
    at_least
        In the unit of the lines.
    """
    return max(float(np.median(np.linalg.norm(lines, axis=-1))), at_least)


def level_axes(points: Floats, up: Floats) -> tuple[Floats, Floats]:
    """Return from the right to the left shoulder, and where the person faces; both level.

    Parameters
    ----------
    points
        Shape (T, 33, 3), hybrid metres.
    up
        Shape (3,): against gravity.

    Returns
    -------
    tuple[Floats, Floats]
        Shape (3,) each, length 1. It faces to the side of toes and nose together, should the model
        swap left and right; from behind the toes alone point anywhere.
    """
    points = points[_shoulders_square(points)]
    across = unit(
        horizontal(_left_minus_right(points, SHOULDERS) + _left_minus_right(points, HIPS), up)
    )
    facing = np.cross(across, up)
    feet = midpoint(points, TOES) - midpoint(points, HEELS)
    face = points[:, Keypoint.NOSE] - midpoint(points, EARS)
    return across, unit(facing if facing @ (feet + face).mean(axis=0) >= 0 else -facing)


def _shoulders_square(points: Floats) -> Bools:
    """Return in which moments the shoulders are turned as they mostly are, shape (T,).

    A person who turns the trunk for a while also stands upright. The shortest half, the half of
    the moments whose headings lie closest together, leaves such a while out; a median is drawn
    towards it.
    """
    line = points[:, SHOULDERS[0]] - points[:, SHOULDERS[1]]
    middle = np.median(line, axis=0)
    turn = np.arctan2(line[:, 2], line[:, 0]) - np.arctan2(middle[2], middle[0])
    turn = (turn + np.pi) % (2 * np.pi) - np.pi
    order = np.argsort(turn)
    half = len(order) // 2 + 1
    spread = turn[order[half - 1 :]] - turn[order[: len(order) - half + 1]]
    first = int(np.argmin(spread))
    square = np.zeros(len(order), dtype=bool)
    square[order[first : first + half]] = True
    return square


def _left_minus_right(points: Floats, pair: tuple[int, int]) -> Floats:
    line: Floats = np.median(points[:, pair[0], :] - points[:, pair[1], :], axis=0)
    return line


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
