"""Makes a face unrecognisable: its pixels are replaced, not covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from tilcoach.pose import Keypoint, Pose
from tilcoach.pose.arrays import Bytes, Floats

_FACE = list(range(Keypoint.NOSE, Keypoint.MOUTH_RIGHT + 1))

# How far the blur reaches around the middle of eyes, ears, nose and mouth: the largest of three,
# so that one of them holds from every side. A head with its hair reaches about 0.28 of the trunk,
# and in a bend the landmarks run ahead of it.
_OF_FACE, _OF_TRUNK, _OF_SHOULDERS = 2.6, 0.48, 0.65

_OF_TRUNK_UNSEEN = 0.85
"""Without a face: so far around the middle of the shoulders; there the head is, however bent."""

_GROWN = 1.5
"""Before the face is found, and after it was found last."""

_GROWN_BETWEEN = 1.2
"""Where it was found before and after: a circle around both places, grown by this."""

_LEAST_PX = 3.0
"""No head is smaller in a picture in which a person was followed: the landmarks are wild."""

_CELLS = 8
"""So many patches of one colour lie across the blur: a face is two of them wide."""


@dataclass(frozen=True, slots=True)
class Face:
    """Where a face is in a picture, with a generous margin.

    Attributes
    ----------
    x_px, y_px
        The middle.
    radius_px
        Around it.
    """

    x_px: float
    y_px: float
    radius_px: float

    def grown(self, factor: float) -> Face:
        """Return a larger one in the same place."""
        return Face(self.x_px, self.y_px, factor * self.radius_px)


def find_face(pose: Pose) -> Face | None:
    """Return where the head is; None when neither face nor trunk were found."""
    points = pose.image_px[_FACE]
    shoulders_px, trunk_px = _width_px(pose, "SHOULDER"), _trunk_px(pose)
    points = points[np.isfinite(points).all(axis=1)]
    if len(points):
        middle = points.mean(axis=0)
        reach_px = np.linalg.norm(points - middle, axis=1).max()
        sizes = (_OF_FACE * reach_px, _OF_TRUNK * trunk_px, _OF_SHOULDERS * shoulders_px)
        size_px = float(np.nanmax(sizes))
        return Face(float(middle[0]), float(middle[1]), size_px) if size_px >= _LEAST_PX else None
    middle = _middle(pose, "SHOULDER")
    if not np.isfinite([*middle, trunk_px]).all():
        return None
    around_px = float(np.nanmax([_OF_TRUNK_UNSEEN * trunk_px, 2 * shoulders_px]))
    return Face(float(middle[0]), float(middle[1]), around_px)


def follow_face(poses: Sequence[Pose | None], size_px: tuple[int, int]) -> list[Face]:
    """Return where one person's face is in every picture of a film, also where it was not found.

    Each covers the places just before and just after as well: a pose follows a quick movement a
    little late. A face that is never found takes the whole picture with it.
    """
    found = [None if pose is None else find_face(pose) for pose in poses]
    rows = [row for row, face in enumerate(found) if face is not None]
    width, height = size_px
    whole = Face(width / 2, height / 2, float(np.hypot(width, height)))
    filled = [face or _fill(found, rows, row) or whole for row, face in enumerate(found)]
    return [_around(filled[max(0, row - 1) : row + 2]) for row in range(len(filled))]


def blur_face(bgr: Bytes, face: Face) -> None:
    """Replace a face in place by a few blurred patches of colour."""
    height, width = bgr.shape[:2]
    radius = face.radius_px
    left, right = (int(np.clip(face.x_px + d, 0, width)) for d in (-radius, radius + 1))
    top, bottom = (int(np.clip(face.y_px + d, 0, height)) for d in (-radius, radius + 1))
    if left >= right or top >= bottom:
        return
    part = bgr[top:bottom, left:right]
    cell_px = 2 * radius / _CELLS
    coarse = [max(1, round(length / cell_px)) for length in (right - left, bottom - top)]
    few = cv2.resize(part, coarse, interpolation=cv2.INTER_AREA)
    smooth = cv2.resize(few, (right - left, bottom - top), interpolation=cv2.INTER_LINEAR)
    rows, columns = np.ogrid[top:bottom, left:right]
    inside = (rows - face.y_px) ** 2 + (columns - face.x_px) ** 2 <= radius**2
    part[inside] = smooth[inside]


def _fill(found: Sequence[Face | None], rows: list[int], row: int) -> Face | None:
    """Return where an undetected face may be, from the detections before and after."""
    before = [found[r] for r in rows if r < row][-1:]
    after = [found[r] for r in rows if r > row][:1]
    known = [face for face in (*before, *after) if face is not None]
    if not known:
        return None
    return _around(known).grown(_GROWN_BETWEEN if before and after else _GROWN)


def _around(faces: Sequence[Face]) -> Face:
    """Return a circle around all of them."""
    x, y = (float(np.mean([getattr(f, axis) for f in faces])) for axis in ("x_px", "y_px"))
    radius = max(float(np.hypot(f.x_px - x, f.y_px - y)) + f.radius_px for f in faces)
    return Face(x, y, radius)


def _middle(pose: Pose, name: str) -> Floats:
    middle: Floats = pose.image_px[[Keypoint[f"LEFT_{name}"], Keypoint[f"RIGHT_{name}"]]].mean(0)
    return middle


def _width_px(pose: Pose, name: str) -> float:
    left, right = pose.image_px[Keypoint[f"LEFT_{name}"]], pose.image_px[Keypoint[f"RIGHT_{name}"]]
    return float(np.linalg.norm(left - right))


def _trunk_px(pose: Pose) -> float:
    return float(np.linalg.norm(_middle(pose, "SHOULDER") - _middle(pose, "HIP")))
