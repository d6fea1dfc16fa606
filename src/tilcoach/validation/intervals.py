"""Estimates with their 95 % interval: whole clips are drawn again, never frames or lifts.

The frames of one clip, and the lifts of one person, are wrong together: counted as if they were
independent, they would make any interval too narrow.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tilcoach.pose.arrays import Floats

_DRAWS = 2000
_SEED = 12  # any number: the same clips give the same interval
_TAILS = (2.5, 97.5)
_ONE_SIDED = 0.05


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95 % interval.

    Attributes
    ----------
    value
        The number; NaN when there was nothing to measure.
    low, high
        The interval; NaN when one clip alone was measured.
    count
        How many moments, lifts, minutes or findings it rests on.
    clips
        How many clips or recordings they are from.
    """

    value: float
    low: float
    high: float
    count: float
    clips: int


NOT_MEASURED = Estimate(math.nan, math.nan, math.nan, 0, 0)
"""The estimate of what was not measured."""

Part = tuple[float, float]
"""What one clip adds to a ratio: numerator and denominator."""


def share(parts: Sequence[Part], count: float | None = None) -> Estimate:
    """Return a share, 0 to 1, over all clips; it rests on as many as the denominators add up to.

    A count is given where they do not count things, as those of an F1.

    None of n, or all of n, gets the exact bound (Clopper-Pearson, one-sided) for as many
    independent clips: about 3/n.
    """
    some = _measured(parts)
    if not len(some):
        return NOT_MEASURED
    estimate = _ratio(some)
    estimate = estimate if count is None else replace(estimate, count=count)
    bound = _ONE_SIDED ** (1 / len(some))
    if estimate.value == 0.0:
        return Estimate(0.0, 0.0, 1 - bound, estimate.count, estimate.clips)
    if estimate.value == 1.0:
        return Estimate(1.0, bound, 1.0, estimate.count, estimate.clips)
    return estimate


def mean(parts: Sequence[Part]) -> Estimate:
    """Return a mean over all clips: sums over counts."""
    some = _measured(parts)
    return _ratio(some) if len(some) else NOT_MEASURED


def rate(parts: Sequence[Part]) -> Estimate:
    """Return events per unit of time over all clips; none at all has the upper bound 3/time."""
    some = _measured(parts)
    if not len(some):
        return NOT_MEASURED
    estimate = _ratio(some)
    if estimate.value == 0.0:
        return Estimate(
            0.0, 0.0, -math.log(_ONE_SIDED) / estimate.count, estimate.count, estimate.clips
        )
    return estimate


def median(parts: Sequence[Sequence[float]]) -> Estimate:
    """Return the median of all values of all clips."""
    some = [np.asarray(values) for values in parts if len(values)]
    if not some:
        return NOT_MEASURED
    value, count = float(np.median(np.concatenate(some))), sum(len(part) for part in some)
    if len(some) == 1:
        return Estimate(value, math.nan, math.nan, count, 1)
    chance = np.random.default_rng(_SEED)
    picks = chance.integers(0, len(some), (_DRAWS // 4, len(some)))
    drawn = [np.median(np.concatenate([some[i] for i in pick])) for pick in picks]
    low, high = np.percentile(drawn, _TAILS)
    return Estimate(value, float(low), float(high), count, len(some))


def _measured(parts: Sequence[Part]) -> Floats:
    """Return the parts (N, 2) of the clips that add something."""
    pairs = np.array(parts, dtype=float).reshape(-1, 2)
    return pairs[pairs[:, 1] > 0]


def _ratio(parts: Floats) -> Estimate:
    above, below = (float(total) for total in parts.sum(axis=0))
    count = len(parts)
    if count == 1:
        return Estimate(above / below, math.nan, math.nan, below, 1)
    weights = np.random.default_rng(_SEED).multinomial(count, [1 / count] * count, _DRAWS)
    drawn = (weights @ parts[:, 0]) / (weights @ parts[:, 1])
    low, high = np.percentile(drawn, _TAILS)
    return Estimate(above / below, float(low), float(high), below, count)
