"""The time of a live stream, and how far what we see is behind what happens."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

_SMALLEST_STEP_S = 0.001  # the pose model counts in whole milliseconds


class Timed(Protocol):
    """What the clock asks of a frame; an `av.VideoFrame` is one."""

    @property
    def pts(self) -> int | None:
        """The frame's own timestamp, in units of ``time_base``."""
        ...

    @property
    def time_base(self) -> Fraction | None:
        """Seconds per unit."""
        ...


class StreamClock:
    """Turns the timestamps of frames into rising seconds, and measures the lag.

    The timestamps are set where the picture is taken, so they stay evenly spaced when the way
    from there is not. When frames arrive later and later after their own timestamps, the
    picture lags: nothing in the chain drops frames by itself when a computer is too busy.
    """

    def __init__(self) -> None:
        self._zero_s: float | None = None
        self._newest_s = -_SMALLEST_STEP_S
        self._shortest_way_s = float("inf")
        self.lag_s = 0.0

    def read(self, frame: Timed, now_s: float) -> float:
        """Return the time of a frame, in seconds since the first, and update the lag.

        Parameters
        ----------
        frame
            The frames come in the order in which they arrive.
        now_s
            The moment of arrival, on a clock that never jumps.
        """
        stamp_s = _stamp_s(frame, now_s)
        if self._zero_s is None:
            self._zero_s = stamp_s
        way_s = now_s - stamp_s
        self._shortest_way_s = min(self._shortest_way_s, way_s)
        self.lag_s = way_s - self._shortest_way_s
        # A stream that starts anew counts from zero again; time still only goes on.
        self._newest_s = max(stamp_s - self._zero_s, self._newest_s + _SMALLEST_STEP_S)
        return self._newest_s


def _stamp_s(frame: Timed, now_s: float) -> float:
    if frame.pts is None or frame.time_base is None:
        return now_s
    return float(frame.pts * frame.time_base)
