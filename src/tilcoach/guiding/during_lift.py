"""One line during a lift, when it goes beyond a limit: at most once per lift and pattern."""

from __future__ import annotations

from collections.abc import Callable, Collection

from tilcoach.coaching import Limits, Pattern, PersonStep
from tilcoach.kinematics import Posture, View, ViewLabel
from tilcoach.lifting import LiftPhase

SUSTAINED_S = 0.3
"""Beyond a limit for so long, as for the verdict: shorter is a swing or a wild landmark."""

SHOWN_S = 2.0
"""For so long the line stands at least: time to look up and read it."""

MIN_DROP_RATIO = 0.14
"""The index is told from this drop of the shoulders on, as a share of body height: bending over
by 60 degrees. Above it, the index swings to 0 or 100 while its divisor goes to zero."""

PLANTED_SHIFT_RATIO, PLANTED_TURN_DEG = 0.05, 22.0
"""Feet that moved further have stepped: turning with the feet is no twist (as in lifting/lift)."""

_WITH_LOAD = (LiftPhase.LIFTING, LiftPhase.HOLDING, LiftPhase.LOWERING)


def beyond(person: PersonStep, limits: Limits) -> frozenset[Pattern]:
    """Return the patterns whose limit is passed at this moment, by more than the doubt.

    Parameters
    ----------
    person
        What is known of one person now.
    limits
        What to hold the measures against.
    """
    posture = person.posture
    if posture is None or person.phase is LiftPhase.UPRIGHT:
        return frozenset()
    found = {Pattern.STRAIGHT_LEGS} if _straight_legs(posture, limits) else set()
    holds = person.load_probability >= limits["load_probability"].value
    if holds and person.phase in _WITH_LOAD:
        found |= {p for p, check in _LOADED.items() if check(posture, person.view, limits)}
    return frozenset(found)


class DuringLift:
    """Follows one lift after the other and says when a limit is passed; has state.

    Parameters
    ----------
    limits
        What to hold the measures against.
    switched_off
        Patterns of which nothing is said.
    """

    def __init__(self, limits: Limits, switched_off: Collection[Pattern] = ()) -> None:
        self._limits = limits
        self._switched_off = frozenset(switched_off)
        self._since_s: dict[Pattern, float] = {}
        self._told: set[Pattern] = set()
        self._shown: Pattern | None = None
        self._shown_s = float("-inf")

    @property
    def shown(self) -> Pattern | None:
        """The pattern whose line stands now."""
        return self._shown

    def update(self, person: PersonStep) -> Pattern | None:
        """Take a moment into account; return a pattern once, when its limit is passed.

        Parameters
        ----------
        person
            What is known of one person now.
        """
        time_s = person.pose.time_s
        now = beyond(person, self._limits) - self._switched_off
        if person.phase is LiftPhase.UPRIGHT:
            self._told.clear()
        self._since_s = {pattern: self._since_s.get(pattern, time_s) for pattern in now}
        if self._shown not in now and time_s - self._shown_s >= SHOWN_S:
            self._shown = None
        for pattern in Pattern:
            lasts_s = time_s - self._since_s.get(pattern, time_s)
            if pattern not in self._told and lasts_s >= SUSTAINED_S:
                self._told.add(pattern)
                self._shown, self._shown_s = pattern, time_s
                return pattern
        return None


def _straight_legs(posture: Posture, limits: Limits) -> bool:
    return (
        posture.shoulder_drop_ratio >= MIN_DROP_RATIO
        and posture.trunk_flexion_deg > limits["trunk_flexion_deg"].value
        and posture.knee_flexion_deg <= limits["knee_flexion_deg"].value
        and posture.stoop_squat_index > _with_doubt("stoop_squat_index", limits)
    )


def _twist(posture: Posture, view: View, limits: Limits) -> bool:
    planted = (
        posture.feet_shift_ratio <= PLANTED_SHIFT_RATIO
        and posture.feet_turn_deg <= PLANTED_TURN_DEG
    )
    seen = view.label not in (ViewLabel.SIDE, ViewLabel.UNKNOWN)
    turned = abs(posture.trunk_rotation_deg) > _with_doubt("trunk_rotation_deg", limits)
    return seen and planted and turned


def _far(posture: Posture, view: View, limits: Limits) -> bool:
    seen = view.label in (ViewLabel.SIDE, ViewLabel.OBLIQUE)
    return seen and posture.load_distance_ratio > _with_doubt("load_distance_ratio", limits)


def _with_doubt(name: str, limits: Limits) -> float:
    return limits[name].value + limits[f"{name}_margin"].value


_LOADED: dict[Pattern, Callable[[Posture, View, Limits], bool]] = {
    Pattern.TWIST_WITH_LOAD: _twist,
    Pattern.LOAD_FAR: _far,
}
