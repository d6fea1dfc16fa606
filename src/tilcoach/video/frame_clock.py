"""Reliable timestamps: they start at zero and strictly increase."""

from __future__ import annotations

import math

# A clock that goes back further than this was restarted (two recordings in one file); less is
# a single frame out of place.
_RESTART_S = 1.0

# Nobody films with longer pauses, a time-lapse excepted, whose usual interval is long as well.
_LONGEST_PAUSE_S = 600.0
_LONGEST_PAUSE_INTERVALS = 10.0


class FrameClock:
    """Turns a source's own timestamps into strictly rising seconds since the first frame.

    A missing timestamp is filled in from the usual interval. A frame that comes no later than the
    one before it is dropped, for no measurement over time can use it. A clock that restarts, or
    leaps ahead as none does, is taken up where the old one stopped.

    Attributes
    ----------
    dropped
        How many frames were refused so far.
    repaired
        How many timestamps were made up so far.
    """

    def __init__(self, interval_s: float) -> None:
        self._interval_s = interval_s
        self._offset_s = math.nan
        self._last_s = -math.inf
        self.dropped = 0
        self.repaired = 0

    def update(self, source_s: float | None) -> float | None:
        """Return the seconds since the first frame, or None when the frame must be dropped."""
        if math.isinf(self._last_s):
            self._offset_s = source_s or 0.0
            self._last_s = 0.0
            self.repaired += source_s is None
            return self._last_s
        time_s = self._next_s if source_s is None else source_s - self._offset_s
        if source_s is not None and self._leaps(time_s):
            self._offset_s = source_s - self._next_s
            time_s = self._next_s
            self.repaired += 1
        self.repaired += source_s is None
        if time_s <= self._last_s:
            self.dropped += 1
            return None
        self._last_s = time_s
        return time_s

    def _leaps(self, time_s: float) -> bool:
        """Return whether a clock was reset."""
        pause_s = max(_LONGEST_PAUSE_S, _LONGEST_PAUSE_INTERVALS * self._interval_s)
        return not -_RESTART_S < time_s - self._last_s < pause_s

    @property
    def _next_s(self) -> float:
        return self._last_s + self._interval_s
