"""The three patterns, each a pure function from a lift and a view to a finding.

To add a pattern: write its function here, put it in `CRITERIA`, give it its limit in limits.toml
and its words in messages/.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from tilcoach.coaching.finding import Finding, Pattern, Reason, Verdict
from tilcoach.coaching.limits import Limits
from tilcoach.kinematics import MIN_VISIBILITY, View, ViewLabel
from tilcoach.lifting import Lift, LoadSource, Peak
from tilcoach.pose.arrays import Bools

Criterion = Callable[[Lift, View, Limits], Finding]
"""Judges one pattern in one lift."""

_NAN = float("nan")


def assess_straight_legs(lift: Lift, view: View, limits: Limits) -> Finding:
    """Judge whether the person bent over instead of sinking through the knees.

    By the stoop-squat index over the low part of the lift, which every view shows, and only when
    the trunk is bent.

    Parameters
    ----------
    lift
        A finished lift.
    view
        From where the camera looks; every view will do.
    limits
        What to hold the measures against.
    """
    del view  # drops are vertical, so every view shows them
    low = lift.low_part
    limit = limits["stoop_squat_index"].value
    index, trunk_deg = lift.measures.stoop_squat_index, lift.measures.trunk_flexion_deg
    if not _enough(low.leg_visibility >= MIN_VISIBILITY, limits) or math.isnan(trunk_deg):
        return _not_judged(Pattern.STRAIGHT_LEGS, Reason.NOT_SEEN, index, limit, "index")
    if not _enough(np.isfinite(low.stoop_squat_index), limits):
        return _not_judged(Pattern.STRAIGHT_LEGS, Reason.SMALL_DROP, index, limit, "index")
    margin = limits["stoop_squat_index_margin"].value
    uncertainty = limits["stoop_squat_index_uncertainty"].value
    over = Peak(index, low.time_s[0], low.time_s[-1])
    bent_by = trunk_deg - limits["trunk_flexion_deg"].value
    side = chance_of_side(abs(bent_by), limits["trunk_flexion_deg_uncertainty"].value)
    if bent_by <= 0:
        return _goed(Pattern.STRAIGHT_LEGS, index, limit, "index", side)
    if index > limit + margin and lift.measures.knee_flexion_deg > limits["knee_flexion_deg"].value:
        return _not_judged(Pattern.STRAIGHT_LEGS, Reason.MEASURES_DISAGREE, index, limit, "index")
    doubt = _Doubt(margin, margin, uncertainty)
    finding = _against(Pattern.STRAIGHT_LEGS, over, limit, doubt, "index")
    if finding.verdict is Verdict.FOUT:  # both must be true, so the weaker witness counts
        return replace(finding, confidence=min(finding.confidence, side))
    return finding


def assess_twist_with_load(lift: Lift, view: View, limits: Limits) -> Finding:
    """Judge whether the person turned the trunk with something in the hands.

    Parameters
    ----------
    lift
        A finished lift.
    view
        From where the camera looks; a side view hides a rotation.
    limits
        What to hold the measures against.
    """
    pattern, unit = Pattern.TWIST_WITH_LOAD, "deg"
    limit = limits["trunk_rotation_deg"].value
    if view.label in (ViewLabel.SIDE, ViewLabel.UNKNOWN):
        hidden = Reason.VIEW_SIDE if view.label is ViewLabel.SIDE else Reason.VIEW_UNKNOWN
        return _not_judged(pattern, hidden, _NAN, limit, unit)
    if (reason := _load_doubt(lift, limits)) is not None:
        return _not_judged(pattern, reason, _NAN, limit, unit)
    turn, planted = _size(lift.turn_peak), _size(lift.rotation_peak)
    if not _enough(np.isfinite(lift.with_load.trunk_rotation_deg), limits) or math.isnan(
        turn.value
    ):
        return _not_judged(pattern, Reason.NOT_SEEN, _NAN, limit, unit)
    margin = limits["trunk_rotation_deg_margin"].value
    doubt = _Doubt(margin, margin, limits["trunk_rotation_deg_uncertainty"].value)
    if turn.value < limit - margin:  # the shoulders did not turn, whatever the feet did
        return _against(pattern, turn, limit, doubt, unit)
    if not planted.value >= limit - margin:
        # The shoulders turned, and the feet seemed to follow: a twist, or a turn as it should be.
        return _not_judged(pattern, Reason.FEET_MOVED, turn.value, limit, unit)
    return _against(pattern, planted, limit, doubt, unit)


def assess_load_far(lift: Lift, view: View, limits: Limits) -> Finding:
    """Judge whether the load was held far from the body.

    Parameters
    ----------
    lift
        A finished lift.
    view
        From where the camera looks; from the front the distance is depth, and not judged.
    limits
        What to hold the measures against.
    """
    pattern, unit = Pattern.LOAD_FAR, "m"
    metres = lift.body_height_m
    limit = limits["load_distance_ratio"].value
    if view.label not in (ViewLabel.SIDE, ViewLabel.OBLIQUE):
        hidden = Reason.VIEW_UNKNOWN if view.label is ViewLabel.UNKNOWN else Reason.VIEW_FRONT
        return _not_judged(pattern, hidden, _NAN, limit * metres, unit)
    if (reason := _load_doubt(lift, limits)) is not None:
        return _not_judged(pattern, reason, _NAN, limit * metres, unit)
    peak = lift.distance_peak
    if not _enough(np.isfinite(lift.with_load.load_distance_ratio), limits) or math.isnan(
        peak.value
    ):
        return _not_judged(pattern, Reason.NOT_SEEN, _NAN, limit * metres, unit)
    # Judged as a share of body height, told in metres.
    margin = limits["load_distance_ratio_margin"].value
    doubt = _Doubt(margin, margin, limits["load_distance_ratio_uncertainty"].value)
    finding = _against(pattern, peak, limit, doubt, unit)
    return replace(finding, measured=lift.measures.load_distance_m, limit=limit * metres)


CRITERIA: tuple[tuple[Pattern, Criterion], ...] = (
    (Pattern.STRAIGHT_LEGS, assess_straight_legs),
    (Pattern.TWIST_WITH_LOAD, assess_twist_with_load),
    (Pattern.LOAD_FAR, assess_load_far),
)
"""Every pattern with the function that judges it, in the order of the leaflet."""


def only_if_seen(finding: Finding, lift: Lift, limits: Limits) -> Finding:
    """Return the finding, or that it was not seen: what nobody saw is not called good.

    Parameters
    ----------
    finding
        On one pattern.
    lift
        The lift that it is about.
    limits
        How long nobody may have been found in the picture.
    """
    if finding.verdict is Verdict.GOED and lift.unseen_s > limits["unseen_s"].value:
        return _not_judged(finding.pattern, Reason.NOT_SEEN, _NAN, finding.limit, finding.unit)
    return finding


def _load_doubt(lift: Lift, limits: Limits) -> Reason | None:
    """Return why a pattern that needs a load cannot be judged, or None when it can."""
    if not lift.load.held:
        return Reason.NO_LOAD
    sure = lift.load.source is LoadSource.USER
    if not sure and lift.load.probability < limits["load_probability"].value:
        return Reason.LOAD_UNSURE
    return None


def _enough(seen: Bools, limits: Limits) -> bool:
    """Return whether a measure was had in enough of the moments."""
    return bool(len(seen)) and bool(seen.mean() >= limits["visible_share"].value)


def _size(turn: Peak) -> Peak:
    """Return a turn to either side as how far it goes."""
    return Peak(abs(turn.value), turn.start_s, turn.end_s)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """The band below and above a limit that is not judged, and the error of the value."""

    below: float
    above: float
    uncertainty: float


def _against(pattern: Pattern, peak: Peak, limit: float, doubt: _Doubt, unit: str) -> Finding:
    """Hold a value against a limit with a band of doubt below and above it."""
    confidence = chance_of_side(abs(peak.value - limit), doubt.uncertainty)
    if peak.value > limit + doubt.above:
        return Finding(
            pattern,
            Verdict.FOUT,
            peak.value,
            limit,
            unit,
            peak.start_s,
            peak.end_s,
            confidence,
            None,
        )
    if peak.value >= limit - doubt.below:
        return _not_judged(pattern, Reason.NEAR_LIMIT, peak.value, limit, unit)
    return _goed(pattern, peak.value, limit, unit, confidence)


def _goed(pattern: Pattern, measured: float, limit: float, unit: str, confidence: float) -> Finding:
    return Finding(pattern, Verdict.GOED, measured, limit, unit, _NAN, _NAN, confidence, None)


def _not_judged(
    pattern: Pattern, reason: Reason, measured: float, limit: float, unit: str
) -> Finding:
    return Finding(pattern, Verdict.NOT_JUDGED, measured, limit, unit, _NAN, _NAN, 0.0, reason)


def chance_of_side(distance: float, uncertainty: float) -> float:
    """Return how surely the true value lies on the same side of a limit as the measured one.

    0.5 at the limit, 0.85 one uncertainty away from it, 0.97 two, and never quite certain. The
    logistic curve has wider tails than a normal one, as our errors have: held against moved limits
    in validation/, what is told with 0.9 holds about nine times out of ten.

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
