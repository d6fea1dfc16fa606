"""Whether a place in the picture looks different before and after a bend.

Whoever picks something up leaves the floor without it; whoever puts something down leaves it
there; whoever ties a shoe leaves the floor as it was.
"""

from __future__ import annotations

import cv2
import numpy as np

from tilcoach.pose.arrays import Bools, Bytes, Floats

CHANGED_FROM = 0.045
"""Of the picture's own brightness, so that a dim room counts as a bright one does: 8 of 180 grey
levels. A webcam's noise stays below 1 level once a glimpse has averaged 40 pixels, and"""

NOISE_LEVELS = 2.0
"""so many grey levels are never taken for a change."""

SWAY_PX = 5
"""Side of the square, in glimpse pixels, within which a pixel may have moved: somebody who comes
up again does not stand on the pixel where she stood before."""

MOVED_SHARE = 0.35
"""So much changed elsewhere means that the camera moved, or the light: then nothing is told."""


def change_share(before: Bytes, after: Bytes, middle_px: Floats, radius_px: float) -> float:
    """Return which share of a round place changed, 0 to 1; NaN when it cannot be told.

    Parameters
    ----------
    before, after
        Shape (N, h, w) and (M, h, w): glimpses before and after.
    middle_px
        Shape (2,): the middle of the place, in glimpse pixels.
    radius_px
        Its radius.
    """
    if not len(before) or not len(after):
        return float("nan")
    was, is_now = _typical(before), _typical(after)
    rows, columns = np.mgrid[: was.shape[0], : was.shape[1]]
    here: Bools = np.hypot(columns - middle_px[0], rows - middle_px[1]) < radius_px
    if here.sum() < _SEEN_SHARE * np.pi * radius_px**2 or here.all():
        return float("nan")
    # The camera adapts its exposure; what is elsewhere tells by how much.
    is_now = is_now / np.median(is_now[~here] / np.maximum(was[~here], 1.0))
    enough = max(CHANGED_FROM * float(np.median(was)), NOISE_LEVELS)
    changed = np.maximum(_beyond(is_now, was), _beyond(was, is_now)) > enough
    if changed[~here].mean() > MOVED_SHARE:
        return float("nan")
    return float(changed[here].mean())


_SEEN_SHARE = 0.3
"""Less of the place inside the picture shows too little."""


def _typical(glimpses: Bytes) -> Floats:
    typical: Floats = np.median(glimpses.astype(np.float64), axis=0)
    return np.maximum(typical, 1.0)


def _beyond(one: Floats, other: Floats) -> Floats:
    """Return by how much a picture is lighter or darker than all that is near in another."""
    near = np.ones((SWAY_PX, SWAY_PX), np.uint8)
    lighter, darker = one - cv2.dilate(other, near), cv2.erode(other, near) - one
    beyond: Floats = np.maximum(np.maximum(lighter, darker), 0.0)
    return beyond
