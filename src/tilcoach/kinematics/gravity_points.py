"""Landmarks in metres with gravity up, for other programs: a body that stands on a floor.

Axes as laboratories for movement have them (ISB: Wu & Cavanagh 1995, J. Biomech. 28:1257,
doi 10.1016/0021-9290(95)00017-C): x where the person faced while standing, y up, z to the person's
right; zero on the floor, in the middle between the ankles.
"""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics.body_points import ANKLES, metres_per_pixel, seen_midpoint
from tilcoach.kinematics.load_distance import ANKLE_HEIGHT_RATIO
from tilcoach.kinematics.upright import Upright
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Floats


def gravity_points_m(series: PoseSeries, upright: Upright, body_height_m: float) -> Floats:
    """Return all landmarks in metres with gravity up, shape (T, 33, 3).

    x and y of the camera come from the picture, depth from the model. How far a whole body walks
    towards a camera no single one shows: in depth the ankles stay where they are.

    Parameters
    ----------
    series
        T smoothed moments of one person; NaN stays NaN.
    upright
        How the person stood most of the time: it gives the axes and the place of zero.
    body_height_m
        Of the person; what the model takes for metres is scaled by it.
    """
    true_size = body_height_m / upright.body_height_m
    scale = true_size * metres_per_pixel(series)
    across_picture = (series.image_px - upright.ankles_px.mean(axis=0)) * scale[:, None, None]
    ankles_away = seen_midpoint(series.world_m[..., 2:], series.visibility, ANKLES)
    away = true_size * (series.world_m[..., 2:] - ankles_away[:, None])
    axes = np.stack([upright.forward, upright.up, -upright.across])
    points: Floats = np.concatenate([across_picture, away], axis=2) @ axes.T
    points[..., 1] += ANKLE_HEIGHT_RATIO * body_height_m
    return points
