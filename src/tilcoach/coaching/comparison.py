"""Two lifts side by side: what differs by more than one camera can be mistaken."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from tilcoach.coaching.alignment import LiftTimes
from tilcoach.coaching.finding import Finding, JudgedLift, Pattern, Reason
from tilcoach.coaching.limits import Limits
from tilcoach.kinematics import PostureSeries, ViewLabel
from tilcoach.lifting import LiftMeasures


class Quantity(StrEnum):
    """What two lifts are compared by; the name ends in its unit."""

    KNEE_FLEXION = "knee_flexion_deg"
    TRUNK_FLEXION = "trunk_flexion_deg"
    STOOP_SQUAT = "stoop_squat_index"
    LOAD_DISTANCE = "load_distance_m"
    TRUNK_ROTATION = "trunk_rotation_deg"

    @property
    def unit(self) -> str:
        """As in `tilcoach.coaching.Limit`."""
        return self.value.rsplit("_", 1)[-1]


class Outcome(StrEnum):
    """How the second lift differs from the first."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ComparedLift:
    """One of the two lifts, from a recording or from the history.

    Attributes
    ----------
    times
        Its four moments.
    measures
        The values that count.
    findings
        One per pattern.
    postures
        The measures over time, from start to end.
    limits
        What it was held against; they hold the uncertainty of each measure too.
    view
        From where the camera looked.
    """

    times: LiftTimes
    measures: LiftMeasures
    findings: tuple[Finding, ...]
    postures: PostureSeries
    limits: Limits
    view: ViewLabel

    @classmethod
    def of(cls, judged: JudgedLift, limits: Limits, view: ViewLabel) -> ComparedLift:
        """Return a lift of a recording.

        Parameters
        ----------
        judged
            The lift with its findings.
        limits
            What it was held against.
        view
            From where the camera looked.
        """
        lift = judged.lift
        times = LiftTimes(lift.start_s, lift.grasp_s, lift.upright_s, lift.end_s)
        return cls(times, lift.measures, judged.findings, lift.postures, limits, view)

    def finding(self, pattern: Pattern) -> Finding:
        """Return the finding on one pattern.

        Parameters
        ----------
        pattern
            Which pattern.
        """
        return next(finding for finding in self.findings if finding.pattern is pattern)

    def value(self, quantity: Quantity) -> float:
        """Return what the lift is compared by; NaN when it was not clearly seen.

        Parameters
        ----------
        quantity
            Distances are in metres, a rotation has no sign.
        """
        match quantity:
            case Quantity.TRUNK_FLEXION:
                return self.measures.trunk_flexion_deg
            case Quantity.KNEE_FLEXION:
                clear = self._clear(Pattern.STRAIGHT_LEGS, Reason.SMALL_DROP)
                return self.measures.knee_flexion_deg if clear and self._aside else _NAN
            case Quantity.STOOP_SQUAT:
                clear = self._clear(Pattern.STRAIGHT_LEGS)
                return self.measures.stoop_squat_index if clear else _NAN
        pattern = _PATTERN[quantity]
        return self.finding(pattern).measured if self._clear(pattern) else _NAN

    def doubt(self, quantity: Quantity) -> float:
        """Return how uncertain that value is, in its unit.

        Parameters
        ----------
        quantity
            Of which one.
        """
        if quantity is Quantity.LOAD_DISTANCE:  # known as a share of body height
            height_m = self.finding(Pattern.LOAD_FAR).limit / self._limit("load_distance_ratio")
            return self._limit("load_distance_ratio_uncertainty") * height_m
        return self._limit(f"{quantity}_uncertainty")

    def _clear(self, pattern: Pattern, *also: Reason) -> bool:
        """Return whether what a pattern is judged by was seen, however that ended."""
        return self.finding(pattern).reason in (None, Reason.NEAR_LIMIT, *also)

    @property
    def _aside(self) -> bool:
        """Whether the knee is seen: from the front its bend is depth, and off by some 30°."""
        return self.view in (ViewLabel.SIDE, ViewLabel.OBLIQUE)

    def _limit(self, name: str) -> float:
        return self.limits[name].value


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure of two lifts.

    Attributes
    ----------
    quantity
        Which one.
    first, second
        The values, in the unit of the quantity; NaN when not clearly seen.
    outcome
        How the second differs from the first.
    """

    quantity: Quantity
    first: float
    second: float
    outcome: Outcome


def compare_lifts(first: ComparedLift, second: ComparedLift) -> tuple[Difference, ...]:
    """Return how two lifts differ, one entry per quantity.

    Parameters
    ----------
    first, second
        The lifts.
    """
    return tuple(_difference(quantity, first, second) for quantity in Quantity)


TIMES_DOUBT = 2
"""A difference is told when it is larger than so many times the uncertainty: of a hundred lifts
that are the same, some five then differ by chance."""


def _difference(quantity: Quantity, first: ComparedLift, second: ComparedLift) -> Difference:
    was, now = first.value(quantity), second.value(quantity)
    clear = TIMES_DOUBT * _doubt_of_both(quantity, first, second)
    if not math.isfinite(now - was):
        outcome = Outcome.UNKNOWN
    elif abs(now - was) <= clear:
        outcome = Outcome.SAME
    else:
        outcome = Outcome.MORE if now > was else Outcome.LESS
    return Difference(quantity, was, now, outcome)


def _doubt_of_both(quantity: Quantity, first: ComparedLift, second: ComparedLift) -> float:
    """Return the uncertainty of a difference.

    From the same side most of the error is the same in both lifts and falls away; seen from two
    sides the errors have nothing to do with each other and add up.
    """
    doubts = first.doubt(quantity), second.doubt(quantity)
    same_side = first.view is second.view is not ViewLabel.UNKNOWN
    return max(doubts) if same_side else math.hypot(*doubts)


_NAN = math.nan
_PATTERN = {
    Quantity.LOAD_DISTANCE: Pattern.LOAD_FAR,
    Quantity.TRUNK_ROTATION: Pattern.TWIST_WITH_LOAD,
}
