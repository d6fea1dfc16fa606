"""One verdict of two: that of the camera with the smaller error, as sure as both make it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from tilcoach.coaching import Finding, Reason, Verdict, chance_of_side


@dataclass(frozen=True, slots=True)
class Witness:
    """What one camera says of one pattern.

    Attributes
    ----------
    finding
        Its verdict.
    error
        How far it may be mistaken, in the unit of the measure; infinite where it is hidden.
    """

    finding: Finding
    error: float

    @property
    def is_judged(self) -> bool:
        """Whether there is a verdict."""
        return self.finding.verdict is not Verdict.NOT_JUDGED

    @property
    def has_weighed(self) -> bool:
        """Whether it held a value against the limit, however that ended."""
        return self.finding.reason in (None, Reason.NEAR_LIMIT)

    def leaning(self, verdict: Verdict) -> float:
        """Return by how many errors it speaks for a verdict; below 0 it speaks against it."""
        if not self.is_judged:
            return 0.0
        sure = min(max(self.finding.confidence, _LEAST), _MOST)
        size = math.log(sure / (1 - sure)) / _LOGISTIC_TO_NORMAL
        return size if self.finding.verdict is verdict else -size


_LEAST, _MOST = 0.5, 0.99
_LOGISTIC_TO_NORMAL = 1.702  # as in `chance_of_side`

NEARLY_EQUAL = 1.25
"""Two cameras see a pattern nearly equally well when the larger error is less than so many times
the smaller one: the errors themselves are known no better than that."""

ERR_ALIKE = 0.5
"""The correlation of what two cameras get wrong: one model looks at one body in the same clothes.
Own choice, on the careful side: with 0, two verdicts of 0.85 would make 0.92; with this, 0.88."""


def fuse_findings(one: Witness, other: Witness) -> Finding:
    """Return the verdict of the camera with the smaller error, as sure as both make it.

    A camera that judged goes before one that did not. Two that contradict each other and see it
    nearly equally well judge nothing, nor does one that the other outweighs.

    Parameters
    ----------
    one, other
        What each camera says of the same pattern.
    """
    best, second = sorted((one, other), key=lambda it: (not it.is_judged, it.error))
    if not best.is_judged:
        return _neither(one, other)
    if not second.has_weighed or math.isinf(second.error):
        return best.finding
    together = _pooled(best, second)
    if second.is_judged and second.finding.verdict is not best.finding.verdict:
        equal = second.error < NEARLY_EQUAL * best.error
        if equal or together <= _LEAST:
            return _disagreement(best.finding)
    return replace(best.finding, confidence=max(together, _LEAST))


def _pooled(best: Witness, second: Witness) -> float:
    """Return how surely the verdict of the best camera is right, with what the other one says.

    Stouffer's method for two witnesses that err alike to some extent: each one's distance from the
    limit, in its own errors, is weighted by one over that error.
    """
    verdict = best.finding.verdict
    weights = 1 / best.error, 1 / second.error
    summed = weights[0] * best.leaning(verdict) + weights[1] * second.leaning(verdict)
    spread = math.sqrt(weights[0] ** 2 + weights[1] ** 2 + 2 * ERR_ALIKE * weights[0] * weights[1])
    distance = summed / spread
    sure = chance_of_side(abs(distance), 1.0)
    return sure if distance >= 0 else 1 - sure


def _neither(one: Witness, other: Witness) -> Finding:
    """Return why neither camera judged: the reason of the one that sees the pattern better."""
    best = min((one, other), key=lambda it: (it.error, not it.has_weighed))
    return replace(best.finding, judged_by=None)


def _disagreement(finding: Finding) -> Finding:
    nan = math.nan
    return replace(
        finding,
        verdict=Verdict.NOT_JUDGED,
        reason=Reason.CAMERAS_DISAGREE,
        measured=nan,
        start_s=nan,
        end_s=nan,
        confidence=0.0,
        note=None,
        judged_by=None,
    )
