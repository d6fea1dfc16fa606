"""A camera of this machine as a source of frames."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tilcoach.errors import VideoError
from tilcoach.pose import SourceInfo, VideoFrame
from tilcoach.video.frame_clock import FrameClock
from tilcoach.video.simulated_camera import SimulatedCamera
from tilcoach.video.source import FrameSource

_USUAL_RATE_HZ = 30.0  # most webcams, when the rate is not known
_ASKED_PX = (640, 480)  # what the pose model needs; more pixels only cost time


class Camera:
    """The frames of a camera, timed by the clock of this machine."""

    def __init__(
        self,
        index: int,
        open_capture: Callable[[int], Any] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        import cv2  # noqa: PLC0415 - slow to import, and --help must not wait for it

        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # it becomes a sentence
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
        """The properties of the camera, and the number of frames so far."""
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
        """Yield the frames until the camera is closed."""
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
        """Release the camera; closing twice is fine."""
        self._capture.release()


def capture_backend() -> int:
    """Return the number of OpenCV's way to the cameras of this system.

    Named and not left to OpenCV, since another way may count the same cameras differently. On
    Windows it is DirectShow, which opens a camera at once; the newer way may take half a minute.
    """
    import cv2  # noqa: PLC0415

    backends = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_DSHOW}
    return int(backends.get(sys.platform, cv2.CAP_ANY))


FILM_VARIABLE = "TILCOACH_CAMERA"
"""A film, or several as in ``$PATH``, that stands in for the cameras of this machine.

Set, but empty: there are none.
"""


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera that can be opened.

    Attributes
    ----------
    key
        Tells it from the others: its number, or the film in its place.
    name
        As the system calls it.
    film
        What plays in the place of a camera; None for a real one.
    """

    key: str
    name: str
    film: Path | None = None

    def open(self) -> FrameSource:
        """Open the camera; from now on its light is on."""
        return Camera(int(self.key)) if self.film is None else SimulatedCamera(self.film)


def find_cameras() -> tuple[CameraDevice, ...]:
    """Return the cameras of this machine, without opening any; empty when there are none."""
    films = os.environ.get(FILM_VARIABLE)
    if films is not None:
        paths = (Path(film) for film in films.split(os.pathsep) if film)
        return tuple(CameraDevice(str(path), path.stem, path) for path in paths)
    if sys.platform not in {"linux", "darwin", "win32"}:
        return ()  # other systems would open each one to see whether it exists
    from cv2_enumerate_cameras import enumerate_cameras  # noqa: PLC0415 - brings OpenCV

    found = sorted(enumerate_cameras(capture_backend()), key=lambda camera: camera.index)
    return tuple(CameraDevice(str(camera.index), camera.name) for camera in found)
