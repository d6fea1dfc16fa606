"""A video as a few small grey pictures a second: enough to see whether a box stands there."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import cv2
import numpy as np

from tilcoach.load_detection.packed_pictures import (
    PackedPicture,
    PackedPictures,
    Packer,
    Pictures,
)
from tilcoach.pose import VideoFrame
from tilcoach.pose.arrays import Bytes, Floats, checked_floats, freeze

THUMBNAIL_PIXELS = 96 * 96
"""In all, whatever the shape of the picture: a box of 25 cm, seen from 4 m, is still 5 pixels wide;
faces and text are not to be recognised. 160 pixels of width separated loads from empty hands by
their place no better (tune split)."""

GROUP_THUMBNAIL_PIXELS = 6 * THUMBNAIL_PIXELS
"""With several people in view each is half as tall in the picture: with so many pixels a body is
65 to 90 pixels tall, as one person alone is in the smaller thumbnail. There a body of four was 26
to 36 pixels tall and a box 6, no more than a person sways. Nine times as many saw no more loads
(`tune` films of groups), and more of the jitter of the hands."""

THUMBNAIL_EVERY_S = 0.2
"""Two or three thumbnails fit between being upright and the verdict."""


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """N small grey pictures of one video.

    Attributes
    ----------
    grey
        Shape (N, h, w), uint8; an array is read-only, packed ones are unpacked when asked for.
    time_s
        Shape (N,): seconds since the first frame, strictly increasing.
    shrink
        Thumbnail pixels per pixel of the video.
    """

    grey: Pictures
    time_s: Floats
    shrink: float

    def __post_init__(self) -> None:
        """Check the shapes once and lock the arrays."""
        object.__setattr__(self, "time_s", checked_floats(self.time_s, (None,), "time_s"))
        if len(self.grey.shape) != _AXES or len(self.grey) != len(self.time_s):
            message = f"grey: expected shape ({len(self.time_s)}, h, w), got {self.grey.shape}"
            raise ValueError(message)
        if isinstance(self.grey, np.ndarray):
            object.__setattr__(self, "grey", freeze(self.grey))

    def __len__(self) -> int:
        """Return the number of thumbnails."""
        return len(self.time_s)

    def all(self) -> Bytes:
        """Return all thumbnails, shape (N, h, w)."""
        return self.grey[np.ones(len(self), dtype=bool)]

    def between(self, start_s: float, end_s: float) -> Bytes:
        """Return the thumbnails in ``[start_s, end_s]``, shape (M, h, w).

        Parameters
        ----------
        start_s, end_s
            Seconds since the first frame.
        """
        return self.grey[(self.time_s >= start_s) & (self.time_s <= end_s)]


_AXES = 3


class ThumbnailRecorder:
    """Takes thumbnails of a stream in memory; has state, and forgets those older than `keep_s`."""

    def __init__(self, keep_s: float = float("inf"), persons: int = 1) -> None:
        self._keep_s = keep_s
        self._pixels = THUMBNAIL_PIXELS if persons == 1 else GROUP_THUMBNAIL_PIXELS
        self._kept: deque[tuple[float, PackedPicture]] = deque()
        self._packer = Packer()
        self._size_px = (1, 1)
        self._shrink = 1.0

    def add(self, frame: VideoFrame) -> None:
        """Take a thumbnail of a frame, when the last one is old enough.

        Parameters
        ----------
        frame
            Later than the frame before; one of another size begins again, and one without pixels
            is of a stream of which only the landmarks are known.
        """
        if not frame.bgr.size:
            return
        if self._kept and frame.time_s - self._kept[-1][0] < THUMBNAIL_EVERY_S - _CLOCK_S:
            return
        grey = _shrunk(frame.bgr, self._pixels)
        if grey.shape != self._size_px:
            self._kept.clear()
            self._size_px = (grey.shape[0], grey.shape[1])
        self._kept.append((frame.time_s, self._packer.pack(grey)))
        self._shrink = grey.shape[1] / frame.bgr.shape[1]
        while frame.time_s - self._kept[0][0] > self._keep_s:
            self._kept.popleft()

    def thumbnails(self) -> Thumbnails:
        """Return what was kept so far."""
        times = np.array([time_s for time_s, _ in self._kept])
        pictures = PackedPictures([packed for _, packed in self._kept], self._size_px)
        return Thumbnails(pictures, times, self._shrink)


_CLOCK_S = 0.01
"""Frame times are not exact; five thumbnails of a 15 Hz video should stay five."""


def _shrunk(bgr: Bytes, pixels: int) -> Bytes:
    height, width = bgr.shape[:2]
    shrink = min((pixels / (width * height)) ** 0.5, 1.0)
    size = (max(round(width * shrink), 1), max(round(height * shrink), 1))
    small = cv2.resize(bgr, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
