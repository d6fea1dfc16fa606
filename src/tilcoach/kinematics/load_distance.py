"""How far the load is from the body: from mid-ankle to the middle of both grips.

The hands lie before the body, so the direction is known: where the person faces, turned along with
the shoulders. Each hand lies somewhat to its own side of that line. What the picture shows of the
hands gives the distance, and the model's depth the rest (`depth_fusion`).
"""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics.angles import turned_by_each
from tilcoach.kinematics.body_points import ANKLES, ELBOWS, WRISTS, seen_midpoint
from tilcoach.kinematics.depth_fusion import length_along, level_components
from tilcoach.kinematics.planted_feet import ankles_px
from tilcoach.kinematics.upright import Upright
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Floats

GRIP_SHARE = 0.40
"""Of the forearm: so far beyond the wrist the hand holds. Bodies have 0.37 (wrist to knuckles 0.055
of body height, forearm 0.146; Winter 2009, fig. 4.1). The model's own knuckles stay back at the
wrist when the hand is under a load. Own measurement: 0.36 does as well."""

HALF_GRIP_RATIO = 0.10
"""From the middle to each hand, as a share of body height: boxes are some 35 cm wide. Own
measurement: 0.08 is 1 cm worse obliquely on one source, 0.11 does as well."""

CAMERA_DISTANCE_RATIO = 2.2
"""How far away the camera stands, in body heights, when a person fills most of the picture: hands
that reach to it are nearer, and look 10 to 15 % further out. 1.6 and 3 do nearly as well."""

ANKLE_HEIGHT_RATIO = 0.039
"""The ankle joint above the floor, as a share of body height (Winter 2009, fig. 4.1)."""

CAMERA_HEIGHT_RATIO = 0.6
"""Where a camera mostly stands, as a share of body height: on a table or at hip height, as the
set-up asks."""

LOWERED_SHARE = 0.30
"""Of the forearm: so much lower than the wrist the hand holds what it carries from the floor, since
the hand bends in under the box."""

MAX_REACH_RATIO = 0.55
"""Nobody holds a load so far before the ankles, as a share of body height, and stays on the feet:
grips reach 0.43 with the arms held out level, 0.52 with the trunk bent over. Beyond it a landmark
is astray, and the distance is missing."""

STRAIGHT_UP_TO_DEG, BENT_FROM_DEG = 20.0, 40.0
"""Of the trunk. The shoulder line of a person who bends over wanders by up to 24° while nothing is
turned; the hands then count as straight in front."""

_MOST_TURN_DEG = 60.0  # of shoulders over planted feet
_SMALLEST_COSINE = 0.25
_TINY = 1e-9


def load_distance_ratio(
    series: PoseSeries,
    points: Floats,
    upright: Upright,
    shoulder_turn_deg: Floats,
    trunk_flexion_deg: Floats,
) -> Floats:
    """Return the level distance from mid-ankle to mid-grip as a share of body height, shape (T,).

    NaN where it would be more than anybody can reach.

    Parameters
    ----------
    series
        T moments.
    points
        Shape (T, 33, 3), hybrid metres.
    upright
        The own upright.
    shoulder_turn_deg, trunk_flexion_deg
        Shape (T,): how far the shoulders are turned, and the trunk is bent.

    References
    ----------
    Waters et al. 1993, doi 10.1080/00140139308967940: H, the horizontal location, from mid-ankle
    to the middle of the hands' grip.
    """
    forward, left = _axes(upright, shoulder_turn_deg, trunk_flexion_deg)
    aside = HALF_GRIP_RATIO * np.stack([left[0], -left[0]], axis=1)
    hands = _shown(series, upright)
    nearer = _nearer_to_camera(hands - aside, forward, left)
    hands = hands / (1 + nearer / CAMERA_DISTANCE_RATIO) - aside
    distance = np.abs(
        length_along(_of_seen_hand(series, hands), _depth(series, points, upright), forward)
    )
    return np.where(distance <= MAX_REACH_RATIO, distance, np.nan)


def grip_height_ratio(
    series: PoseSeries, upright: Upright, shoulder_turn_deg: Floats, trunk_flexion_deg: Floats
) -> Floats:
    """Return the height of mid-grip above the floor as a share of body height, shape (T,).

    Parameters
    ----------
    series
        T moments.
    upright
        The own upright.
    shoulder_turn_deg, trunk_flexion_deg
        Shape (T,): how far the shoulders are turned, and the trunk is bent.

    References
    ----------
    Waters et al. 1993, doi 10.1080/00140139308967940: V, the vertical location.
    """
    forward, left = _axes(upright, shoulder_turn_deg, trunk_flexion_deg)
    aside = HALF_GRIP_RATIO * np.stack([left[0], -left[0]], axis=1)
    nearer = _nearer_to_camera(_shown(series, upright) - aside, forward, left)
    hands_px = grips(series.image_px, LOWERED_SHARE)
    above_px = hands_px - ankles_px(series, upright).mean(axis=1, keepdims=True)
    shown = above_px @ upright.up_image / upright.body_height_px + ANKLE_HEIGHT_RATIO
    # What is nearer than the feet looks further from the height of the camera than it is.
    below = (shown - CAMERA_HEIGHT_RATIO) / (1 + nearer / CAMERA_DISTANCE_RATIO)
    return _of_seen_hand(series, CAMERA_HEIGHT_RATIO + below)


def _axes(
    upright: Upright, shoulder_turn_deg: Floats, trunk_flexion_deg: Floats
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Return where the shoulders face and what is left of them, as level components, (T,) each."""
    bent = (trunk_flexion_deg - STRAIGHT_UP_TO_DEG) / (BENT_FROM_DEG - STRAIGHT_UP_TO_DEG)
    turn_deg = np.clip(shoulder_turn_deg, -_MOST_TURN_DEG, _MOST_TURN_DEG)
    turn_deg = turn_deg * np.clip(1 - bent, 0, 1)
    forward = level_components(turned_by_each(upright.forward, upright.up, turn_deg), upright)
    left = level_components(turned_by_each(upright.across, upright.up, turn_deg), upright)
    return forward, left


def _nearer_to_camera(
    hands: Floats, forward: tuple[Floats, Floats], left: tuple[Floats, Floats]
) -> Floats:
    """Return how much nearer to the camera than the feet each hand is, shape (T, 2)."""
    aside: Floats = HALF_GRIP_RATIO * np.stack([left[1], -left[1]], axis=1)
    nearer: Floats = aside + _reach_to_camera(hands, forward)
    return nearer


def _of_seen_hand(series: PoseSeries, hands: Floats) -> Floats:
    """Return the mean of both hands (T, 2), of which the seen one counts most, shape (T,)."""
    weight = series.visibility[:, WRISTS] ** 2 + _TINY
    mean: Floats = (weight * hands).sum(axis=1) / weight.sum(axis=1)
    return mean


def _reach_to_camera(hands: Floats, forward: tuple[Floats, Floats]) -> Floats:
    """Return how much nearer to the camera hands are that reach forward, shape (T, 2)."""
    cosine, sine = (part[:, None] for part in forward)
    distance = np.abs(hands) / np.maximum(np.abs(cosine), _SMALLEST_COSINE)
    reach: Floats = np.minimum(distance, MAX_REACH_RATIO) * sine
    return reach


def _shown(series: PoseSeries, upright: Upright) -> Floats:
    """Return how far each grip is to the right of mid-ankle in the picture, shape (T, 2).

    A camera that looks down shows a person shorter, but not narrower.
    """
    grips_px = grips(series.image_px) - ankles_px(series, upright).mean(axis=1, keepdims=True)
    size_px = upright.body_height_px / np.cos(np.radians(upright.camera_pitch_deg))
    shown: Floats = grips_px @ upright.right_image / size_px
    return shown


def _depth(series: PoseSeries, points: Floats, upright: Upright) -> Floats:
    """Return how much nearer to the camera than mid-ankle the grips are, shape (T,)."""
    ankles = seen_midpoint(points, series.visibility, ANKLES)
    line = grips(points).mean(axis=1) - ankles
    return level_components(line, upright)[1] / upright.body_height_m


def grips(points: Floats, share: float = GRIP_SHARE) -> Floats:
    """Return where the left and right hand hold: beyond the wrist, along the forearm; (T, 2, D).

    Parameters
    ----------
    points
        Shape (T, 33, D).
    share
        How far beyond it, as a share of the forearm.
    """
    wrists, elbows = points[:, WRISTS], points[:, ELBOWS]
    held: Floats = wrists + share * (wrists - elbows)
    return held
