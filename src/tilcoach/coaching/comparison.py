"""Two lifts side by side: what differs by more than one camera can be mistaken."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from tilcoach.coaching.alignment import LiftTimes
from tilcoach.coaching.finding import Camera, Finding, JudgedLift, Reason
from tilcoach.coaching.limits import Limits
from tilcoach.kinematics import PostureSeries, ViewLabel
from tilcoach.lifting import LiftMeasures
from tilcoach.measures import (
    KNEE_FLEXION,
    LOAD_DISTANCE,
    MEASURES,
    STOOP_SQUAT,
    TRUNK_FLEXION,
    Measure,
    Pattern,
)


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
        From where the camera looked; the first, where there were two.
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
        return cls(times, judged.measures, judged.findings, lift.postures, limits, view)

    def finding(self, pattern: Pattern) -> Finding:
        """Return the finding on one pattern.

        Parameters
        ----------
        pattern
            Which pattern.
        """
        return next(finding for finding in self.findings if finding.pattern is pattern)

    def value(self, measure: Measure) -> float:
        """Return what the lift is compared by; NaN when it was not clearly seen.

        Parameters
        ----------
        measure
            Distances are in metres, a rotation has no sign.
        """
        if measure is TRUNK_FLEXION:
            return self.measures.trunk_flexion_deg
        if measure is KNEE_FLEXION:
            clear = self._clear(Pattern.STRAIGHT_LEGS, Reason.SMALL_DROP)
            shown = self.view in measure.views or self._is_of_second(measure)
            return self.measures.knee_flexion_deg if clear and shown else _NAN
        if measure is STOOP_SQUAT:
            clear = self._clear(Pattern.STRAIGHT_LEGS)
            return self.measures.stoop_squat_index if clear else _NAN
        pattern = measure.pattern
        return self.finding(pattern).measured if pattern and self._clear(pattern) else _NAN

    def doubt(self, measure: Measure) -> float:
        """Return how uncertain that value is, in the unit of the findings.

        Parameters
        ----------
        measure
            Of which one.
        """
        limit = self.limits.of(measure).seen_from(self.seen_from(measure))
        if measure is LOAD_DISTANCE:  # known as a share of body height
            return limit.uncertainty * self.finding(Pattern.LOAD_FAR).limit / limit.value
        return limit.uncertainty

    def seen_from(self, measure: Measure) -> ViewLabel:
        """Return from where a measure was seen; unknown where the second of two cameras judged it.

        Parameters
        ----------
        measure
            Of which one.
        """
        return ViewLabel.UNKNOWN if self._is_of_second(measure) else self.view

    def _is_of_second(self, measure: Measure) -> bool:
        pattern = measure.pattern or Pattern.STRAIGHT_LEGS
        return self.finding(pattern).judged_by is Camera.SECOND

    def _clear(self, pattern: Pattern, *also: Reason) -> bool:
        """Return whether what a pattern is judged by was seen, however that ended."""
        return self.finding(pattern).reason in (None, Reason.NEAR_LIMIT, *also)


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure of two lifts.

    Attributes
    ----------
    measure
        Which one.
    first, second
        The values, in the unit of the findings; NaN when not clearly seen.
    outcome
        How the second differs from the first.
    """

    measure: Measure
    first: float
    second: float
    outcome: Outcome


def compare_lifts(first: ComparedLift, second: ComparedLift) -> tuple[Difference, ...]:
    """Return how two lifts differ, one entry per measure.

    Parameters
    ----------
    first, second
        The lifts.
    """
    return tuple(_difference(measure, first, second) for measure in MEASURES)


TIMES_DOUBT = 2
"""A difference counts from so many times the uncertainty on: of a hundred lifts that are the same,
some five then differ by chance."""


def _difference(measure: Measure, first: ComparedLift, second: ComparedLift) -> Difference:
    was, now = first.value(measure), second.value(measure)
    clear = TIMES_DOUBT * _doubt_of_both(measure, first, second)
    if not math.isfinite(now - was):
        outcome = Outcome.UNKNOWN
    elif abs(now - was) <= clear:
        outcome = Outcome.SAME
    else:
        outcome = Outcome.MORE if now > was else Outcome.LESS
    return Difference(measure, was, now, outcome)


def _doubt_of_both(measure: Measure, first: ComparedLift, second: ComparedLift) -> float:
    """Return the uncertainty of a difference.

    From the same side most of the error is the same in both lifts and falls away; seen from two
    sides the errors have nothing to do with each other and add up.
    """
    doubts = first.doubt(measure), second.doubt(measure)
    same_side = first.seen_from(measure) is second.seen_from(measure) is not ViewLabel.UNKNOWN
    return max(doubts) if same_side else math.hypot(*doubts)


_NAN = math.nan
