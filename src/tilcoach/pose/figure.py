"""A body as points by landmark: what every drawing of a person is made from."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tilcoach.pose.arrays import Floats
from tilcoach.pose.pose import Pose
from tilcoach.pose.skeleton import Keypoint

Points = Mapping[Keypoint, Floats]
"""Landmarks that were seen: shape (2,) each, x to the right and y down, in any one unit."""


def visible_points(pose: Pose, min_visibility: float) -> Points:
    """Return the landmarks of a pose that were seen.

    Parameters
    ----------
    pose
        A person in a frame.
    min_visibility
        From 0 to 1; a landmark below it is left out.

    Returns
    -------
    Points in pixels; none when nothing was seen.
    """
    seen = (pose.visibility >= min_visibility) & np.isfinite(pose.image_px).all(axis=1)
    return {point: pose.image_px[point] for point in Keypoint if seen[point]}


def midpoint(points: Points, joint: str) -> Floats | None:
    """Return the middle between the left and the right landmark of a joint.

    Parameters
    ----------
    points
        Where the landmarks are.
    joint
        Such as ``"HIP"``.

    Returns
    -------
    Shape (2,); the side that was seen when it is only one, None when it is neither.
    """
    sides = (Keypoint[f"LEFT_{joint}"], Keypoint[f"RIGHT_{joint}"])
    seen = [points[side] for side in sides if side in points]
    return np.mean(seen, axis=0) if seen else None


def trunk_line(points: Points) -> tuple[Floats, Floats] | None:
    """Return the line that trunk flexion is measured on, from mid-hip to mid-shoulder.

    Parameters
    ----------
    points
        Where the landmarks are.

    Returns
    -------
    Two points of shape (2,); None when either was not seen.
    """
    hip, shoulder = midpoint(points, "HIP"), midpoint(points, "SHOULDER")
    return None if hip is None or shoulder is None else (hip, shoulder)
