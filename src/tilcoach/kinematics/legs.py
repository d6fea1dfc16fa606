"""The bones of the legs, with depth: what the knees and hips are measured from.

One camera sees depth worst, and two readings of it fail in different ways:

* *The model's depth* is right for a straight leg and flattened for a bent one: a knee of 70 to 120°
  reads 11° too little from the side and 20° too little obliquely.
* *The bones' length*: thigh and shank keep the length that they had while standing, so what is
  missing of it in the picture is depth; the model only says which way. That is right for bent
  knees (2° from the side, 5° obliquely), but a straight leg has hardly any length missing, and one
  landmark that is 3 % astray then reads as a knee of 30°.

So the model has the say while the knee is straight, the bones when it is bent, from every side.
"""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics.angles import angle_deg
from tilcoach.kinematics.body_points import ANKLES, HIPS, KNEES, metres_per_pixel
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
    bend_deg = angle_deg(thigh, shank)
    bent = np.clip((bend_deg - STRAIGHT_UP_TO_DEG) / (BENT_FROM_DEG - STRAIGHT_UP_TO_DEG), 0, 1)
    scale = metres_per_pixel(series)[:, None]
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
