"""From a review to the document that is kept of it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields

from tilcoach import __version__
from tilcoach.coaching import Finding, JudgedLift, PersonReview, Review, WarningCode
from tilcoach.kinematics import View
from tilcoach.lifting import Lift, LiftMeasures
from tilcoach.pose import PoseSeries, SourceInfo
from tilcoach.report import session as part
from tilcoach.report.given import Choices, Model, Words
from tilcoach.report.still import still_part

# What the measures are worth: more decimals would only look more exact than they are.
_DECIMALS = {"deg": 1, "index": 1, "m": 3, "ratio": 3, "s": 3, "hz": 3}
_SHARE_DECIMALS = 2


def session_document(
    review: Review,
    source: SourceInfo,
    model: Model,
    settings: Choices,
    frames_without_person: int,
    words: Words,
) -> part.SessionDocument:
    """Return the document of one recording.

    Parameters
    ----------
    review
        What is known of everybody.
    source
        The video.
    model
        The pose model.
    settings
        What the user had set.
    frames_without_person
        How many frames showed nobody.
    words
        Says cues and warnings in the user's language.
    """
    return part.SessionDocument(
        tilcoach=__version__,
        source=_source(source, frames_without_person),
        model=part.ModelPart(name=model.name, sha256=model.sha256),
        settings=part.SettingsPart(
            load=settings.load,
            height_cm=settings.height_cm,
            limits={name: limit.value for name, limit in settings.limits.items()},
            language=settings.language,
            load_kg=settings.load_kg,
            persons=settings.persons,
        ),
        people=tuple(_person(person, words) for person in review.people),
        warnings=tuple(_warnings(review, words)),
    )


def _rounded(value: float, unit: str) -> float | None:
    """Round to what the unit is worth; None stands for what cannot be measured."""
    if not math.isfinite(value):
        return None
    return round(value, _DECIMALS.get(unit, _SHARE_DECIMALS)) + 0.0  # + 0.0: never "-0.0"


def _time(value_s: float) -> float:
    return round(value_s, _DECIMALS["s"])


def _source(source: SourceInfo, frames_without_person: int) -> part.SourcePart:
    return part.SourcePart(
        # A file name on Linux may hold bytes that are no text; JSON may not.
        name=source.name.encode("utf-8", "replace").decode("utf-8"),
        sha256=source.sha256,
        duration_s=_time(source.duration_s),
        frame_rate_hz=_rounded(source.frame_rate_hz, "hz") or 0.0,
        width_px=source.width_px,
        height_px=source.height_px,
        frames=source.frames,
        frames_without_person=frames_without_person,
    )


def _person(person: PersonReview, words: Words) -> part.PersonPart:
    return part.PersonPart(
        person=person.person,
        view=view_part(person.view),
        lifts=tuple(lift_part(judged, words, person.poses) for judged in person.lifts),
        bends=tuple(_bend(judged.lift) for judged in person.bends),
    )


def view_part(view: View) -> part.ViewPart:
    """Return what is kept of a view.

    Parameters
    ----------
    view
        From where the camera looks.
    """
    return part.ViewPart(label=view.label, yaw_deg=_rounded(view.yaw_deg, "deg"))


def lift_part(judged: JudgedLift, words: Words, poses: PoseSeries | None = None) -> part.LiftPart:
    """Return what is kept of one lift.

    Parameters
    ----------
    judged
        The lift with its findings.
    words
        Says the cue in the user's language.
    poses
        The person's landmarks over time; without them no still is kept.
    """
    lift = judged.lift
    return part.LiftPart(
        lift=lift.number,
        start_s=_time(lift.start_s),
        grasp_s=_time(lift.grasp_s),
        upright_s=_time(lift.upright_s),
        end_s=_time(lift.end_s),
        load=_load(lift),
        measures=_measures(lift.measures),
        findings=tuple(_finding(finding) for finding in judged.findings),
        cue=part.CuePart(code=judged.cue, text=words.cue(judged.cue)),
        still=still_part(judged, poses) if poses is not None else None,
    )


def _bend(bend: Lift) -> part.BendPart:
    return part.BendPart(
        start_s=_time(bend.start_s),
        upright_s=_time(bend.upright_s),
        load=_load(bend),
        measures=_measures(bend.measures),
    )


def _load(lift: Lift) -> part.LoadPart:
    return part.LoadPart(
        held=lift.load.held,
        probability=round(lift.load.probability, _SHARE_DECIMALS),
        source=lift.load.source,
    )


def _measures(measures: LiftMeasures) -> part.MeasuresPart:
    """Round each measure by the unit at the end of its name."""
    return part.MeasuresPart(
        **{
            field.name: _rounded(getattr(measures, field.name), field.name.rsplit("_", 1)[-1])
            for field in fields(measures)
        }
    )


def _finding(finding: Finding) -> part.FindingPart:
    return part.FindingPart(
        pattern=finding.pattern,
        verdict=finding.verdict,
        start_s=_rounded(finding.start_s, "s"),
        end_s=_rounded(finding.end_s, "s"),
        measured=_rounded(finding.measured, finding.unit),
        limit=_rounded(finding.limit, finding.unit),
        unit=finding.unit,
        confidence=round(finding.confidence, _SHARE_DECIMALS),
        reason=finding.reason,
    )


def _warnings(review: Review, words: Words) -> Iterator[part.WarningPart]:
    """Give the warnings of the recording first, then those of each person."""
    whole: list[tuple[int | None, WarningCode]] = [(None, code) for code in review.warnings]
    own = [(person.person, code) for person in review.people for code in person.warnings]
    for number, code in (*whole, *own):
        yield part.WarningPart(code=code, text=words.warning(code), person=number)
