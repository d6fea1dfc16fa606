"""Frames from a browser: a buffer of one, in which the newest frame wins."""

from __future__ import annotations

import threading

from tilcoach.pose import VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.video.frame_clock import FrameClock

_USUAL_RATE_HZ = 30.0


class LatestFrame:
    """A place for one frame between the thread that receives and the thread that works.

    The receiver is never held up, and the worker always gets the newest frame: when it is slow,
    frames are dropped instead of piling up.

    Attributes
    ----------
    dropped
        How many frames were replaced, or refused for their time, before the worker came for them.
    """

    def __init__(self) -> None:
        self._ready = threading.Condition()
        self._clock = FrameClock(1 / _USUAL_RATE_HZ)
        self._waiting: VideoFrame | None = None
        self._count = 0
        self._closed = False
        self.dropped = 0

    def put(self, bgr: Bytes, time_s: float | None) -> None:
        """Put a frame; one that is still waiting is dropped."""
        with self._ready:
            index, self._count = self._count, self._count + 1
            rising_s = self._clock.update(time_s)
            if rising_s is None:
                self.dropped += 1
                return
            self.dropped += self._waiting is not None
            self._waiting = VideoFrame(bgr, rising_s, index)
            self._ready.notify()

    def take(self, timeout_s: float | None = None) -> VideoFrame | None:
        """Wait for a frame and take it; None after the timeout, or when the buffer is closed."""
        with self._ready:
            self._ready.wait_for(lambda: self._waiting is not None or self._closed, timeout_s)
            frame, self._waiting = self._waiting, None
            return None if self._closed else frame

    def close(self) -> None:
        """Release the worker: no more frames follow."""
        with self._ready:
            self._closed = True
            self._ready.notify_all()
