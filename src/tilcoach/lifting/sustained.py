"""Values that last: a limit is passed only when it stays passed for a while."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tilcoach.pose.arrays import Floats


@dataclass(frozen=True, slots=True)
class Peak:
    """The highest level that a measure held for a while.

    Attributes
    ----------
    value
        The level; NaN when nothing was measured for long enough.
    start_s, end_s
        The stretch over which the measure stayed at or above the level; NaN with it.
    """

    value: float
    start_s: float
    end_s: float


NO_PEAK = Peak(float("nan"), float("nan"), float("nan"))
"""Nothing was measured for long enough."""


def sustained_peak(time_s: Floats, values: Floats, hold_s: float) -> Peak:
    """Return the highest level at or above which the values stayed for ``hold_s``.

    The largest, over all windows of that length, of the smallest value in the window. A window
    with a missing value does not count.

    Parameters
    ----------
    time_s
        Shape (T,), strictly increasing.
    values
        Shape (T,); NaN = not measured.
    hold_s
        How long the level has to be held.
    """
    ends = np.searchsorted(time_s, time_s + hold_s - _EPSILON_S)
    starts = np.flatnonzero(ends < len(time_s))
    ends = ends[starts]
    # Out of sight for longer than the stretch itself does not count as held.
    kept = time_s[ends] - time_s[ends - 1] <= hold_s
    starts, ends = starts[kept], ends[kept]
    if not len(starts):
        return NO_PEAK
    bounds = np.column_stack([starts, ends + 1]).ravel()
    levels = np.minimum.reduceat(np.append(values, np.nan), bounds)[::2]
    levels = np.where(np.isfinite(levels), levels, -np.inf)
    best = int(levels.argmax())
    if levels[best] == -np.inf:
        return NO_PEAK
    return Peak(float(levels[best]), float(time_s[starts[best]]), float(time_s[ends[best]]))


_EPSILON_S = 1e-6


def furthest_turn(time_s: Floats, angle_deg: Floats, hold_s: float) -> Peak:
    """Return the sustained angle that is furthest from zero, with its sign.

    Parameters
    ----------
    time_s
        Shape (T,), strictly increasing.
    angle_deg
        Shape (T,); NaN = not measured.
    hold_s
        How long the angle has to be held.
    """
    left = sustained_peak(time_s, angle_deg, hold_s)
    right = sustained_peak(time_s, -angle_deg, hold_s)
    if np.isnan(left.value) or right.value > left.value:
        return Peak(-right.value, right.start_s, right.end_s)
    return left
