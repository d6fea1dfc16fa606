"""What the set-up needs to know of a frame beside the bodies in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from tilcoach.pose import VideoFrame

_EVERY_PX = 8  # a mean over each 64th pixel is the same mean, and costs nothing


@dataclass(frozen=True, slots=True)
class FrameStatistics:
    """The size of a frame and how light it is.

    Attributes
    ----------
    width_px, height_px
        Of the frame.
    brightness
        The mean of all pixels, 0 black to 255 white.
    """

    width_px: int
    height_px: int
    brightness: float

    @classmethod
    def of(cls, frame: VideoFrame) -> Self:
        """Look at a frame."""
        brightness = float(frame.bgr[::_EVERY_PX, ::_EVERY_PX].mean())
        return cls(frame.width_px, frame.height_px, brightness)
