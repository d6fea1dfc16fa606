"""Writes a video that any browser plays: VP9 in MP4."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import numpy as np

from tilcoach.atomic_files import atomic_path
from tilcoach.errors import StoreError
from tilcoach.pose.arrays import Bytes

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import OutputContainer
    from av.video.stream import VideoStream

_TICKS_PER_S = 90_000  # the usual clock of video streams; precise enough for any frame rate
_TICK_S = Fraction(1, _TICKS_PER_S)
_RATE_HZ = 30  # only a hint to the encoder; the pictures carry their own times
_KEY_EVERY = 60  # pictures; a browser seeks to these
_USUAL_TICKS = _TICKS_PER_S // _RATE_HZ  # how long a picture that is alone stays
_BT_601: Final = 5  # FFmpeg's number of the colours that OpenCV converts to
# libvpx, and not x264, which is GPL: docs/decisions/0022-free-films.md has the figures.
# A constant quality at the fastest pace; every picture comes out at once.
_OPTIONS = {
    "deadline": "realtime",
    "cpu-used": "8",
    "crf": "32",
    "b": "0",
    "lag-in-frames": "0",
    "row-mt": "1",
    "tile-columns": "1",
}
_FASTSTART = {"movflags": "+faststart"}  # the index first, so that it plays at once


class _Discard(Exception):  # noqa: N818  never leaves this file
    """There is no whole video to keep."""


class VideoWriter:
    """Writes pictures with their own times; the file appears whole or not at all.

    Only this user can read it: a film of a body is nobody else's.

    Use as a context manager: the file gets its name at the end of the block, and nothing is left
    behind when the block ends with an exception or without a picture.
    """

    def __init__(self, path: Path, width: int, height: int) -> None:
        self.path = path
        self._size_px = (width, height)
        self._last_tick = -1
        self._ticks = _USUAL_TICKS  # between the last two pictures
        self._on_disk = ExitStack()
        with self._store_errors(), ExitStack() as opened:
            self._part = opened.enter_context(atomic_path(path))
            self._container, self._stream = self._open()
            self._on_disk = opened.pop_all()

    def write(self, bgr: Bytes, time_s: float) -> None:
        """Add a picture."""
        import av  # noqa: PLC0415 - slow to import, and --help must not wait for it

        if bgr.shape[1::-1] != self._size_px:
            message = f"bgr: expected width and height {self._size_px}, got {bgr.shape[1::-1]}"
            raise ValueError(message)
        frame = av.VideoFrame.from_ndarray(_yuv(_even(bgr)), format="yuv420p")
        tick = max(round(time_s * _TICKS_PER_S), self._last_tick + 1)
        if self._last_tick >= 0:
            self._ticks = tick - self._last_tick
        self._last_tick = tick
        frame.pts, frame.time_base = tick, _TICK_S
        with self._store_errors():
            self._encode(frame)

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Finish the file and give it its name, or remove it."""
        with suppress(_Discard), self._store_errors(), self._on_disk, closing(self._container):
            if exc_type is not None or self._last_tick < 0:
                raise _Discard
            self._encode(None)

    def _encode(self, frame: VideoFrame | None) -> None:
        """Encode a picture, or what is left; the last stays as long as the one before it."""
        for packet in self._stream.encode(frame):
            packet.duration = self._ticks
            self._container.mux(packet)

    def _open(self) -> tuple[OutputContainer, VideoStream]:
        import av  # noqa: PLC0415

        width, height = self._size_px
        container = av.open(str(self._part), "w", format="mp4", options=_FASTSTART)
        stream = container.add_stream("libvpx-vp9", rate=_RATE_HZ, options=_OPTIONS)
        stream.width, stream.height = width + width % 2, height + height % 2
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = _TICK_S
        stream.codec_context.gop_size = _KEY_EVERY
        stream.codec_context.colorspace = _BT_601
        return container, stream

    @contextmanager
    def _store_errors(self) -> Iterator[None]:
        """Turn errors of FFmpeg and the system into a `StoreError`."""
        try:
            yield
        except OSError as error:  # FFmpeg's errors about files are of this kind too
            cause = error.strerror or error
            sentence = "{path} cannot be written ({cause}): check the folder and the space."
            raise StoreError(sentence, path=self.path, cause=cause) from error


def _yuv(bgr: Bytes) -> Bytes:
    """Return a picture in YUV; OpenCV converts twice as fast as FFmpeg, with the same colours."""
    import cv2  # noqa: PLC0415

    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2YUV_I420), np.uint8)


def _even(bgr: Bytes) -> Bytes:
    """Repeat the last row and column where a side is odd: the film halves its colours."""
    height, width = bgr.shape[:2]
    if height % 2 == width % 2 == 0:
        return bgr
    return np.pad(bgr, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
