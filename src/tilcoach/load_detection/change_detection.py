"""Whether a place in the picture looks different before and after a bend.

A load that is picked up leaves the floor without it, and one that is put down stays there; tying a
shoe leaves the floor as it was.
"""

from __future__ import annotations

import cv2
import numpy as np

from tilcoach.pose.arrays import Bools, Bytes, Floats

CHANGED_FROM = 0.045
"""Of the picture's own brightness, so that a dim room counts as a bright one does: 8 of 180 grey
levels. A webcam's noise stays below 1 level once a thumbnail has averaged 40 pixels, and"""

NOISE_LEVELS = 2.0
"""so many grey levels are never taken for a change."""

SWAY_PX = 5
"""Side of the square, in thumbnail pixels, within which a pixel may have moved: a person who comes
up again does not stand on the pixel where she stood before."""

MOVED_SHARE = 0.2
"""So much changed elsewhere means that the camera moved, or the light: then nothing can be seen."""

ELSEWHERE_WEIGHT = 1.5
"""What changes elsewhere, times this, changes here too without a load: passers-by, a shaking
camera."""


def change_share(
    before: Bytes,
    after: Bytes,
    place: Bools,
    elsewhere: Bools,
    hidden: tuple[Bools, Bools] | None = None,
) -> float:
    """Return which share of a place changed, 0 to 1; NaN when it cannot be seen.

    Parameters
    ----------
    before, after
        Shape (N, h, w) and (M, h, w): thumbnails before and after.
    place
        Shape (h, w): the pixels of the place that can be seen in both.
    elsewhere
        Shape (h, w): pixels that neither the body nor a load ever covers.
    hidden
        Shape (N, h, w) and (M, h, w): what other people cover in each; None when there are none.
    """
    if not len(before) or not len(after) or not place.any() or not elsewhere.any():
        return float("nan")
    if hidden is None:
        was, is_now = _typical(before), _typical(after)
    else:
        was, is_now = _both_typical(before, after, hidden)
    # The camera adapts its exposure; what is elsewhere tells by how much.
    is_now = is_now / np.median(is_now[elsewhere] / was[elsewhere])
    enough = max(CHANGED_FROM * float(np.median(was)), NOISE_LEVELS)
    apart = np.maximum(beyond(is_now, was, SWAY_PX), beyond(was, is_now, SWAY_PX))
    changed = apart > enough
    around = float(changed[elsewhere].mean())
    if around > MOVED_SHARE:
        return float("nan")
    return max(float(changed[place].mean()) - ELSEWHERE_WEIGHT * around, 0.0)


def _typical(thumbnails: Bytes) -> Floats:
    typical: Floats = np.median(thumbnails.astype(np.float32), axis=0)
    return np.maximum(typical, 1.0)


def _both_typical(
    before: Bytes, after: Bytes, hidden: tuple[Bools, Bools]
) -> tuple[Floats, Floats]:
    """Return both without other people; as it was where one of them is never to be seen."""
    was, is_now = (
        np.ma.median(np.ma.masked_array(one, out, dtype=np.float32), axis=0)  # type: ignore[no-untyped-call]
        for one, out in zip((before, after), hidden, strict=True)
    )
    was, is_now = was.filled(is_now.filled(1.0)), is_now.filled(was.filled(1.0))
    return np.maximum(was, 1.0), np.maximum(is_now, 1.0)


def beyond(one: Floats, other: Floats, near_px: int) -> Floats:
    """Return by how much a picture is lighter or darker than all that is near in another.

    Parameters
    ----------
    one, other
        Shape (h, w).
    near_px
        Side of the square that is near.
    """
    near = np.ones((near_px, near_px), np.uint8)
    lighter, darker = one - cv2.dilate(other, near), cv2.erode(other, near) - one
    further: Floats = np.maximum(np.maximum(lighter, darker), 0.0)
    return further
