"""How fast a sample film plays: at its own rate, or as slowly as the coach needs it."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator

from tilcoach.pose import VideoFrame
from tilcoach.video import FrameSource

MOST_BEHIND = 2
"""So many pictures the coach may be behind the film: then it looks at every second one at least,
enough for the quickest lift."""
_LOOK_S = 0.005


def paced(
    film: FrameSource,
    behind: Callable[[], int],
    goes_on: Callable[[], bool],
    clock: Callable[[], float] = time.monotonic,
    wait: Callable[[float], object] | None = None,
) -> Iterator[VideoFrame]:
    """Give each frame when it is due, and later when the coach is not ready for it.

    A camera cannot wait; a film can, and so a slow computer shows the same lifts, only slower.

    Parameters
    ----------
    film
        Gives its frames at once.
    behind
        How many pictures have come after the newest one that the coach has looked at.
    goes_on
        Whether anybody still looks.
    clock
        Seconds, rising.
    wait
        Waits for so many seconds; a test brings one that goes with its clock.
    """
    wait = wait or threading.Event().wait
    start_s = -math.inf
    for frame in film:
        while goes_on() and behind() >= MOST_BEHIND:
            wait(_LOOK_S)
        if not goes_on():
            return
        start_s = max(start_s, clock() - frame.time_s)
        wait(max(start_s + frame.time_s - clock(), 0.0))
        yield frame
