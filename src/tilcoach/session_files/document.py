"""From a review to ``session.json``, and what that needs of its callers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Protocol

from tilcoach.coaching import (
    Cue,
    Finding,
    JudgedLift,
    Limits,
    PersonRecordingResult,
    RecordingResult,
    WarningCode,
)
from tilcoach.fusion import FusedLift, SecondCamera
from tilcoach.kinematics import View
from tilcoach.lifting import Lift, LiftMeasures, LoadChoice
from tilcoach.pose import FilmFault, PoseSeries, SourceInfo
from tilcoach.session_files.bounds import FIRST_DAY, LAST_DAY, MAX_ABS, MAX_NAME, within
from tilcoach.session_files.index_part import SaidOfLoad, film_rate_per_min, index_part
from tilcoach.session_files.key_pose import key_pose_part
from tilcoach.session_files.lift_schema import (
    BendPart,
    CuePart,
    FindingPart,
    LiftingIndexPart,
    LiftPart,
    LoadPart,
    MeasuresPart,
    ViewPart,
)
from tilcoach.session_files.schema import (
    ModelPart,
    PersonPart,
    SecondCameraPart,
    SessionDocument,
    SettingsPart,
    SourcePart,
    WarningPart,
)
from tilcoach.version import __version__


class Wording(Protocol):
    """What the report asks of a translator; `tilcoach.i18n.Translator` is one."""

    def cue(self, cue: Cue) -> str:
        """Return the one sentence after a lift."""
        ...

    def warning(self, warning: WarningCode) -> str:
        """Return what the user should know of a recording."""
        ...

    def film_span(self, fault: FilmFault, start_s: float, end_s: float) -> str:
        """Return what a film does not show, with its time."""
        ...


class ModelIdentity(Protocol):
    """What the report asks of a pose model."""

    @property
    def name(self) -> str:
        """The name of the bundle, such as ``pose_landmarker_full``."""
        ...

    @property
    def sha256(self) -> str:
        """The fingerprint of the bundle's bytes, hexadecimal."""
        ...


class Choices(SaidOfLoad, Protocol):
    """What the report asks of the settings; `tilcoach.config.Settings` is one."""

    @property
    def language(self) -> str:
        """The language of the sentences."""
        ...

    @property
    def load(self) -> LoadChoice:
        """What the user says of the load."""
        ...

    @property
    def height_cm(self) -> float | None:
        """Body height; None when the user did not say."""
        ...

    @property
    def persons(self) -> int:
        """How many people to follow at most."""
        ...

    @property
    def limits(self) -> Limits:
        """What verdicts are held against."""
        ...

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that can change the results of a film, in hexadecimal."""
        ...


# What the measures are worth: more decimals would only look more exact than they are.
_DECIMALS = {"deg": 1, "index": 1, "m": 3, "ratio": 3, "s": 3, "hz": 3}
_SHARE_DECIMALS = 2


def session_document(
    review: RecordingResult,
    source: SourceInfo,
    model: ModelIdentity,
    settings: Choices,
    frames_without_person: int,
    words: Wording,
    second: SecondCamera | None = None,
) -> SessionDocument:
    """Return the document of one recording."""
    return SessionDocument(
        tilcoach=__version__,
        source=_source(source, frames_without_person),
        model=ModelPart(name=model.name, sha256=model.sha256),
        settings=SettingsPart(
            load=settings.load,
            height_cm=settings.height_cm,
            limits=dict(settings.limits.values()),
            language=settings.language,
            load_kg=settings.load_kg,
            persons=settings.persons,
            coupling=settings.coupling,
            hours=settings.hours,
            fingerprint=settings.fingerprint,
        ),
        people=tuple(
            _person(person, words, settings, source.duration_s) for person in review.people
        ),
        warnings=tuple(_warnings(review, words)),
        second_camera=_second_camera(second) if second is not None else None,
    )


def _second_camera(second: SecondCamera) -> SecondCameraPart:
    source, found = second.source, second.alignment
    return SecondCameraPart(
        name=_name(source),
        sha256=source.sha256,
        duration_s=_time(source.duration_s),
        frame_rate_hz=_rounded(source.frame_rate_hz, "hz") or 0.0,
        view=view_part(second.view),
        begins_s=_time(found.offset_s),
        likeness=_rounded(found.likeness, "share"),
        lifts=second.lifts,
    )


def _name(source: SourceInfo) -> str:
    """Return a file's name as text: on Linux it may hold bytes that are none; JSON may not."""
    return source.name.encode("utf-8", "replace").decode("utf-8")[:MAX_NAME]


def _rounded(value: float, unit: str) -> float | None:
    """Round to what the unit is worth; None stands for what cannot be measured."""
    if not within(value, unit):
        return None
    return round(value, _DECIMALS.get(unit, _SHARE_DECIMALS)) + 0.0  # + 0.0: never "-0.0"


def _time(value_s: float) -> float:
    return round(min(value_s, MAX_ABS["s"]), _DECIMALS["s"])


def _source(source: SourceInfo, frames_without_person: int) -> SourcePart:
    recorded_at = source.recorded_at
    is_dated = recorded_at is not None and FIRST_DAY <= recorded_at <= LAST_DAY
    return SourcePart(
        name=_name(source),
        sha256=source.sha256,
        duration_s=_time(source.duration_s),
        frame_rate_hz=_rounded(source.frame_rate_hz, "hz") or 0.0,
        width_px=source.width_px,
        height_px=source.height_px,
        frames=source.frames,
        frames_without_person=frames_without_person,
        recorded_at=recorded_at if is_dated else None,
        recorded_at_from=source.recorded_at_from if is_dated else None,
    )


def _person(
    person: PersonRecordingResult, words: Wording, settings: Choices, duration_s: float
) -> PersonPart:
    rate = film_rate_per_min(tuple(judged.lift for judged in person.lifts), duration_s)
    lifts = (
        lift_part(
            judged,
            words,
            person.poses,
            index_part(judged.lift, person.view.label, settings, rate),
        )
        for judged in person.lifts
    )
    return PersonPart(
        person=person.person,
        view=view_part(person.view),
        lifts=tuple(lifts),
        bends=tuple(_bend(judged.lift) for judged in person.bends),
    )


def view_part(view: View) -> ViewPart:
    """Return what is kept of a view."""
    return ViewPart(label=view.label, yaw_deg=_rounded(view.yaw_deg, "deg"))


def lift_part(
    judged: JudgedLift,
    words: Wording,
    poses: PoseSeries | None = None,
    index: LiftingIndexPart | None = None,
) -> LiftPart:
    """Return what is kept of one lift."""
    lift = judged.lift
    return LiftPart(
        lift=lift.number,
        start_s=_time(lift.start_s),
        grasp_s=_time(lift.grasp_s),
        upright_s=_time(lift.upright_s),
        end_s=_time(lift.end_s),
        load=_load(lift),
        measures=_measures(judged.measures),
        findings=tuple(_finding(finding) for finding in judged.findings),
        cue=CuePart(code=judged.cue, text=words.cue(judged.cue)),
        key_pose=key_pose_part(judged, poses) if poses is not None else None,
        lifting_index=index,
        confidence=(
            round(judged.confidence, _SHARE_DECIMALS) if isinstance(judged, FusedLift) else None
        ),
    )


def _bend(bend: Lift) -> BendPart:
    return BendPart(
        start_s=_time(bend.start_s),
        upright_s=_time(bend.upright_s),
        load=_load(bend),
        measures=_measures(bend.measures),
    )


def _load(lift: Lift) -> LoadPart:
    return LoadPart(
        held=lift.load.held,
        probability=round(lift.load.probability, _SHARE_DECIMALS),
        source=lift.load.source,
    )


def _measures(measures: LiftMeasures) -> MeasuresPart:
    """Round each measure by the unit at the end of its name."""
    return MeasuresPart(
        **{
            field.name: _rounded(getattr(measures, field.name), field.name.rsplit("_", 1)[-1])
            for field in fields(measures)
        }
    )


def _finding(finding: Finding) -> FindingPart:
    return FindingPart(
        pattern=finding.pattern,
        verdict=finding.verdict,
        start_s=_rounded(finding.start_s, "s"),
        end_s=_rounded(finding.end_s, "s"),
        measured=_rounded(finding.measured, finding.unit),
        limit=_rounded(finding.limit, finding.unit),
        unit=finding.unit,
        confidence=round(finding.confidence, _SHARE_DECIMALS),
        reason=finding.reason,
        note=finding.note,
        judged_by=finding.judged_by,
    )


def _warnings(review: RecordingResult, words: Wording) -> Iterator[WarningPart]:
    """Yield what the film does not show, the warnings of the recording, and of each person."""
    for span in review.spans:
        yield WarningPart(
            code=span.fault,
            text=words.film_span(span.fault, span.start_s, span.end_s),
            person=None,
            start_s=_time(span.start_s),
            end_s=_time(span.end_s),
        )
    whole: list[tuple[int | None, WarningCode]] = [(None, code) for code in review.warnings]
    own = [(person.person, code) for person in review.people for code in person.warnings]
    for number, code in (*whole, *own):
        yield WarningPart(
            code=code, text=words.warning(code), person=number, start_s=None, end_s=None
        )
