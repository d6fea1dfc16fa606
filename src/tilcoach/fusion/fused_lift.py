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
    Verdict,
    choose_cue,
)
from tilcoach.fusion.fused_finding import Witness, fuse_findings
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
        fuse_findings(_witness(first, pattern, views[0]), _witness(later, pattern, views[1]))
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


def _by(finding: Finding, view: CameraView) -> Finding:
    """Return a finding that says which camera judged it, if one did."""
    is_judged = finding.verdict is not Verdict.NOT_JUDGED
    return replace(finding, judged_by=view.camera if is_judged else None)


def _witness(judged: JudgedLift, pattern: Pattern, view: CameraView) -> Witness:
    """Return what a camera says of a pattern, and how far it may be mistaken.

    The knees decide about straight legs, and how well they are seen depends on the view. A person
    who turned may have been judged in a view that is not the one of the whole recording.
    """
    finding = _by(judged.finding(pattern), view)
    measure = MEASURE_OF[pattern]
    if finding.verdict is Verdict.NOT_JUDGED and view.view.label not in measure.views:
        return Witness(finding, math.inf)
    decides = KNEE_FLEXION if pattern is Pattern.STRAIGHT_LEGS else measure
    return Witness(finding, view.limits.of(decides).seen_from(view.view.label).uncertainty)


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
