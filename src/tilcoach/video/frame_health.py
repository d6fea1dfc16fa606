"""Detects a camera that sends black pictures, or the same one again and again."""

from __future__ import annotations

import numpy as np

from tilcoach.errors import VideoError
from tilcoach.pose.arrays import Bytes

BLACK = VideoError("The camera's picture is black: take the cover off the lens, or put on a light.")
STANDS_STILL = VideoError(
    "The camera's picture stands still: take out its plug, and put it in again."
)

_EVERY_PX = 8  # of rows and columns: enough to tell, and nothing that slows a picture down
_BLACK = 12  # of 255, the lightest spot: a webcam's noise in a dark room alone is more
_BLACK_FOR_S = 2.0  # many cameras begin with black pictures
_STILL_FOR_S = 4.0  # no camera gives the same picture twice: there is always noise


class FrameHealthMonitor:
    """Detects a camera that sends pictures but shows nothing; has state."""

    def __init__(self, *, may_stand_still: bool = False) -> None:
        self._may_stand_still = may_stand_still
        self._last: Bytes | None = None
        self._changed_s = float("-inf")
        self._light_s = float("-inf")

    def update(self, bgr: Bytes, time_s: float) -> VideoError | None:
        """Check a picture, and return its fault; None when all is well."""
        some = bgr[::_EVERY_PX, ::_EVERY_PX]
        if self._last is None or not np.array_equal(some, self._last):
            self._last, self._changed_s = some.copy(), time_s
        if self._light_s == float("-inf") or some.max() > _BLACK:
            self._light_s = time_s
        if time_s - self._light_s > _BLACK_FOR_S:
            return BLACK
        stands_still = time_s - self._changed_s > _STILL_FOR_S
        return STANDS_STILL if stands_still and not self._may_stand_still else None
