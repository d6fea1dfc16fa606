"""Shares a computer between two streams: neither analyses more frames than both can have."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

SHARED_HZ = 15.0
"""Frames that each of two streams analyses in a second: verdicts need 12 (`MIN_FRAME_RATE_HZ`), the
model takes some 25 ms of a core, and the page and its pictures need the rest of two cores."""


class FramePace:
    """Lets a worker go on when its next frame is due; a worker that is slower never waits.

    Parameters
    ----------
    most_hz
        Frames in a second.
    """

    def __init__(self, most_hz: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval_s = 1 / most_hz
        self._clock = clock
        self._due_s = clock()

    def wait(self, ended: threading.Event) -> None:
        """Wait until the next frame is due, or until the stream has ended."""
        left_s = self._due_s - self._clock()
        if left_s > 0:
            ended.wait(left_s)
        # A late frame shifts the next ones: what was missed is not caught up.
        self._due_s = max(self._due_s, self._clock() - self._interval_s) + self._interval_s
