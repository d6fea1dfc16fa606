"""The time of a live stream, and its lag behind real time."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

_MIN_INTERVAL_S = 0.001  # the pose model counts in whole milliseconds


class TimestampedFrame(Protocol):
    """What the clock needs of a frame; an `av.VideoFrame` is one."""

    @property
    def pts(self) -> int | None:
        """The frame's own timestamp, in units of ``time_base``."""
        ...

    @property
    def time_base(self) -> Fraction | None:
        """Seconds per unit."""
        ...


class StreamClock:
    """Turns the timestamps of frames into increasing seconds, and measures the lag.

    Timestamps are set at capture, so they stay evenly spaced when the transport is not. When
    frames arrive later and later after their timestamps, the stream lags: nothing in the chain
    drops frames by itself when a computer is too busy.
    """

    def __init__(self) -> None:
        self._zero_s: float | None = None
        self._newest_s = -_MIN_INTERVAL_S
        self._shortest_transport_s = float("inf")
        self.lag_s = 0.0

    def read(self, frame: TimestampedFrame, now_s: float) -> float:
        """Return the time of a frame, in seconds since the first, and update the lag."""
        timestamp_s = _timestamp_s(frame, now_s)
        if self._zero_s is None:
            self._zero_s = timestamp_s
        transport_s = now_s - timestamp_s
        self._shortest_transport_s = min(self._shortest_transport_s, transport_s)
        self.lag_s = transport_s - self._shortest_transport_s
        # A stream that restarts counts from zero again; time still only increases.
        self._newest_s = max(timestamp_s - self._zero_s, self._newest_s + _MIN_INTERVAL_S)
        return self._newest_s


def _timestamp_s(frame: TimestampedFrame, now_s: float) -> float:
    if frame.pts is None or frame.time_base is None:
        return now_s
    return float(frame.pts * frame.time_base)
