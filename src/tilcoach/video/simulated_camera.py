"""A film that stands in for a camera: at its own rate, over and over.

Tests, demonstrations and measurements use it where there is no camera. It behaves as one does:
frames that nobody takes in time are gone, and a film that is taken away is a camera that is
unplugged. Another film in its place is taken up at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tilcoach.errors import VideoError
from tilcoach.pose import SourceInfo, VideoFrame
from tilcoach.video.file import VideoFile
from tilcoach.video.frame_clock import FrameClock

_TOO_LATE_S = 0.5


class SimulatedCamera:
    """The frames of a film as if from a camera, timed by the clock of this machine."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._path = path
        self._clock = clock
        self._closed = threading.Event()
        self._wait = wait or self._closed.wait
        self._frames = 0
        self._seen_for_s = 0.0
        if _identity(path) is None:
            sentence = (
                "Camera {index} cannot be opened: plug it in, close other programs that use it, "
                "and allow its use in the system's privacy settings."
            )
            raise VideoError(sentence, index=path.name)
        self._first = VideoFile(path).info

    @property
    def info(self) -> SourceInfo:
        """The properties of the film, and the number of frames so far."""
        return SourceInfo(
            name=f"camera {self._path.name}",
            sha256="",
            duration_s=self._seen_for_s,
            frame_rate_hz=self._first.frame_rate_hz,
            width_px=self._first.width_px,
            height_px=self._first.height_px,
            frames=self._frames,
        )

    def __iter__(self) -> Iterator[VideoFrame]:
        """Yield the frames when they are due, until the camera is closed."""
        times = FrameClock(1 / self._first.frame_rate_hz)
        for index, frame in enumerate(self._on_time()):
            time_s = times.update(self._clock())
            if time_s is not None:
                self._frames, self._seen_for_s = self._frames + 1, time_s
                yield VideoFrame(frame.bgr, time_s, index)

    def close(self) -> None:
        """Close the film; closing twice is fine."""
        self._closed.set()

    def _on_time(self) -> Iterator[VideoFrame]:
        """Yield each frame when it is due, and skip those that are late."""
        start_s = self._clock()
        while not self._closed.is_set():
            film, shown = VideoFile(self._path), _identity(self._path)
            interval_s = 1 / film.info.frame_rate_hz
            for frame in film:
                early_s = start_s + frame.time_s - self._clock()
                if early_s < -_TOO_LATE_S:  # reading is slower than real time: play it slower
                    start_s, early_s = start_s - early_s, 0.0
                if early_s < -interval_s:
                    continue
                self._wait(max(early_s, 0.0))
                if self._closed.is_set() or not self._still_shows(shown):
                    break
                yield frame
            film.close()
            start_s = self._clock() + interval_s

    def _still_shows(self, shown: _Identity | None) -> bool:
        """Return whether the same film is there; a missing one is an unplugged camera."""
        found = _identity(self._path)
        if found is None:
            sentence = "Camera {index} stopped giving pictures: check that it is plugged in."
            raise VideoError(sentence, index=self._path.name)
        return found == shown


_Identity = tuple[int, int]  # the file itself, and when it was written


def _identity(path: Path) -> _Identity | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
