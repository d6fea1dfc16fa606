"""Calibration of confidence: findings with a confidence of 0.9 should be right nine times in ten.

Verdicts that are hardly ever wrong say little about that, so it is also asked of limits that were
moved: had the limit stood elsewhere, would the same value have fallen on the right side of it as
often as its confidence says? That makes thousands of questions out of a hundred lifts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tilcoach.coaching import Limits, chance_of_side
from tilcoach.kinematics import ViewLabel
from tilcoach.pose.arrays import Floats
from tilcoach.validation.clip_scores import DECIDE, Judged
from tilcoach.validation.intervals import Estimate, share


@dataclass(frozen=True, slots=True)
class ConfidenceBin:
    """Findings with about the same confidence.

    Attributes
    ----------
    confidence
        The mean of what was stated.
    right
        The share of them that was right.
    findings
        How many there are.
    """

    confidence: float
    right: Estimate
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
_TENTHS = (*(tenth / 10 for tenth in range(10)), 1.01)


def confidence_bins(judged: Sequence[Sequence[Judged]]) -> tuple[ConfidenceBin, ...]:
    """Return how often findings of about the same confidence are right; findings per clip."""
    clips = [
        [(one.finding.confidence, one.is_right) for one in some if one.was_judged and one.is_clear]
        for some in judged
    ]
    return _bins(clips)


def load_bins(bends: Sequence[Sequence[tuple[float, bool]]]) -> tuple[ConfidenceBin, ...]:
    """Return, per tenth, whether something is held as often as its probability says.

    Takes per clip and bend the stated probability, and whether something was held.
    """
    return _bins(bends, _TENTHS)


def value_errors(judged: Sequence[Judged]) -> Mapping[str, ValueErrors]:
    """Return, per measure, how far the values that decide are from the truth."""
    errors = {
        name: np.array([np.subtract(*one.values[name]) for one in _weighed(judged, name)])
        for name in _MEASURES
    }
    return {name: _value_errors(error) for name, error in errors.items() if len(error)}


Uncertainty = Callable[[str, str], float]
"""How uncertain a measure is held to be, by its name and the view band."""


def bins_of_moved_limits(
    judged: Sequence[Sequence[Judged]], uncertainty: Uncertainty
) -> tuple[ConfidenceBin, ...]:
    """Return whether confidence would hold at limits between the true values; findings per clip."""
    clips: list[list[tuple[float, bool]]] = [[] for _ in judged]
    for name in _MEASURES:
        weighed = [_weighed(some, name) for some in judged]
        true = [one.values[name][1] for some in weighed for one in some]
        limits = np.linspace(min(true), max(true), _MOVED_LIMITS)[1:-1].tolist() if true else []
        for answers, some in zip(clips, weighed, strict=True):
            answers += [_question(one, name, at, uncertainty) for at in limits for one in some]
    return _bins(clips)


def _question(one: Judged, name: str, limit: float, uncertainty: Uncertainty) -> tuple[float, bool]:
    """Return the confidence at another limit, and whether it would have been right."""
    measured, true = one.values[name]
    chance = chance_of_side(abs(measured - limit), uncertainty(name, one.band))
    return chance, (measured > limit) == (true > limit)


_MEASURES = tuple(name for names in DECIDE.values() for name in names)
_MOVED_LIMITS = 27


def uncertainties(limits: Limits) -> Uncertainty:
    """Return how uncertain the coach holds each measure to be that decides, from each view."""
    return lambda name, band: limits.measures[name].seen_from(ViewLabel(band)).uncertainty


def _weighed(judged: Sequence[Judged], name: str) -> list[Judged]:
    """Return the findings whose value was held against the limit, and whose truth is known."""
    return [
        one
        for one in judged
        if one.was_weighed and name in one.values and np.isfinite(one.values[name]).all()
    ]


def _value_errors(error: Floats) -> ValueErrors:
    return ValueErrors(
        bias=float(error.mean()),
        rms=float(np.sqrt((error**2).mean())),
        p95=float(np.percentile(np.abs(error), 95)),
        lifts=len(error),
    )


def _bins(
    clips: Sequence[Sequence[tuple[float, bool]]], edges: Sequence[float] = _BIN_EDGES
) -> tuple[ConfidenceBin, ...]:
    """Sort stated probabilities and outcomes, per clip, into bins that are not empty."""
    bins = []
    for low, high in pairwise(edges):
        inside = [[pair for pair in some if low <= pair[0] < high] for some in clips]
        stated = [one for some in inside for one, _ in some]
        if stated:
            right = share([(sum(outcome for _, outcome in some), len(some)) for some in inside])
            bins.append(ConfidenceBin(float(np.mean(stated)), right, len(stated)))
    return tuple(bins)
