"""What confidence is worth: findings told with 0.9 should hold nine times out of ten.

Verdicts that are hardly ever wrong say little about that, so it is also asked of limits that were
moved: had the limit stood elsewhere, would the same value have fallen on the right side of it as
often as its confidence says? That makes thousands of questions out of a hundred lifts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tilcoach.coaching import Limits, chance_of_side
from tilcoach.pose.arrays import Bools, Floats
from tilcoach.validation.clip_scores import DECIDE, Judged


@dataclass(frozen=True, slots=True)
class ConfidenceBin:
    """Findings told with about the same confidence.

    Attributes
    ----------
    confidence
        The mean of what was told.
    share_right
        How many of them were right.
    findings
        How many there are.
    """

    confidence: float
    share_right: float
    findings: int


@dataclass(frozen=True, slots=True)
class ValueErrors:
    """How far the values that verdicts rest on are from the truth.

    Attributes
    ----------
    bias, rms, p95
        Mean, root mean square, and 95th percentile of the absolute.
    lifts
        How many values there are.
    """

    bias: float
    rms: float
    p95: float
    lifts: int


_BIN_EDGES = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
_LOAD_EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.01)


def confidence_bins(judged: Sequence[Judged]) -> tuple[ConfidenceBin, ...]:
    """Return whether findings told with some confidence are right as often.

    Parameters
    ----------
    judged
        Findings with their right answers; those not judged tell no confidence, and those whose
        truth lies near the limit cannot be wrong: neither counts.
    """
    told = [one for one in judged if one.finding.reason is None and one.is_clear]
    confidence = np.array([one.finding.confidence for one in told])
    return _bins(confidence, np.array([one.is_right for one in told], dtype=bool))


def load_bins(bends: Sequence[tuple[float, bool]]) -> tuple[ConfidenceBin, ...]:
    """Return whether something is held as often as its probability says.

    Parameters
    ----------
    bends
        Per bend that was found the probability that was told, and whether something was held.
    """
    told = np.array([probability for probability, _ in bends])
    return _bins(told, np.array([held for _, held in bends], dtype=bool), _LOAD_EDGES)


def value_errors(judged: Sequence[Judged]) -> Mapping[str, ValueErrors]:
    """Return, per measure, how far the values that decide are from the truth.

    Parameters
    ----------
    judged
        Findings; those whose value was not held against the limit do not count.
    """
    errors = {name: np.subtract(*_values(judged, name)) for name in _MEASURES}
    return {name: _value_errors(error) for name, error in errors.items() if len(error)}


def bins_of_moved_limits(
    judged: Sequence[Judged], uncertainty: Mapping[str, float]
) -> tuple[ConfidenceBin, ...]:
    """Return whether confidence would hold at limits anywhere between the true values.

    Parameters
    ----------
    judged
        Findings with their values.
    uncertainty
        Of each measure that decides, as the coach knows it.
    """
    told, right = [np.zeros(0)], [np.zeros(0, dtype=bool)]
    for name in _MEASURES:
        measured, true = _values(judged, name)
        if not len(true):
            continue
        for limit in np.linspace(true.min(), true.max(), _MOVED_LIMITS)[1:-1]:
            distance = np.abs(measured - limit)
            told.append(np.array([chance_of_side(d, uncertainty[name]) for d in distance]))
            right.append((measured > limit) == (true > limit))
    return _bins(np.concatenate(told), np.concatenate(right))


_MEASURES = tuple(name for names in DECIDE.values() for name in names)
_MOVED_LIMITS = 27


def uncertainties(limits: Limits) -> Mapping[str, float]:
    """Return how uncertain the coach holds each measure to be that decides.

    Parameters
    ----------
    limits
        The limits and what belongs to them.
    """
    return {name: limits[f"{name}_uncertainty"].value for name in _MEASURES}


def _values(judged: Sequence[Judged], name: str) -> tuple[Floats, Floats]:
    """Return what was measured and what is true, wherever the one was held against the limit."""
    pairs = [one.values[name] for one in judged if one.was_weighed and name in one.values]
    known = [pair for pair in pairs if np.isfinite(pair).all()]
    measured, true = np.array(known).reshape(-1, 2).T
    return measured, true


def _value_errors(error: Floats) -> ValueErrors:
    return ValueErrors(
        bias=float(error.mean()),
        rms=float(np.sqrt((error**2).mean())),
        p95=float(np.percentile(np.abs(error), 95)),
        lifts=len(error),
    )


def _bins(
    confidence: Floats, right: Bools, edges: Sequence[float] = _BIN_EDGES
) -> tuple[ConfidenceBin, ...]:
    bins = []
    for low, high in pairwise(edges):
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            mean, share = float(confidence[inside].mean()), float(right[inside].mean())
            bins.append(ConfidenceBin(mean, share, int(inside.sum())))
    return tuple(bins)
