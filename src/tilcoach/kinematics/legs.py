"""The bones of the legs, with depth: what the knees and hips are measured from.

One camera sees depth worst, and two readings of it fail in different ways:

* *The model's depth* is right for a straight leg and flattened for a bent one: a knee of 70 to 120°
  reads 11° too little from the side and 20° too little obliquely.
* *The bones' length*: thigh and shank keep the length that they had while standing, so what is
  missing of it in the picture is depth; the model only says which way. That is right for bent
  knees (2° from the side, 5° obliquely), but a straight leg has hardly any length missing, and one
  landmark that is 3 % astray then reads as a knee of 30°.

So the model has the say while the knee is straight, the bones when it is bent, from every side.

A third reading does not need the knee in the picture, which clothes, a load or the other leg hide:
*how far the hips came down* over feet that stay where they stood. It says little of a straight leg
and most of a deep bend, where the bones read 6 to 13° too little and it 4° too much; so it counts
for more the further the knee is bent.
"""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics.angles import angle_deg
from tilcoach.kinematics.body_points import ANKLES, HIPS, KNEES, metres_per_pixel, midpoint
from tilcoach.kinematics.planted_feet import ankles_px, one_foot_stepped, stepped
from tilcoach.kinematics.upright import Upright
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Floats

STRAIGHT_UP_TO_DEG = 5.0
BENT_FROM_DEG = 25.0
"""By the model's own reading, which is the one to trust for a straight knee. Own measurement (tune
split): the error of the knee hardly changes when either is moved by 5°."""

CLEAR_DEPTH = 0.15
"""Of a shank's length: less depth than this may have either sign. Own measurement (tune split):
the knee errs by 4.1° from the side when the sign is always believed, by 3.9° this way."""


ALIKE_FROM_DEG, ALIKE_FULL_DEG, ALIKE_SHARE = 20.0, 40.0, 0.5
"""Knees over two feet that stay side by side bend alike, so from here on each takes half of its
reading from the other leg. Own measurement (two renderers): 0.9 and 0.4° better from the side, 0.2°
obliquely; straight knees are left alone, since the hidden one reads up to 20° too much."""

LUNGE_RATIO = 0.15
"""Of body height: with one foot so far from where it stood, the legs are not alike. A foot behind a
load wanders by up to 0.1."""

DROP_FROM_DEG, DROP_FULL_DEG, DROP_SHARE = 15.0, 60.0, 0.75
"""By so much the drop of the hips counts in a knee: not at all while it is straight, by three
quarters from 60° on. Own measurement (two renderers): the knee errs by 4.5 and 4.4° from the side
and by 6.1 and 5.9° obliquely this way; by the bones alone 6.3, 4.3, 11.9 and 9.4°."""

HIPS_BACK_SHARE = 0.3
"""Bending over moves the hips back, which makes the leg longer than it is high. The model shows
them too far back; of their squared distance so much is right. Own measurement: 0 and 0.6 are
each worse on one source."""

_MOST_BACK_RATIO = 0.25
_SHORTEST_LEG = 0.15


def knee_flexion_deg(
    series: PoseSeries, points: Floats, upright: Upright, bones: tuple[Floats, Floats]
) -> Floats:
    """Return the flexion of the left and right knee, shape (T, 2).

    Parameters
    ----------
    series
        T moments.
    points
        Shape (T, 33, 3): the hybrid points of the same moments.
    upright
        The own upright.
    bones
        The thighs and shanks (`leg_bones`).
    """
    lunge = one_foot_stepped(series, upright, LUNGE_RATIO)
    away = (stepped(series, upright) | lunge)[:, None]
    one_leg = angle_deg(*bones)
    other_leg = one_leg[:, ::-1]
    alike = np.fmin(one_leg, other_leg) - ALIKE_FROM_DEG
    share = ALIKE_SHARE * np.clip(alike / (ALIKE_FULL_DEG - ALIKE_FROM_DEG), 0, 1)
    share = np.where(away | np.isnan(other_leg), 0.0, share)
    by_bones = one_leg + share * (np.nan_to_num(other_leg) - one_leg)
    by_drop = _flexion_by_drop_deg(series, points, upright)[:, None]
    bent = np.maximum(by_bones, by_drop - DROP_FROM_DEG) - DROP_FROM_DEG
    share = DROP_SHARE * np.clip(bent / (DROP_FULL_DEG - DROP_FROM_DEG), 0, 1)
    share = np.where(away, 0.0, share)
    flexion: Floats = by_bones + share * (by_drop - by_bones)
    return flexion


def _flexion_by_drop_deg(series: PoseSeries, points: Floats, upright: Upright) -> Floats:
    """Return the flexion of two equal knees whose hips came down so far, shape (T,).

    Thigh and shank are nearly of one length, so hip, knee and ankle make two right triangles.
    """
    ankles = ankles_px(series, upright).mean(axis=1)
    rise_px = (midpoint(series.image_px, HIPS) - ankles) @ upright.up_image
    height = np.maximum(rise_px / upright.body_height_px, 0.0)
    back = (midpoint(points, HIPS) - midpoint(points, ANKLES)) @ upright.forward
    back = np.clip(back / upright.body_height_m, -_MOST_BACK_RATIO, _MOST_BACK_RATIO)
    leg = np.sqrt(height**2 + HIPS_BACK_SHARE * back**2) / max(
        upright.hip_height_ratio, _SHORTEST_LEG
    )
    flexion: Floats = 2 * np.degrees(np.arccos(np.clip(leg, _SHORTEST_LEG, 1.0)))
    return flexion


def leg_bones(series: PoseSeries, points: Floats, upright: Upright) -> tuple[Floats, Floats]:
    """Return the thighs (hip to knee) and shanks (knee to ankle), left and right.

    Parameters
    ----------
    series
        T moments.
    points
        Shape (T, 33, 3): the hybrid points of the same moments.
    upright
        The own upright, with the length of thigh and shank in pixels.

    Returns
    -------
    tuple[Floats, Floats]
        Shape (T, 2, 3) each, hybrid metres.
    """
    thigh = points[:, KNEES] - points[:, HIPS]
    shank = points[:, ANKLES] - points[:, KNEES]
    scale = metres_per_pixel(series)[:, None]
    shank[..., :2] += scale[..., None] * (ankles_px(series, upright) - series.image_px[:, ANKLES])
    bend_deg = angle_deg(thigh, shank)
    bent = np.clip((bend_deg - STRAIGHT_UP_TO_DEG) / (BENT_FROM_DEG - STRAIGHT_UP_TO_DEG), 0, 1)
    thigh_m, shank_m = upright.thigh_px * scale, upright.shank_px * scale
    towards = np.sign(thigh[..., 2])
    # A knee that bends towards the camera has its ankle further away: the shank comes back.
    goes_on = towards * shank[..., 2] > CLEAR_DEPTH * shank_m
    return (
        _with_length(thigh, towards * thigh_m, bent),
        _with_length(shank, np.where(goes_on, towards, -towards) * shank_m, bent),
    )


def _with_length(bone: Floats, length_m: Floats, share: Floats) -> Floats:
    """Move the depth of a bone towards what its length asks for; (T, 2, 3), (T, 2), (T, 2).

    The sign of the length is that of the depth.
    """
    missing = np.maximum(length_m**2 - (bone[..., :2] ** 2).sum(axis=-1), 0.0)
    depth = bone[..., 2] + share * (np.sign(length_m) * np.sqrt(missing) - bone[..., 2])
    return np.concatenate([bone[..., :2], depth[..., None]], axis=-1)
