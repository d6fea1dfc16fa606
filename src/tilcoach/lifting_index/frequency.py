"""The frequency multiplier: how often, and for how long at a stretch.

References
----------
Waters, Putz-Anderson & Garg 1994, DHHS (NIOSH) 94-110: table 5, and section 1.3.5 for what counts
as short, moderate and long. Between two rows it is read linearly (section 1.3).
"""

from __future__ import annotations

import numpy as np

from tilcoach.lifting_index.multipliers import KNUCKLE_HEIGHT_CM
from tilcoach.pose.arrays import Floats

SHORT_H, MODERATE_H, LONG_H = 1.0, 2.0, 8.0
"""Up to so many hours at a stretch a column of the table holds. Longer it was not made for."""

LEAST_PER_MIN = 0.2
"""Once in five minutes: less often counts as often (table 5, note)."""

_PER_MIN = (0.2, 0.5, *range(1, 17))
_LOW_HANDS = {
    SHORT_H: (1, 0.97, 0.94, 0.91, 0.88, 0.84, 0.80, 0.75, 0.70, 0.60, 0.52, 0.45, 0.41, 0.37),
    MODERATE_H: (0.95, 0.92, 0.88, 0.84, 0.79, 0.72, 0.60, 0.50, 0.42, 0.35, 0.30, 0.26),
    LONG_H: (0.85, 0.81, 0.75, 0.65, 0.55, 0.45, 0.35, 0.27, 0.22, 0.18),
}
"""Hands below 75 cm; after the last value it is 0."""

_HIGH_HANDS = {
    SHORT_H: (*_LOW_HANDS[SHORT_H], 0.34, 0.31, 0.28),
    MODERATE_H: (*_LOW_HANDS[MODERATE_H], 0.23, 0.21),
    LONG_H: (*_LOW_HANDS[LONG_H], 0.15, 0.13),
}
"""Hands at 75 cm or higher: the same, and a few rows more."""


def frequency_multiplier(
    lifts_per_min: Floats | float, hours: float, height_cm: Floats | float
) -> Floats:
    """Return FM.

    Parameters
    ----------
    lifts_per_min
        The mean over 15 minutes.
    hours
        How long this work goes on at a stretch.
    height_cm
        Of the grip above the floor where the lift begins.

    Raises
    ------
    ValueError
        If the work goes on for more than 8 hours: the table ends there.
    """
    column = next((limit for limit in (SHORT_H, MODERATE_H, LONG_H) if hours <= limit), None)
    if column is None:
        message = f"hours: expected at most {LONG_H:g}, got {hours:g}"
        raise ValueError(message)
    rate = np.maximum(lifts_per_min, LEAST_PER_MIN)
    low, high = (_read(table[column], rate) for table in (_LOW_HANDS, _HIGH_HANDS))
    return np.where(np.asarray(height_cm) < KNUCKLE_HEIGHT_CM, low, high)


def _read(values: tuple[float, ...], rate: Floats) -> Floats:
    """Return a column of the table, read linearly; towards 0 after its last value."""
    rows = (*values, *(0.0 for _ in _PER_MIN[len(values) :]))
    read: Floats = np.interp(rate, _PER_MIN, rows)
    # The last row is 16 a minute: above 15 nothing is left.
    return np.where(rate > _PER_MIN[-2], 0.0, read)
