"""Writes a video that any browser plays: H.264 in MP4."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from tilcoach.errors import StoreError
from tilcoach.pose.arrays import Bytes

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.stream import VideoStream

_TICKS_PER_S = 90_000  # the usual clock of video streams; fine enough for any frame rate
_TICK_S = Fraction(1, _TICKS_PER_S)
_RATE_HZ = 30  # only a hint to the encoder; the pictures carry their own times
_KEY_EVERY = 60  # pictures; what a browser jumps to when someone drags along the time line
# No pictures that refer to later ones: with uneven times they would make the MP4 too short.
# Half the usual look ahead: 25 MB less at 1080p, and the file is no larger.
_OPTIONS = {"preset": "veryfast", "crf": "23", "bf": "0", "rc-lookahead": "5"}
_FASTSTART = {"movflags": "+faststart"}  # the table of contents first, so that it plays at once


class VideoWriter:
    """Writes pictures with their own times; the file appears whole or not at all.

    Only this user can read it: a film of a body is nobody else's.

    Use as a context manager: the file gets its name at the end of the block, and nothing is left
    behind when the block ends with an exception or without a picture.

    Parameters
    ----------
    path
        The file to write, ``.mp4``; its folder must exist.
    width, height
        Of the pictures, in pixels; an odd size is padded by one pixel.

    Raises
    ------
    StoreError
        If the file cannot be written; says where and why.
    """

    def __init__(self, path: Path, width: int, height: int) -> None:
        self.path = path
        self._size_px = (width, height)
        self._last_tick = -1
        self._part = self._reserve()
        try:
            with self._store_errors():
                self._container, self._stream = self._open()
        except StoreError:
            self._part.unlink()
            raise

    def write(self, bgr: Bytes, time_s: float) -> None:
        """Add a picture.

        Parameters
        ----------
        bgr
            Shape (height, width, 3), uint8, blue, green, red.
        time_s
            When it is shown, in seconds; later than the picture before it.

        Raises
        ------
        StoreError
            If the disk is full, for example.
        ValueError
            If the size differs from the writer's.
        """
        import av  # noqa: PLC0415 - slow to import, and --help must not wait for it

        if bgr.shape[1::-1] != self._size_px:
            message = f"bgr: expected width and height {self._size_px}, got {bgr.shape[1::-1]}"
            raise ValueError(message)
        frame = av.VideoFrame.from_ndarray(_yuv(_even(bgr)), format="yuv420p")
        self._last_tick = max(round(time_s * _TICKS_PER_S), self._last_tick + 1)
        frame.pts, frame.time_base = self._last_tick, _TICK_S
        with self._store_errors():
            self._container.mux(self._stream.encode(frame))

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Finish the file and give it its name, or remove what there is of it."""
        try:
            if exc_type is None and self._last_tick >= 0:
                self._finish()
        finally:
            self._container.close()
            self._part.unlink(missing_ok=True)

    def _finish(self) -> None:
        with self._store_errors():
            self._container.mux(self._stream.encode(None))
            self._container.close()
            self._part.replace(self.path)

    def _reserve(self) -> Path:
        """Make an empty file beside the one to come, under a name that nobody else has."""
        with self._store_errors():
            handle, name = tempfile.mkstemp(
                prefix=f".{self.path.stem}-", suffix=".part", dir=self.path.parent
            )
            os.close(handle)
        return Path(name)

    def _open(self) -> tuple[OutputContainer, VideoStream]:
        import av  # noqa: PLC0415

        width, height = self._size_px
        container = av.open(str(self._part), "w", format="mp4", options=_FASTSTART)
        stream = container.add_stream("libx264", rate=_RATE_HZ, options=_OPTIONS)
        stream.width, stream.height = width + width % 2, height + height % 2
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = _TICK_S
        stream.codec_context.gop_size = _KEY_EVERY
        return container, stream

    @contextmanager
    def _store_errors(self) -> Iterator[None]:
        """Say in a sentence what FFmpeg or the system has against it."""
        try:
            yield
        except OSError as error:  # FFmpeg's errors about files are of this kind too
            cause = error.strerror or error
            sentence = "{path} cannot be written ({cause}): check the folder and the space."
            raise StoreError(sentence, path=self.path, cause=cause) from error


def _yuv(bgr: Bytes) -> Bytes:
    """Return what H.264 encodes; OpenCV is twice as fast at it as FFmpeg, with the same colours."""
    import cv2  # noqa: PLC0415

    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2YUV_I420), np.uint8)


def _even(bgr: Bytes) -> Bytes:
    """Repeat the last row and column where a side is odd: H.264 halves its colours."""
    height, width = bgr.shape[:2]
    if height % 2 == width % 2 == 0:
        return bgr
    return np.pad(bgr, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
