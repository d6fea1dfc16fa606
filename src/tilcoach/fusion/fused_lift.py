"""One lift that two cameras saw: each pattern judged by the camera that sees it best."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from tilcoach.coaching import (
    Camera,
    Finding,
    JudgedLift,
    Limits,
    Reason,
    Verdict,
    chance_of_side,
    choose_cue,
)
from tilcoach.kinematics import View
from tilcoach.lifting import LiftMeasures
from tilcoach.measures import KNEE_FLEXION, MEASURE_OF, MEASURES, Measure, Pattern


@dataclass(frozen=True, slots=True)
class CameraView:
    """How well one camera sees.

    Attributes
    ----------
    camera
        Which one.
    view
        From where it looks.
    limits
        What its findings were held against, with the errors that they were given.
    """

    camera: Camera
    view: View
    limits: Limits

    def error(self, measure: Measure) -> float:
        """Return the root mean square error of a measure from here; infinite where it is hidden.

        Parameters
        ----------
        measure
            One that has a limit.
        """
        if self.view.label not in measure.views:
            return math.inf
        return self.limits.of(measure).seen_from(self.view.label).uncertainty


@dataclass(frozen=True, slots=True, kw_only=True)
class FusedLift(JudgedLift):
    """A lift with findings of two cameras, on the clock of the first.

    Attributes
    ----------
    lift
        As the camera that found it saw it; the first when both did.
    findings
        Exactly one per pattern; each says which camera judged it.
    cue
        The one sentence that goes with it.
    confidence
        0 to 1, of the lift as a whole: that of its least sure verdict; 0 without any.
    best_measures
        Each value as the camera that sees it best measured it.
    """

    confidence: float
    best_measures: LiftMeasures

    @property
    def measures(self) -> LiftMeasures:
        """The values that count; NaN = cannot be measured."""
        return self.best_measures


@dataclass(frozen=True, slots=True)
class _Witness:
    """What one camera says of one pattern, and how far it may be mistaken."""

    finding: Finding
    error: float

    @property
    def is_judged(self) -> bool:
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


def fuse(
    first: JudgedLift, second: JudgedLift, views: tuple[CameraView, CameraView], offset_s: float
) -> FusedLift:
    """Return what two cameras together say of one lift.

    Parameters
    ----------
    first, second
        The lift as each camera judged it.
    views
        How well each of them sees, in the same order.
    offset_s
        What is added to a time of the second camera to make it one of the first.
    """
    later = on_first_clock(second, offset_s)
    findings = tuple(
        fuse_findings(
            _Witness(_by(first.finding(pattern), views[0]), _error(pattern, views[0])),
            _Witness(_by(later.finding(pattern), views[1]), _error(pattern, views[1])),
        )
        for pattern in Pattern
    )
    return fused_lift(first, findings, _best_measures(first, later, views))


def fused_lift(
    judged: JudgedLift, findings: tuple[Finding, ...], measures: LiftMeasures
) -> FusedLift:
    """Return a lift with the findings and measures that two cameras came to.

    Parameters
    ----------
    judged
        The lift itself.
    findings
        One per pattern.
    measures
        The values that count.
    """
    sure = [one.confidence for one in findings if one.verdict is not Verdict.NOT_JUDGED]
    return FusedLift(
        lift=judged.lift,
        findings=findings,
        cue=choose_cue(findings),
        confidence=min(sure, default=0.0),
        best_measures=measures,
    )


def seen_by_one(judged: JudgedLift, view: CameraView) -> FusedLift:
    """Return a lift that only one of two cameras found; it judges what it can.

    Parameters
    ----------
    judged
        The lift, on the clock of the first camera.
    view
        How well that camera sees.
    """
    findings = tuple(_by(finding, view) for finding in judged.findings)
    return fused_lift(judged, findings, judged.measures)


def numbered(fused: FusedLift, number: int) -> FusedLift:
    """Return a lift with another number.

    Parameters
    ----------
    fused
        The lift.
    number
        Among those of both cameras, from 1.
    """
    return replace(fused, lift=replace(fused.lift, number=number))


def fuse_findings(one: _Witness, other: _Witness) -> Finding:
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


def _pooled(best: _Witness, second: _Witness) -> float:
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


def _neither(one: _Witness, other: _Witness) -> Finding:
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


def _by(finding: Finding, view: CameraView) -> Finding:
    """Return a finding that says which camera judged it, if one did."""
    is_judged = finding.verdict is not Verdict.NOT_JUDGED
    return replace(finding, judged_by=view.camera if is_judged else None)


def _error(pattern: Pattern, view: CameraView) -> float:
    """Return how far a camera may be mistaken about a pattern; infinite where it is hidden.

    The knees decide about straight legs, and how well they are seen depends on the view.
    """
    measure = MEASURE_OF[pattern]
    if pattern is Pattern.STRAIGHT_LEGS:
        hidden = view.view.label not in measure.views
        knee = view.limits.of(KNEE_FLEXION).seen_from(view.view.label).uncertainty
        return math.inf if hidden else knee
    return view.error(measure)


_FIELD_OF = {"load_distance_m": "load_distance_ratio"}


def _best_measures(
    first: JudgedLift, second: JudgedLift, views: tuple[CameraView, CameraView]
) -> LiftMeasures:
    """Return each value as the camera with the smaller error has it, among those that have it."""
    by_field = {measure.field: measure for measure in MEASURES}
    both = ((first.measures, views[0]), (second.measures, views[1]))

    def values() -> Iterator[tuple[str, float]]:
        for field in fields(LiftMeasures):
            measure = by_field[_FIELD_OF.get(field.name, field.name)]
            seen = [(getattr(some, field.name), view.error(measure)) for some, view in both]
            value, _ = min(seen, key=lambda one: (math.isnan(one[0]), one[1]))
            yield field.name, value

    return LiftMeasures(**dict(values()))


def on_first_clock(judged: JudgedLift, offset_s: float) -> JudgedLift:
    """Return a lift of the second camera with the times of the first.

    Parameters
    ----------
    judged
        On the clock of the second camera.
    offset_s
        What is added to each time.
    """
    lift = judged.lift
    moved = replace(
        lift,
        start_s=lift.start_s + offset_s,
        grasp_s=lift.grasp_s + offset_s,
        upright_s=lift.upright_s + offset_s,
        end_s=lift.end_s + offset_s,
        postures=replace(lift.postures, time_s=lift.postures.time_s + offset_s),
    )
    findings = tuple(
        replace(one, start_s=one.start_s + offset_s, end_s=one.end_s + offset_s)
        for one in judged.findings
    )
    return replace(judged, lift=moved, findings=findings)
