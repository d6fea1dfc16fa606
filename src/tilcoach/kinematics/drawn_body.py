"""A body of sticks from stored angles: a lift can be watched of which no picture was kept.

Seen from the right side. The angles of trunk and knee are as measured; how far the shank leans is
not stored, so it leans as much as keeps the body in balance over its feet.

References
----------
Drillis, Contini 1966, "Body segment parameters" (lengths as shares of body height), and Dempster
1955, "Space requirements of the seated operator" (masses), both as in Winter 2009, "Biomechanics
and Motor Control of Human Movement", 4th ed., chapter 4.
"""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics.posture import PostureSeries
from tilcoach.pose import N_KEYPOINTS, Keypoint, PoseSeries
from tilcoach.pose.arrays import Floats

TALL_PX = 400.0
"""Body height of the drawing."""

# Lengths as shares of body height.
_SHANK, _THIGH, _TRUNK, _ARM = 0.246, 0.245, 0.288, 0.332
_UPPER_ARM = 0.186
_TOE, _HEEL, _SOLE = 0.11, -0.04, 0.039
_NECK = 0.12  # from the shoulders to the ears, along the trunk

# Masses as shares of the body's, each in the middle of its part; the last is trunk, head and arms.
_SHANKS_MASS, _THIGHS_MASS, _UPPER_MASS = 0.093, 0.200, 0.678
_UPPER_AT = 0.63  # of the trunk's length above the hips

_OVER_FEET = 0.04  # in front of the ankles: where a body in balance has its weight
_LEANS_DEG = np.arange(-15.0, 40.5, 0.5)  # of a shank: what ankles allow


def drawn_body(postures: PostureSeries) -> PoseSeries | None:
    """Return the body at each moment with a known trunk and knee; None when there are too few.

    Parameters
    ----------
    postures
        T moments of one lift.

    Returns
    -------
    Poses of M moments, M <= T, facing right, in pixels of a drawing in which a body is
    `TALL_PX` high; landmarks that are not drawn are NaN with visibility 0.
    """
    known = np.isfinite(postures.trunk_flexion_deg) & np.isfinite(postures.knee_flexion_deg)
    if known.sum() < max(2, len(postures) / 2):
        return None
    seen = postures.where(known)
    image_px = np.full((len(seen), N_KEYPOINTS, 2), np.nan)
    for name, place in _joints(seen).items():
        for side in ("LEFT", "RIGHT"):
            image_px[:, Keypoint[f"{side}_{name}"]] = TALL_PX * place * [1, -1]
    visibility = np.isfinite(image_px).all(axis=2).astype(np.float64)
    world_m = np.full((len(seen), N_KEYPOINTS, 3), np.nan)
    return PoseSeries(image_px, world_m, visibility, seen.time_s)


def _joints(seen: PostureSeries) -> dict[str, Floats]:
    """Return each joint, shape (M, 2): forward of the ankles and up, in shares of body height."""
    trunk, knee = np.radians(seen.trunk_flexion_deg), np.radians(seen.knee_flexion_deg)
    shank = _balanced(trunk, knee)
    ankles = np.tile([0.0, _SOLE], (len(seen), 1))
    knees = ankles + _SHANK * _leaning(shank)
    hips = knees + _THIGH * _leaning(shank - knee)
    shoulders = hips + _TRUNK * _leaning(trunk)
    arms = _arms(shoulders[:, 0], seen.load_distance_ratio)
    return {
        "ANKLE": ankles,
        "HEEL": np.tile([_HEEL, 0.0], (len(seen), 1)),
        "FOOT_INDEX": np.tile([_TOE, 0.0], (len(seen), 1)),
        "KNEE": knees,
        "HIP": hips,
        "SHOULDER": shoulders,
        "ELBOW": shoulders + _UPPER_ARM * arms,
        "WRIST": shoulders + _ARM * arms,
        "EAR": shoulders + _NECK * _leaning(trunk),
    }


def _leaning(forward_rad: Floats) -> Floats:
    return np.stack([np.sin(forward_rad), np.cos(forward_rad)], axis=-1)


def _balanced(trunk: Floats, knee: Floats) -> Floats:
    """Return how far the shank leans forward with the weight over the feet, in radians."""
    leans = np.radians(_LEANS_DEG)[None, :]
    knees = _SHANK * np.sin(leans)
    thighs = _THIGH * np.sin(leans - knee[:, None])
    upper = _UPPER_AT * _TRUNK * np.sin(trunk)[:, None]
    weight = (
        _SHANKS_MASS * knees / 2
        + _THIGHS_MASS * (knees + thighs / 2)
        + _UPPER_MASS * (knees + thighs + upper)
    )
    balanced: Floats = leans[0, np.abs(weight - _OVER_FEET).argmin(axis=1)]
    return balanced


def _arms(shoulders: Floats, load_distance: Floats) -> Floats:
    """Return where straight arms point: to the load's distance, straight down without one."""
    forward = np.nan_to_num(load_distance - shoulders) / _ARM
    forward = np.clip(np.where(np.isfinite(load_distance), forward, 0.0), -1.0, 1.0)
    return np.stack([forward, -np.sqrt(1 - forward**2)], axis=-1)
