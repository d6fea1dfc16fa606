"""The length of a level line whose direction is known, from the two readings that one camera gives.

The picture shows a level line times the cosine of the angle that it makes with the picture, the
model's depth shows it times the sine. The picture is precise until the line points at the camera;
depth is rough, and too small wherever arms or trunk reach out. Each reading counts by its own
error, so that one takes over from the other without a border between views.
"""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics.angles import horizontal
from tilcoach.kinematics.body_points import unit
from tilcoach.kinematics.upright import Upright
from tilcoach.pose.arrays import Floats

PICTURE_ERROR = 0.02
DEPTH_ERROR = 0.1
"""Of body height: how far off a landmark is in the picture and in depth. Own measurement (clips of
two renderers): 0.08 to 0.13 for the depth changes the load distance by 0.2 cm at most."""

DIRECTION_ERROR = 0.1
"""Radians (6°): how far off the direction is in which a person faces. The picture is divided by its
cosine, so this counts for more the further the person faces the camera."""

_SMALLEST_COSINE = 0.25
_LONGEST = 0.4
_TINY = 1e-9


def length_along(picture: Floats, depth: Floats, direction: tuple[Floats, Floats]) -> Floats:
    """Return the length of a level line along a known direction, shape (T,).

    Parameters
    ----------
    picture, depth
        Shape (T,): the line to the right in the picture and towards the camera, in body heights.
    direction
        The same two components of its direction, of length 1; they broadcast.
    """
    cosine, sine = direction
    shown = np.abs(picture) / np.maximum(np.abs(cosine), _SMALLEST_COSINE)
    spread = DIRECTION_ERROR * np.minimum(shown, _LONGEST) * sine
    by_picture = cosine / (PICTURE_ERROR**2 + spread**2)
    by_depth = sine / DEPTH_ERROR**2
    weight = by_picture * cosine + by_depth * sine
    length: Floats = (by_picture * picture + by_depth * depth) / (weight + _TINY)
    return length


def level_components(vectors: Floats, upright: Upright) -> tuple[Floats, Floats]:
    """Return how far vectors go, level, to the right in the picture and towards the camera.

    Parameters
    ----------
    vectors
        Shape (..., 3), hybrid axes.
    upright
        The own upright: what is level.
    """
    right = unit(horizontal(np.append(upright.right_image, 0.0), upright.up))
    return vectors @ right, vectors @ np.cross(right, upright.up)
