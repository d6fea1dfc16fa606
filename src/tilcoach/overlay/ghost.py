"""The outline of another body over the live picture: light, thin, and never over what is said."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from tilcoach.overlay.palette import GHOST, INK
from tilcoach.overlay.scale import line_px
from tilcoach.pose import BONES, Keypoint, Points, Pose, midpoint, trunk_line, visible_points
from tilcoach.pose.arrays import Bytes, Floats

_MIN_VISIBILITY = 0.5  # as for a skeleton: a guessed limb is not drawn
_FILL = 0.28  # of white inside: the live body shines through
_FAR_PX = 20_000  # beyond this cv2 overflows

# Widths as shares of hips to shoulders.
_LIMB, _ARM, _TRUNK, _HEAD = 0.26, 0.17, 0.40, 0.24
_ARM_JOINTS = ("ELBOW", "WRIST", "INDEX")


def draw_ghost(canvas: Bytes, pose: Pose) -> None:
    """Draw the outline of a body, in place; nothing without hips and shoulders."""
    points = visible_points(pose, _MIN_VISIBILITY)
    points = {name: xy for name, xy in points.items() if np.abs(xy).max() < _FAR_PX}
    trunk = trunk_line(points)
    if trunk is None:
        return
    trunk_px = float(np.linalg.norm(trunk[1] - trunk[0]))
    box = _box(points, trunk_px, canvas)
    if box is None:
        return
    left, top, right, bottom = box
    mask = np.zeros((bottom - top, right - left), np.uint8)
    for start, end, share in _parts(points, trunk):
        corner = np.array([left, top])
        _thick_line(mask, start - corner, end - corner, max(1, round(share * trunk_px)))
    _lay(canvas[top:bottom, left:right], mask, line_px(canvas))


def _parts(points: Points, trunk: tuple[Floats, Floats]) -> Iterator[tuple[Floats, Floats, float]]:
    """Yield start, end and width of each part of the body."""
    yield (*trunk, _TRUNK)
    for a, b in BONES:
        if a in points and b in points:
            yield points[a], points[b], _ARM if b.name.endswith(_ARM_JOINTS) else _LIMB
    head = midpoint(points, "EAR")
    head = points.get(Keypoint.NOSE) if head is None else head
    if head is not None:
        yield head, head, 2 * _HEAD
        yield head, trunk[1], _ARM


def _box(points: Points, trunk_px: float, canvas: Bytes) -> tuple[int, int, int, int] | None:
    """Return the part of the picture that the body can reach; None when it is beside it."""
    known = np.array(list(points.values()))
    margin_px = _HEAD * trunk_px + 4  # the widest part, and its border
    (left, top), (right, bottom) = known.min(axis=0) - margin_px, known.max(axis=0) + margin_px
    height, width = canvas.shape[:2]
    x, y = (
        np.clip(pair, 0, size) for pair, size in (((left, right), width), ((top, bottom), height))
    )
    box = int(x[0]), int(y[0]), int(x[1]), int(y[1])
    return box if box[0] < box[2] and box[1] < box[3] else None


def _thick_line(mask: Bytes, start: Floats, end: Floats, thickness: int) -> None:
    first, last = (tuple(np.rint(point).astype(int).tolist()) for point in (start, end))
    cv2.line(mask, first, last, 255, thickness)  # with round ends


def _lay(ground: Bytes, mask: Bytes, thin: int) -> None:
    """Lighten the inside a little, and draw its border."""
    lighter = cv2.convertScaleAbs(ground, alpha=1 - _FILL, beta=255 * _FILL)
    cv2.copyTo(lighter, mask, ground)
    borders, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_TC89_L1)
    cv2.polylines(ground, borders, True, INK, thin + 1)  # noqa: FBT003
    cv2.polylines(ground, borders, True, GHOST, thin, cv2.LINE_AA)  # noqa: FBT003
