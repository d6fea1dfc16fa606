"""A pose as a stick figure, without a picture of the person."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from itertools import pairwise

import numpy as np

from tilcoach.kinematics import MIN_VISIBILITY
from tilcoach.overlay.palette import MEASURE_HEX
from tilcoach.pose import (
    BONES,
    Keypoint,
    Points,
    PoseSeries,
    midpoint,
    trunk_line,
    visible_points,
)

_SIZE = 200  # of the drawing, in its own units
_EDGE = 14
_LINE_HEX = "#7c8b9b"  # a slate that is visible on a light and on a dark background
_MARGIN = 1.1  # times shank, thigh and trunk: what a bent person needs, arms included
_LEGS = ("HIP", "KNEE", "ANKLE")
_DRAWN = frozenset(point for bone in BONES for point in bone)


def points_at(poses: PoseSeries, time_s: float) -> Points:
    """Return the landmarks visible at a moment; none when there are no poses."""
    if not len(poses):
        return {}
    return visible_points(poses.at(int(np.argmin(np.abs(poses.time_s - time_s)))), MIN_VISIBILITY)


def draw_figure(points: Points, moment: str) -> str:
    """Return the figure with its caption; trunk and legs stand out, since they are measured."""
    if not _DRAWN & set(points):
        return ""
    placed = _placed(points)
    quiet = "".join(_line(placed, bone) for bone in BONES if not _is_leg(bone))
    legs = "".join(_line(placed, bone) for bone in BONES if _is_leg(bone))
    shapes = (
        f'{quiet}{_head(placed)}<g stroke="{MEASURE_HEX}">{legs}</g>'
        f'<g stroke="{MEASURE_HEX}" stroke-width="9">{_trunk(placed)}</g>'
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" fill="none" '
        f'stroke="{_LINE_HEX}" stroke-width="6" stroke-linecap="round">{shapes}</svg>'
    )
    source = "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
    words = escape(moment)
    return (
        f'<figure><img class="tc-figure" src="{source}" alt="{words}">'
        f"<figcaption>{words}</figcaption></figure>"
    )


def _placed(points: Points) -> Points:
    """Return the points at the bottom centre, every person equally large."""
    known = np.array(list(points.values()))
    low, high = known.min(axis=0), known.max(axis=0)
    needed = max(_MARGIN * _length(points), *(high - low), 1.0)
    scale = (_SIZE - 2 * _EDGE) / needed
    middle_bottom = np.array([(low[0] + high[0]) / 2, high[1]])
    foot = np.array([_SIZE / 2, _SIZE - _EDGE])
    return {point: (xy - middle_bottom) * scale + foot for point, xy in points.items()}


def _length(points: Points) -> float:
    """Return shank, thigh and trunk together, which bending does not change much."""
    chain = [midpoint(points, name) for name in ("ANKLE", "KNEE", "HIP", "SHOULDER")]
    known = [middle for middle in chain if middle is not None]
    return float(sum(np.linalg.norm(b - a) for a, b in pairwise(known)))


def _is_leg(bone: tuple[Keypoint, Keypoint]) -> bool:
    return all(point.name.endswith(_LEGS) for point in bone) and "HIP" not in bone[1].name


def _line(points: Points, bone: tuple[Keypoint, Keypoint]) -> str:
    if not set(bone) <= set(points):
        return ""
    (x1, y1), (x2, y2) = points[bone[0]], points[bone[1]]
    return f'<path d="M{x1:.1f} {y1:.1f} {x2:.1f} {y2:.1f}"/>'


def _trunk(points: Points) -> str:
    """Draw from the middle of the hips to that of the shoulders, as the trunk is measured."""
    line = trunk_line(points)
    if line is None:
        return ""
    (x1, y1), (x2, y2) = line
    return f'<path d="M{x1:.1f} {y1:.1f} {x2:.1f} {y2:.1f}"/>'


def _head(points: Points) -> str:
    middle = midpoint(points, "EAR")
    if middle is None:
        return ""
    return f'<circle cx="{middle[0]:.1f}" cy="{middle[1]:.1f}" r="12" fill="{_LINE_HEX}"/>'
