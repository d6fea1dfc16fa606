"""How far two recordings of the same lifts are apart in time, from the movement itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tilcoach.kinematics import PostureSeries
from tilcoach.pose.arrays import Floats


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two recordings lie in time.

    Attributes
    ----------
    offset_s
        What is added to a time of the second recording to make it one of the first: where the
        second begins, on the clock of the first.
    likeness
        How alike both movements are then, up to 1; NaN when the offset was not found but told.
    """

    offset_s: float
    likeness: float


class NoAlignment(StrEnum):
    """Why it cannot be told how two recordings lie in time."""

    NOBODY_STOOD = "nobody_stood"
    NO_MOVEMENT = "no_movement"
    UNLIKE = "unlike"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class AlignmentRule:
    """When two movements are the same one.

    Attributes
    ----------
    min_drop
        The shoulders must go down by this share of body height, in both: a nod is no bend.
    min_share
        So much of the movement of either recording must fall into the time that both show.
    min_likeness
        So alike the speeds of the shoulders must be. Own measurement: docs/two-cameras.md.
    rival_s
        An offset that is further from the best one than this is another one.
    rival_share
        And it is a rival when it comes to this share of the best one's likeness.
    """

    min_drop: float = 0.08
    min_share: float = 0.4
    min_likeness: float = 0.75
    rival_s: float = 0.4
    rival_share: float = 0.97


def align(
    first: PostureSeries | None, second: PostureSeries | None, rule: AlignmentRule | None = None
) -> Alignment | NoAlignment:
    """Return how far two recordings are apart, to 0.1 s, or why that cannot be told.

    What is compared is the speed at which the shoulders go down and up: it is seen from every side,
    and its zero needs no calibration. Its normalised cross-correlation is highest where both
    recordings show the same movement at the same time. Equal lifts at an equal pace fit in several
    ways; then it is not told, rather than guessed.

    Parameters
    ----------
    first, second
        How the same person stood, in each recording; None for one in which nobody was seen
        standing upright.
    rule
        When two movements are the same one.
    """
    rule = rule or AlignmentRule()
    if first is None or second is None:
        return NoAlignment.NOBODY_STOOD
    moved = [_speed(series, rule) for series in (first, second)]
    if any(speed is None for speed in moved):
        return NoAlignment.NO_MOVEMENT
    one, other = (speed for speed in moved if speed is not None)
    likeness, lags_s = _likeness(one, other, rule)
    best = int(np.argmax(likeness))
    if likeness[best] < rule.min_likeness:
        return NoAlignment.UNLIKE
    rivals = likeness[np.abs(lags_s - lags_s[best]) > rule.rival_s]
    if rivals.max(initial=-np.inf) >= rule.rival_share * likeness[best]:
        return NoAlignment.AMBIGUOUS
    begins_s = float(first.time_s[0] - second.time_s[0])
    return Alignment(begins_s + _peak_s(likeness, lags_s, best), float(likeness[best]))


_STEP_S = 0.04
"""Half of the 0.1 s that is asked, rounded down to the frame time of 25 Hz."""

_BLUR_S = 0.12
"""Of the shoulders before their speed is taken: landmarks tremble, and 15 Hz is coarse."""


def _speed(series: PostureSeries, rule: AlignmentRule) -> Floats | None:
    """Return how fast the shoulders sink, shape (N,), every `_STEP_S`; None when they hardly do."""
    from scipy.ndimage import gaussian_filter1d  # noqa: PLC0415 - slow; few need it

    drop = series.shoulder_drop_ratio
    known = np.isfinite(drop)
    if not known.any() or float(np.ptp(drop[known])) < rule.min_drop:
        return None
    grid_s = np.arange(series.time_s[0], series.time_s[-1], _STEP_S)
    even = np.interp(grid_s, series.time_s[known], drop[known])
    return np.asarray(gaussian_filter1d(even, _BLUR_S / _STEP_S, order=1) / _STEP_S)


def _likeness(one: Floats, other: Floats, rule: AlignmentRule) -> tuple[Floats, Floats]:
    """Return the correlation at every lag, -1 to 1, and the lags in seconds, shape (L,) each.

    Lags at which too little of the movement is shown by both count as not alike at all.
    """
    from scipy.signal import correlate, correlation_lags  # noqa: PLC0415 - slow; few need it

    ones_one, ones_other = np.ones(len(one)), np.ones(len(other))
    product = correlate(one, other, method="fft")
    shown_one = correlate(one**2, ones_other, method="fft")
    shown_other = correlate(ones_one, other**2, method="fft")
    enough = (shown_one >= rule.min_share * np.sum(one**2)) & (
        shown_other >= rule.min_share * np.sum(other**2)
    )
    # What only one of them shows counts half: of two equal lifts, both are to fall on each other.
    whole = np.sqrt(np.sum(one**2) * np.sum(other**2))
    scale = np.sqrt(np.sqrt(np.maximum(shown_one * shown_other, 1e-12)) * whole)
    likeness = np.asarray(np.where(enough, product / scale, -1.0), float)
    return likeness, np.asarray(_STEP_S * correlation_lags(len(one), len(other)), float)


def _peak_s(likeness: Floats, lags_s: Floats, best: int) -> float:
    """Return where a parabola through the best lag and its neighbours is highest, in seconds."""
    if not 0 < best < len(likeness) - 1:
        return float(lags_s[best])
    before, at, after = likeness[best - 1 : best + 2]
    bend = before - 2 * at + after
    shift = 0.5 * (before - after) / bend if bend < 0 else 0.0
    return float(lags_s[best] + _STEP_S * np.clip(shift, -1, 1))
