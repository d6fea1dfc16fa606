"""A camera of this machine as a source of frames."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from tilcoach.errors import VideoError
from tilcoach.pose import SourceInfo, VideoFrame
from tilcoach.video.clock import FrameClock

_USUAL_RATE_HZ = 30.0  # most webcams; for those that do not say
_ASKED_PX = (640, 480)  # what the pose model needs; more pixels only cost time


class Camera:
    """The frames of a camera, for as long as it gives them, by this machine's own clock.

    Parameters
    ----------
    index
        0 for the first camera.
    open_capture
        Opens a camera by its index; OpenCV's ``VideoCapture`` when left out. Its backend is the one
        that counts cameras as the list of `find_cameras` does.
    clock
        Seconds, rising.

    Raises
    ------
    VideoError
        If there is no such camera, or another program uses it.
    """

    def __init__(
        self,
        index: int,
        open_capture: Callable[[int], Any] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        import cv2  # noqa: PLC0415 - slow to import, and --help must not wait for it

        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # we say it in words
        self.index = index
        self._clock = clock
        opener = open_capture or (lambda number: cv2.VideoCapture(number, capture_backend()))
        self._capture: Any = opener(index)
        self._frames = 0
        self._seen_for_s = 0.0
        if not self._capture.isOpened():
            self.close()
            sentence = (
                "Camera {index} cannot be opened: plug it in, close other programs that use it, "
                "and allow its use in the system's privacy settings."
            )
            raise VideoError(sentence, index=index)
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # no old pictures: newest wins
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, _ASKED_PX[0])
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _ASKED_PX[1])
        self._rate_hz = self._capture.get(cv2.CAP_PROP_FPS) or _USUAL_RATE_HZ
        self._size_px = (
            int(self._capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
            int(self._capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        )

    @property
    def info(self) -> SourceInfo:
        """What the camera says of itself, and how much was seen of it so far."""
        return SourceInfo(
            name=f"camera {self.index}",
            sha256="",
            duration_s=self._seen_for_s,
            frame_rate_hz=self._rate_hz,
            width_px=self._size_px[0],
            height_px=self._size_px[1],
            frames=self._frames,
        )

    def __iter__(self) -> Iterator[VideoFrame]:
        """Give the frames until the camera is closed.

        Raises
        ------
        VideoError
            If the camera stops giving pictures: unplugged, for example.
        """
        times = FrameClock(1 / self._rate_hz)
        index = 0
        while self._capture.isOpened():
            seen, bgr = self._capture.read()
            time_s = times.update(self._clock())
            if not seen:
                sentence = "Camera {index} stopped giving pictures: check that it is plugged in."
                raise VideoError(sentence, index=self.index)
            if time_s is not None:
                self._frames, self._seen_for_s = self._frames + 1, time_s
                yield VideoFrame(bgr, time_s, index)
            index += 1

    def close(self) -> None:
        """Let go of the camera; closing twice is fine."""
        self._capture.release()


def capture_backend() -> int:
    """Return the number of OpenCV's way to the cameras of this system.

    Named and not left to OpenCV, since another way may count the same cameras differently. On
    Windows it is DirectShow, which opens a camera at once; the newer way may take half a minute.
    """
    import cv2  # noqa: PLC0415

    backends = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_DSHOW}
    return int(backends.get(sys.platform, cv2.CAP_ANY))
