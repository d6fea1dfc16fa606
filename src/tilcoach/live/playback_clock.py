"""The pace of a sample film: its own frame rate, or slower when the coach cannot keep up."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator

from tilcoach.pose import VideoFrame
from tilcoach.video import FrameSource

MAX_BACKLOG = 2
"""Frames that may wait for the coach: it then analyses at least every second one, which is enough
for the quickest lift."""
_POLL_S = 0.005


def paced(
    film: FrameSource,
    backlog: Callable[[], int],
    is_active: Callable[[], bool],
    clock: Callable[[], float] = time.monotonic,
    wait: Callable[[float], object] | None = None,
) -> Iterator[VideoFrame]:
    """Yield each frame when it is due, or later when the coach is not ready for it.

    A camera cannot wait; a film can, so a slow computer shows the same lifts, only slower.
    """
    wait = wait or threading.Event().wait
    start_s = -math.inf
    for frame in film:
        while is_active() and backlog() >= MAX_BACKLOG:
            wait(_POLL_S)
        if not is_active():
            return
        start_s = max(start_s, clock() - frame.time_s)
        wait(max(start_s + frame.time_s - clock(), 0.0))
        yield frame
