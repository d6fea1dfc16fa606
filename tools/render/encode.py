"""What a cheap webcam does to a picture, and H.264 with PyAV."""

from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import cv2
import numpy as np

from tools.render.arrays import Array, Picture
from tools.render.clip import Webcam


def mean_of(pictures: list[Picture]) -> Array:
    """Mean (H, W, 3) of pictures that were taken while the shutter was open."""
    mean: Array = np.mean([picture.astype(np.float64) for picture in pictures], axis=0)
    return mean


def degrade(picture: Array, webcam: Webcam, rng: np.random.Generator) -> Picture:
    """Soften a picture (H, W, 3) and add sensor noise, more of it in the dark parts."""
    soft = picture.astype(np.float32)
    if webcam.softness_px > 0:
        soft = cv2.GaussianBlur(soft, (0, 0), webcam.softness_px).astype(np.float32)
    if webcam.noise > 0:
        grain = rng.standard_normal(soft.shape, dtype=np.float32) * webcam.noise
        soft = soft + grain * (1.4 - 0.6 * soft / 255.0)
    return np.clip(soft, 0, 255).astype(np.uint8)


class VideoWriter:
    """Writes an H.264 file in MP4, its index in front so that a browser can start at once."""

    def __init__(self, path: Path, webcam: Webcam) -> None:
        self._container = av.open(str(path), "w", options={"movflags": "+faststart"})
        rate = Fraction(webcam.frame_rate_hz).limit_denominator(1001)
        self._stream = self._container.add_stream("libx264", rate=rate)
        self._stream.width, self._stream.height = webcam.width_px, webcam.height_px
        self._stream.pix_fmt = "yuv420p"
        self._stream.options = {"crf": str(webcam.crf), "preset": "slow", "threads": "1"}

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what is still inside, and close."""
        for packet in self._stream.encode():
            self._container.mux(packet)
        self._container.close()

    def write(self, picture: Picture) -> None:
        """Add a picture (H, W, 3), RGB."""
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        for packet in self._stream.encode(frame):
            self._container.mux(packet)
