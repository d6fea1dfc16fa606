"""Upright rectangles in a picture: where a body is, and where to search."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tilcoach.pose import Pose, VideoFrame


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in pixels.

    Attributes
    ----------
    left_px, top_px, right_px, bottom_px
        Its edges.
    """

    left_px: float
    top_px: float
    right_px: float
    bottom_px: float

    @property
    def longest_px(self) -> float:
        """The longer side."""
        return max(self.right_px - self.left_px, self.bottom_px - self.top_px)

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns of the picture."""
        return (
            slice(int(self.top_px), math.ceil(self.bottom_px)),
            slice(int(self.left_px), math.ceil(self.right_px)),
        )

    def grown(self, by_px: float) -> Box:
        """Return the box with so much more on every side."""
        return Box(
            self.left_px - by_px, self.top_px - by_px, self.right_px + by_px, self.bottom_px + by_px
        )

    def taller(self, by_px: float) -> Box:
        """Return the box with so much more above and below, and no less than it has."""
        more_px = max(by_px, 0.0)
        return Box(self.left_px, self.top_px - more_px, self.right_px, self.bottom_px + more_px)

    def within(self, frame: VideoFrame) -> Box:
        """Return the part of the box that lies in a frame."""
        x = np.clip([self.left_px, self.right_px], 0, frame.width_px)
        y = np.clip([self.top_px, self.bottom_px], 0, frame.height_px)
        return Box(float(x[0]), float(y[0]), float(x[1]), float(y[1]))

    def overlaps(self, other: Box) -> bool:
        """Return whether two boxes have a place in common."""
        beside = self.right_px < other.left_px or other.right_px < self.left_px
        above = self.bottom_px < other.top_px or other.bottom_px < self.top_px
        return not (beside or above)


_EDGE = 0.04  # of the body: landmarks lie within the skin, and the head above the eyes


def box_of(pose: Pose) -> Box:
    """Return the box of a body, a little wider than its landmarks."""
    low, high = np.nanmin(pose.image_px, axis=0), np.nanmax(pose.image_px, axis=0)
    box = Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    return box.grown(_EDGE * box.longest_px)


def search_windows(width_px: int, height_px: int) -> tuple[Box, ...]:
    """Return squares that cover a picture, each half over the next.

    The model sees a square of 224 pixels: in a whole wide picture a person is too small to find.
    """
    side = min(width_px, height_px)
    spare = max(width_px, height_px) - side
    count = math.ceil(2 * spare / side) + 1
    starts = np.linspace(0, spare, count).round().tolist()
    if width_px >= height_px:
        return tuple(Box(x, 0, x + side, side) for x in starts)
    return tuple(Box(0, y, side, y + side) for y in starts)
