"""One picture of a video."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tilcoach.pose.arrays import Bytes, freeze

_COLOUR_AXES = 3


@dataclass(frozen=True, slots=True)
class VideoFrame:
    """One picture with the moment at which it was taken.

    Attributes
    ----------
    bgr
        Pixels, shape (height, width, 3), uint8, in the order blue, green, red; read-only.
    time_s
        Seconds since the first frame, by the source's own clock; strictly increasing.
    index
        The number of the frame in its source, from 0; a dropped frame leaves a gap.
    """

    bgr: Bytes
    time_s: float
    index: int

    def __post_init__(self) -> None:
        """Check the pixels once and lock them."""
        if self.bgr.ndim != _COLOUR_AXES or self.bgr.shape[2] != _COLOUR_AXES:
            message = f"bgr: expected shape (height, width, 3), got {self.bgr.shape}"
            raise ValueError(message)
        if self.bgr.dtype != np.uint8:
            message = f"bgr: expected uint8, got {self.bgr.dtype}"
            raise ValueError(message)
        object.__setattr__(self, "bgr", freeze(self.bgr))

    @property
    def width_px(self) -> int:
        """Width of the picture in pixels."""
        return int(self.bgr.shape[1])

    @property
    def height_px(self) -> int:
        """Height of the picture in pixels."""
        return int(self.bgr.shape[0])
