"""Angles between directions; everything in degrees."""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics.body_points import unit
from tilcoach.pose.arrays import Floats


def angle_deg(a: Floats, b: Floats) -> Floats:
    """Return the angle between two directions, 0 to 180°.

    By the arc tangent of cross and dot product, which stays exact near 0° and 180° where the arc
    cosine does not.

    Parameters
    ----------
    a, b
        Shape (..., 3), any length; they broadcast.
    """
    across = np.linalg.norm(np.cross(a, b), axis=-1)
    angle: Floats = np.degrees(np.arctan2(across, (a * b).sum(axis=-1)))
    return angle


def turn_deg(start: Floats, end: Floats, axis: Floats) -> Floats:
    """Return how far a direction has turned about an axis, -180 to 180°.

    Both directions are first laid in the plane across the axis. Positive is counter-clockwise for
    someone whom the axis points at.

    Parameters
    ----------
    start, end, axis
        Shape (..., 3), any length; they broadcast.
    """
    along = unit(axis)
    start = start - along * (start * along).sum(axis=-1, keepdims=True)
    end = end - along * (end * along).sum(axis=-1, keepdims=True)
    across = (along * np.cross(start, end)).sum(axis=-1)
    angle: Floats = np.degrees(np.arctan2(across, (start * end).sum(axis=-1)))
    return angle


def turned_by_each(vector: Floats, axis: Floats, by_deg: Floats) -> Floats:
    """Return a vector turned about an axis by each of T angles (Rodrigues' formula), shape (T, 3).

    Parameters
    ----------
    vector, axis
        Shape (3,); the axis has length 1.
    by_deg
        Shape (T,): how far, by the rule of the right hand.
    """
    angle = np.radians(by_deg)[:, None]
    along = (vector @ axis) * axis
    across = np.cross(axis, vector)
    turned: Floats = along + (vector - along) * np.cos(angle) + across * np.sin(angle)
    return turned


def horizontal(vectors: Floats, up: Floats) -> Floats:
    """Return the part of vectors that is level.

    Parameters
    ----------
    vectors
        Shape (..., 3).
    up
        Shape (3,), length 1.
    """
    level: Floats = vectors - (vectors @ up)[..., None] * up
    return level
