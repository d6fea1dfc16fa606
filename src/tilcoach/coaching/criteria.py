"""The three patterns, each a pure function from a lift and a view to a finding.

To add a pattern: write its function here, put it in `CRITERIA`, give it its limit in limits.toml
and its words in messages/.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from tilcoach.coaching.against_limit import against, below, chance_of_side, goed, not_judged
from tilcoach.coaching.finding import Finding, Note, Reason, Verdict
from tilcoach.coaching.limits import Limits, PatternLimit
from tilcoach.kinematics import MIN_VISIBILITY, View, ViewLabel
from tilcoach.lifting import SUSTAINED_S, Lift, LoadSource, Peak, sustained_peak
from tilcoach.measures import (
    KNEE_FLEXION,
    LOAD_DISTANCE,
    MEASURE_OF,
    SAGITTAL_VIEWS,
    STOOP_SQUAT,
    TRUNK_FLEXION,
    TRUNK_ROTATION,
    Pattern,
)
from tilcoach.pose.arrays import Bools

Criterion = Callable[[Lift, View, Limits], Finding]
"""Judges one pattern in one lift."""

_NAN = float("nan")


def assess_straight_legs(lift: Lift, view: View, limits: Limits) -> Finding:
    """Judge whether the person bent over instead of sinking through the knees.

    Two witnesses are weighed together: the knees at the low part of the lift, and the stoop-squat
    index, which says how far knees are bent that the camera sees badly. An own limit on one of them
    is followed as it is. Legs are straight only when the trunk is bent; where a person set a limit
    of their own on the trunk, that is held against it as well.

    Parameters
    ----------
    lift
        A finished lift.
    view
        From where the camera looks.
    limits
        What to hold the measures against.
    """
    pattern, low = Pattern.STRAIGHT_LEGS, lift.low_part
    knee, trunk = (limits.of(m).seen_from(view.label) for m in (KNEE_FLEXION, TRUNK_FLEXION))
    if (hidden := _hidden(pattern, view)) is not None:
        return not_judged(pattern, hidden, _NAN, knee.value, knee.unit)
    measures = lift.measures
    if not _enough(low.leg_visibility >= MIN_VISIBILITY, limits) or math.isnan(
        measures.trunk_flexion_deg
    ):
        return not_judged(pattern, Reason.NOT_SEEN, measures.knee_flexion_deg, knee.value, "deg")
    if not _enough(np.isfinite(low.stoop_squat_index), limits):
        return not_judged(pattern, Reason.SMALL_DROP, measures.knee_flexion_deg, knee.value, "deg")
    index = Peak(measures.stoop_squat_index, low.time_s[0], low.time_s[-1])
    legs = weigh_legs(index, replace(index, value=measures.knee_flexion_deg), view, limits)
    if trunk.is_own:
        leaning = against(pattern, replace(index, value=measures.trunk_flexion_deg), trunk)
        return _worst(leaning, legs) if _has_own_limit_of_legs(limits) else leaning
    return _if_bent(legs, measures.trunk_flexion_deg, trunk)


def _has_own_limit_of_legs(limits: Limits) -> bool:
    return any(limits.of(measure).is_own for measure in (STOOP_SQUAT, KNEE_FLEXION))


def _worst(*findings: Finding) -> Finding:
    """Return the first that is *fout*, else the first in doubt: *goed* takes all of them."""
    order = (Verdict.FOUT, Verdict.NOT_JUDGED, Verdict.GOED)
    return min(findings, key=lambda finding: order.index(finding.verdict))


def weigh_legs(index: Peak, knee_deg: Peak, view: View, limits: Limits) -> Finding:
    """Return whether legs are straight, whatever the trunk does.

    The probability is a logistic function of both witnesses: of how far the knees are from their
    limit, which each point of the index moves by `knee_per_index_deg`. Where a person set a limit
    of their own, that one decides; with two of them, either is enough for *fout*.

    Parameters
    ----------
    index, knee_deg
        The two witnesses, over the same time.
    view
        From where the camera looks.
    limits
        What to hold the measures against.
    """
    pattern = Pattern.STRAIGHT_LEGS
    ours, knee = (limits.of(m).seen_from(view.label) for m in (STOOP_SQUAT, KNEE_FLEXION))
    if math.isnan(knee_deg.value) or (ours.is_own and not knee.is_own):
        return against(pattern, index, ours)
    if not knee.is_own:
        more_deg = limits.knee_per_index_deg.value * (index.value - ours.value)
        knee = replace(knee, value=knee.value + more_deg)
    by_knee = below(pattern, knee_deg, knee)
    if not ours.is_own:
        return by_knee
    both = (against(pattern, index, ours), by_knee)
    return next((one for one in both if one.verdict is Verdict.FOUT), both[0])


def _if_bent(legs: Finding, trunk_deg: float, limit: PatternLimit) -> Finding:
    """Return what the legs come to with this trunk: upright, straight legs are as they should be.

    Both must be true for *fout*, so the weaker witness counts; either is enough for *goed*.
    """
    bent_by = trunk_deg - limit.value
    sure = chance_of_side(abs(bent_by), limit.uncertainty)
    if bent_by < -limit.margin:
        better = max(sure, legs.confidence) if legs.verdict is Verdict.GOED else sure
        return goed(legs.pattern, legs.measured, legs.limit, legs.unit, better)
    if legs.verdict is not Verdict.FOUT:
        return legs
    if bent_by <= limit.margin:
        return not_judged(legs.pattern, Reason.NEAR_LIMIT, legs.measured, legs.limit, legs.unit)
    return replace(legs, confidence=min(legs.confidence, sure))


def assess_twist_with_load(lift: Lift, view: View, limits: Limits) -> Finding:
    """Judge whether the person turned the trunk with something in the hands.

    Turning with the feet is what the leaflet asks for: *goed*, and it says so.

    Parameters
    ----------
    lift
        A finished lift.
    view
        From where the camera looks; from the side the band of doubt is widest.
    limits
        What to hold the measures against.
    """
    pattern = Pattern.TWIST_WITH_LOAD
    held = limits.of(TRUNK_ROTATION).seen_from(view.label)
    turn, planted = _size(lift.turn_peak), _size(lift.rotation_peak)
    seen = _enough(np.isfinite(lift.with_load.trunk_rotation_deg), limits)
    reason = (
        _hidden(pattern, view)
        or _load_doubt(lift, limits)
        or (None if seen and not math.isnan(turn.value) else Reason.NOT_SEEN)
    )
    if reason is not None:
        return not_judged(pattern, reason, _NAN, held.value, held.unit)
    if turn.value < held.value - held.margin:  # the shoulders did not turn, whatever the feet did
        return against(pattern, turn, held)
    if planted.value >= held.value - held.margin:
        found = against(pattern, planted, held)
        rough = view.label is ViewLabel.SIDE and found.reason is not None
        return replace(found, reason=Reason.VIEW_SIDE) if rough else found
    if view.label in SAGITTAL_VIEWS and feet_turned(lift, limits):
        sure = chance_of_side(held.margin, held.uncertainty)
        turned = goed(pattern, turn.value, held.value, held.unit, sure)
        return replace(turned, note=Note.TURNED_WITH_FEET)
    # The shoulders turned, and the feet seemed to follow: a twist, or a turn as it should be.
    return not_judged(pattern, Reason.FEET_MOVED, turn.value, held.value, held.unit)


def feet_turned(lift: Lift, limits: Limits) -> bool:
    """Return whether the feet clearly turned while the load was held.

    Parameters
    ----------
    lift
        A finished lift.
    limits
        From which angle on feet have turned.
    """
    held = lift.with_load
    turn = sustained_peak(held.time_s, held.feet_turn_deg, SUSTAINED_S)
    return turn.value >= limits.feet_turned_deg.value


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
    pattern, peak = Pattern.LOAD_FAR, lift.distance_peak
    held = limits.of(LOAD_DISTANCE).seen_from(view.label)
    limit_m = held.value * lift.body_height_m
    seen = _enough(np.isfinite(lift.with_load.load_distance_ratio), limits)
    reason = (
        _hidden(pattern, view)
        or _load_doubt(lift, limits)
        or (None if seen and not math.isnan(peak.value) else Reason.NOT_SEEN)
    )
    if reason is not None:
        return not_judged(pattern, reason, _NAN, limit_m, LOAD_DISTANCE.finding_unit)
    # Judged as a share of body height, given in metres.
    return replace(
        against(pattern, peak, held),
        measured=lift.measures.load_distance_m,
        limit=limit_m,
        unit=LOAD_DISTANCE.finding_unit,
    )


CRITERIA: tuple[tuple[Pattern, Criterion], ...] = (
    (Pattern.STRAIGHT_LEGS, assess_straight_legs),
    (Pattern.TWIST_WITH_LOAD, assess_twist_with_load),
    (Pattern.LOAD_FAR, assess_load_far),
)
"""Every pattern with the function that judges it, in the order of the leaflet."""


def _hidden(pattern: Pattern, view: View) -> Reason | None:
    """Return why a pattern cannot be seen from there, or None when it can."""
    if view.label in MEASURE_OF[pattern].views:
        return None
    return _HIDDEN.get(view.label, Reason.VIEW_FRONT)


_HIDDEN = {ViewLabel.UNKNOWN: Reason.VIEW_UNKNOWN, ViewLabel.SIDE: Reason.VIEW_SIDE}


def _load_doubt(lift: Lift, limits: Limits) -> Reason | None:
    """Return why a pattern that needs a load cannot be judged, or None when it can."""
    if not lift.load.held:
        return Reason.NO_LOAD
    sure = lift.load.source is LoadSource.USER
    if not sure and lift.load.probability < limits.load_probability.value:
        return Reason.LOAD_UNSURE
    return None


def _enough(seen: Bools, limits: Limits) -> bool:
    """Return whether a measure was had in enough of the moments."""
    return bool(len(seen)) and bool(seen.mean() >= limits.visible_share.value)


def _size(turn: Peak) -> Peak:
    """Return a turn to either side as how far it goes."""
    return Peak(abs(turn.value), turn.start_s, turn.end_s)
