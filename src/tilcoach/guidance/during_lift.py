"""One line during a lift, when it goes beyond a limit: at most once per lift and pattern."""

from __future__ import annotations

from collections.abc import Callable, Collection

from tilcoach.coaching import Limits, Pattern, PersonFrameResult, Verdict, weigh_legs
from tilcoach.kinematics import Posture, View
from tilcoach.lifting import LiftPhase, Peak
from tilcoach.measures import (
    LOAD_DISTANCE,
    TRUNK_FLEXION,
    TRUNK_ROTATION,
    Measure,
)

SUSTAINED_S = 0.3
"""Time beyond a limit, as for the verdict: shorter is a swing or a stray landmark."""

SHOWN_S = 2.0
"""The line stays at least this long: time to look up and read it."""

MIN_DROP_RATIO = 0.14
"""The index counts from this drop of the shoulders on, as a share of body height: bending over
by 60 degrees. Above it, the index swings to 0 or 100 while its divisor goes to zero."""

PLANTED_SHIFT_RATIO, PLANTED_TURN_DEG = 0.05, 22.0
"""Feet that moved further have stepped: turning with the feet is no twist (as in lifting/lift)."""

_WITH_LOAD = (LiftPhase.LIFTING, LiftPhase.HOLDING, LiftPhase.LOWERING)


def beyond(person: PersonFrameResult, limits: Limits) -> frozenset[Pattern]:
    """Return the patterns whose limit is passed at this moment, by more than the doubt."""
    posture = person.posture
    if posture is None or person.phase is LiftPhase.UPRIGHT:
        return frozenset()
    found = {Pattern.STRAIGHT_LEGS} if _straight_legs(posture, person.view, limits) else set()
    holds = person.load_probability >= limits.load_probability.value
    if holds and person.phase in _WITH_LOAD:
        found |= {p for p, check in _LOADED.items() if check(posture, person.view, limits)}
    return frozenset(found)


class DuringLift:
    """Follows one lift after the other and says when a limit is passed; has state."""

    def __init__(self, limits: Limits, switched_off: Collection[Pattern] = ()) -> None:
        self._limits = limits
        self._switched_off = frozenset(switched_off)
        self._since_s: dict[Pattern, float] = {}
        self._reported: set[Pattern] = set()
        self._shown: Pattern | None = None
        self._shown_s = float("-inf")

    @property
    def shown(self) -> Pattern | None:
        """The pattern whose line stands now."""
        return self._shown

    def update(self, person: PersonFrameResult) -> Pattern | None:
        """Take a moment into account; return a pattern once, when its limit is passed."""
        time_s = person.pose.time_s
        now = beyond(person, self._limits) - self._switched_off
        if person.phase is LiftPhase.UPRIGHT:
            self._reported.clear()
        self._since_s = {pattern: self._since_s.get(pattern, time_s) for pattern in now}
        if self._shown not in now and time_s - self._shown_s >= SHOWN_S:
            self._shown = None
        for pattern in Pattern:
            lasts_s = time_s - self._since_s.get(pattern, time_s)
            if pattern not in self._reported and lasts_s >= SUSTAINED_S:
                self._reported.add(pattern)
                self._shown, self._shown_s = pattern, time_s
                return pattern
        return None


def _straight_legs(posture: Posture, view: View, limits: Limits) -> bool:
    index, knee = (
        Peak(value, posture.time_s, posture.time_s)
        for value in (posture.stoop_squat_index, posture.knee_flexion_deg)
    )
    leaning = _is_beyond(TRUNK_FLEXION, posture.trunk_flexion_deg, view, limits)
    if leaning and limits.of(TRUNK_FLEXION).is_own:  # held against by itself, as in the verdict
        return True
    return (
        posture.shoulder_drop_ratio >= MIN_DROP_RATIO
        and leaning
        and weigh_legs(index, knee, view, limits).verdict is Verdict.FOUT
    )


def _twist(posture: Posture, view: View, limits: Limits) -> bool:
    planted = (
        posture.feet_shift_ratio <= PLANTED_SHIFT_RATIO
        and posture.feet_turn_deg <= PLANTED_TURN_DEG
    )
    return planted and _is_beyond(TRUNK_ROTATION, abs(posture.trunk_rotation_deg), view, limits)


def _far(posture: Posture, view: View, limits: Limits) -> bool:
    return _is_beyond(LOAD_DISTANCE, posture.load_distance_ratio, view, limits)


def _is_beyond(measure: Measure, value: float, view: View, limits: Limits) -> bool:
    """Return whether a value is beyond its limit by more than the doubt, where it is seen."""
    limit = limits.of(measure).seen_from(view.label)
    return view.label in measure.views and value > limit.value + limit.margin


_LOADED: dict[Pattern, Callable[[Posture, View, Limits], bool]] = {
    Pattern.TWIST_WITH_LOAD: _twist,
    Pattern.LOAD_FAR: _far,
}
