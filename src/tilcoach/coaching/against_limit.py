"""A value held against a limit: on which side it lies, and how surely."""

from __future__ import annotations

import math
from dataclasses import replace

from tilcoach.coaching.finding import Finding, Reason, Verdict
from tilcoach.coaching.limits import PatternLimit
from tilcoach.lifting import Peak
from tilcoach.measures import Pattern

_NAN = float("nan")


def against(pattern: Pattern, peak: Peak, limit: PatternLimit) -> Finding:
    """Hold a value against a limit with a band of doubt below and above it."""
    confidence = chance_of_side(abs(peak.value - limit.value), limit.uncertainty)
    if peak.value > limit.value + limit.margin:
        return Finding(
            pattern,
            Verdict.FOUT,
            peak.value,
            limit.value,
            limit.unit,
            peak.start_s,
            peak.end_s,
            confidence,
            None,
        )
    if peak.value >= limit.value - limit.margin:
        return not_judged(pattern, Reason.NEAR_LIMIT, peak.value, limit.value, limit.unit)
    return goed(pattern, peak.value, limit.value, limit.unit, confidence)


def below(pattern: Pattern, peak: Peak, limit: PatternLimit) -> Finding:
    """Hold a value that should be above its limit against it."""
    mirrored = against(
        pattern, replace(peak, value=-peak.value), replace(limit, value=-limit.value)
    )
    return replace(mirrored, measured=peak.value, limit=limit.value)


def goed(pattern: Pattern, measured: float, limit: float, unit: str, confidence: float) -> Finding:
    """Return that this is as it should be."""
    return Finding(pattern, Verdict.GOED, measured, limit, unit, _NAN, _NAN, confidence, None)


def not_judged(
    pattern: Pattern, reason: Reason, measured: float, limit: float, unit: str
) -> Finding:
    """Return that nobody can say, and why."""
    return Finding(pattern, Verdict.NOT_JUDGED, measured, limit, unit, _NAN, _NAN, 0.0, reason)


def chance_of_side(distance: float, uncertainty: float) -> float:
    """Return how surely the true value lies on the same side of a limit as the measured one.

    0.5 at the limit, 0.85 one uncertainty away from it, 0.97 two, and never quite certain. The
    logistic curve has wider tails than a normal one, as our errors have: held against moved limits
    in validation/, a confidence of 0.9 holds about nine times out of ten.

    Parameters
    ----------
    distance
        From the limit, 0 or more, in its unit.
    uncertainty
        The root mean square error of the measure, in the same unit.
    """
    certain = 1 / (1 + math.exp(-_LOGISTIC_TO_NORMAL * distance / max(uncertainty, _TINY)))
    return min(certain, _NEVER_MORE)


_TINY = 1e-9
_LOGISTIC_TO_NORMAL = 1.702
"""Makes a logistic curve of a normal one, nowhere further than 0.01 from it (Camilli 1994)."""

_NEVER_MORE = 0.99
"""One camera is never certain; and of a hundred lifts no more than that can be said."""
