"""The shape of ``session.json``, schema 1, as types.

The JSON Schema in ``docs/session.schema.json`` is made from these types. Fields may be added
freely; renaming or removing one needs a new schema number.

Writing is strict, reading is lenient: a later version may judge other patterns and give other
reasons, and its sessions are still read. A code that this version does not know stays a plain
string, and is shown as such.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    field_validator,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic.json_schema import SkipJsonSchema

from tilcoach.coaching import Camera, Cue, Note, Pattern, Reason, Verdict, WarningCode
from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import LoadChoice, LoadSource
from tilcoach.lifting_index import Coupling, NoIndex
from tilcoach.pose import FilmFault, Keypoint, Points
from tilcoach.session_files.bounds import (
    MAX_LIFTS,
    MAX_LIMITS,
    MAX_PATTERNS,
    MAX_PEOPLE,
    MAX_WARNINGS,
    Count,
    Degrees,
    Hertz,
    Index,
    Metres,
    Moment,
    Name,
    Number,
    Pixels,
    Ratio,
    Seconds,
    Sentence,
    Share,
)


def nan_if_none(value: float | None) -> float:
    """Return a measured value as a number; NaN when it could not be measured."""
    return math.nan if value is None else value


UNITS = frozenset({"deg", "index", "m", "ratio"})
"""What a finding is measured in."""

_POINTS = frozenset(point.name.lower() for point in Keypoint)

_LONGEST_CODE = 64
_UnknownCode = SkipJsonSchema[
    Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=_LONGEST_CODE)]
]
"""A code of a later version; the schema, which says what is written, leaves it out."""

_KNOWN_FIRST = Field(union_mode="left_to_right")
PatternCode = Annotated[Pattern | _UnknownCode, _KNOWN_FIRST]
ReasonCode = Annotated[Reason | _UnknownCode, _KNOWN_FIRST]
CameraCode = Annotated[Camera | _UnknownCode, _KNOWN_FIRST]
NoteCode = Annotated[Note | _UnknownCode, _KNOWN_FIRST]
CueCode = Annotated[Cue | _UnknownCode, _KNOWN_FIRST]
AnyWarningCode = Annotated[WarningCode | FilmFault | _UnknownCode, _KNOWN_FIRST]
ViewCode = Annotated[ViewLabel | _UnknownCode, _KNOWN_FIRST]
LoadSourceCode = Annotated[LoadSource | _UnknownCode, _KNOWN_FIRST]
LoadChoiceCode = Annotated[LoadChoice | _UnknownCode, _KNOWN_FIRST]
CouplingCode = Annotated[Coupling | _UnknownCode, _KNOWN_FIRST]
NoIndexCode = Annotated[NoIndex | _UnknownCode, _KNOWN_FIRST]


def _is_unit(unit: str, pattern: Pattern | str) -> bool:
    """Return whether a unit is ours, or, with a pattern of a later version, short plain text."""
    if isinstance(pattern, Pattern):
        return unit in UNITS
    return len(unit) <= _LONGEST_CODE and unit.isprintable() and not {"{", "}"} & set(unit)


def _unlike(numbers: Iterable[int], what: str) -> None:
    """Hold that no two of them are the same."""
    found = list(numbers)
    if len(set(found)) < len(found):
        message = f"expected every {what} to have a number of its own, not {found}"
        raise ValueError(message)


class _Part(BaseModel):
    # Every field is always written, so the schema calls every field required; what is not
    # named is not forbidden, because later versions may add to it.
    model_config = ConfigDict(
        frozen=True, json_schema_serialization_defaults_required=True, serialize_by_alias=True
    )


class SourcePart(_Part):
    """The video that was looked at."""

    name: Name = Field(description="File name without its folder.")
    sha256: Name = Field(description="Of the file's bytes, hexadecimal; empty for a camera.")
    duration_s: Seconds
    frame_rate_hz: Hertz = Field(description="Mean over the whole video.")
    width_px: Count
    height_px: Count
    frames: Count
    frames_without_person: Count
    recorded_at: Moment | None = Field(
        None, description="When the recording began; null when nothing says so."
    )
    recorded_at_from: Literal["container", "file"] | None = Field(
        None, description="The video's own metadata, or the date of the file."
    )


class ModelPart(_Part):
    """The pose model that was used."""

    name: Name
    sha256: Name


class SettingsPart(_Part):
    """What the user had set."""

    load: LoadChoiceCode
    height_cm: Number | None
    limits: dict[Name, Number] = Field(
        description="What verdicts were held against, by name.", max_length=MAX_LIMITS
    )
    language: Name
    load_kg: Number | None
    persons: Count
    coupling: CouplingCode | None = Field(
        None, description="How well the hands hold the load; null when the user did not say."
    )
    hours: Number | None = Field(
        None, description="Of work at a stretch; null when not said, which counts as one."
    )
    fingerprint: Name | None = Field(
        None, description="SHA-256 of all settings; null in sessions of older versions."
    )


class ViewPart(_Part):
    """From where the camera looks."""

    label: ViewCode
    yaw_deg: Degrees | None = Field(description="0 = a true side view, 90 = front or back.")


class LoadPart(_Part):
    """Whether something was held."""

    held: bool
    probability: Share
    source: LoadSourceCode


class MeasuresPart(_Part):
    """The values of one lift that count."""

    trunk_flexion_deg: Degrees | None
    knee_flexion_deg: Degrees | None
    stoop_squat_index: Index | None
    trunk_rotation_deg: Degrees | None
    load_distance_m: Metres | None
    load_distance_ratio: Ratio | None


_REASON_RULE: JsonDict = {
    "if": {"properties": {"verdict": {"const": "not_judged"}}},
    "then": {"properties": {"reason": {"type": "string"}}},
    "else": {"properties": {"reason": {"type": "null"}, "measured": {"type": "number"}}},
}


class FindingPart(_Part):
    """The verdict on one pattern in one lift."""

    model_config = ConfigDict(json_schema_extra=_REASON_RULE)

    pattern: PatternCode
    verdict: Verdict
    start_s: Seconds | None
    end_s: Seconds | None
    measured: Number | None
    limit: Number | None
    unit: str
    confidence: Share
    reason: ReasonCode | None = Field(description="Why it was not judged; null otherwise.")
    note: NoteCode | None = Field(
        default=None, description="What is told with the verdict; null for nothing."
    )
    judged_by: CameraCode | None = Field(
        default=None,
        description="Which of two cameras; null where there was one, or where none judged.",
    )

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if not _is_unit(self.unit, self.pattern):
            message = f"expected a unit out of {sorted(UNITS)}, not {self.unit!r}"
            raise ValueError(message)
        if (self.verdict is Verdict.NOT_JUDGED) is (self.reason is None):
            message = "expected a reason for what was not judged, and for nothing else"
            raise ValueError(message)
        return self


class CuePart(_Part):
    """The one sentence after a lift."""

    code: CueCode
    text: Sentence


class KeyPosePart(_Part):
    """The body at the moment of a lift that tells most: points, and no picture."""

    time_s: Seconds
    points_px: dict[Name, tuple[Pixels, Pixels]] = Field(
        description="Landmarks that were seen, by name: x to the right, y down, pixels of a frame."
    )

    @field_validator("points_px")
    @classmethod
    def _known(cls, points: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
        """Keep the landmarks that this version can draw."""
        return {name: point for name, point in points.items() if name in _POINTS}

    @property
    def landmarks(self) -> Points:
        """The landmarks that were seen, in pixels of a frame."""
        return {Keypoint[name.upper()]: np.array(xy) for name, xy in self.points_px.items()}


class IndexEndPart(_Part):
    """The lifting index at one end of a lift, and what it was worked out from."""

    rwl_kg: Number = Field(description="The recommended weight limit; 0 where nothing may be.")
    li: Number | None = Field(description="Load over limit; null where the limit is 0.")
    li_low: Number | None = Field(description="The 95 % band; null where it has no end.")
    li_high: Number | None
    horizontal_cm: Number = Field(description="H, from mid-ankle to below mid-grip.")
    height_cm: Number = Field(description="V, of mid-grip above the floor.")
    travel_cm: Number = Field(description="D, between both ends.")
    asymmetry_deg: Number = Field(description="A, positive to the person's own left.")


class LiftingIndexPart(_Part):
    """The lifting index of one lift: an estimate for a job, and no verdict."""

    origin: IndexEndPart | None
    destination: IndexEndPart | None
    reason: NoIndexCode | None = Field(description="Why it was not judged; null otherwise.")
    lifts_per_min: Number = Field(description="0 = now and then, or a film too short to tell.")


class LiftPart(_Part):
    """One lift; times are seconds from the first frame."""

    lift: Count
    start_s: Seconds
    grasp_s: Seconds
    upright_s: Seconds
    end_s: Seconds
    load: LoadPart
    measures: MeasuresPart
    findings: tuple[FindingPart, ...] = Field(
        description="Exactly one per pattern.",
        max_length=MAX_PATTERNS,
        json_schema_extra={"minItems": len(Pattern), "maxItems": len(Pattern)},
    )
    cue: CuePart
    key_pose: KeyPosePart | None = Field(
        None,
        validation_alias=AliasChoices("still", "key_pose"),
        serialization_alias="still",
        description="Null when the body was not seen at that moment.",
    )
    lifting_index: LiftingIndexPart | None = Field(
        None, description="Null when the user did not say how heavy the load is."
    )
    confidence: Share | None = Field(
        default=None,
        description="Of its least sure verdict, by two cameras; null where there was one.",
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        moments_s = (self.start_s, self.grasp_s, self.upright_s, self.end_s)
        if any(later < earlier for earlier, later in pairwise(moments_s)):
            message = f"expected the moments of a lift in order, not {moments_s}"
            raise ValueError(message)
        if len({finding.pattern for finding in self.findings}) < len(self.findings):
            message = "expected no more than one finding per pattern"
            raise ValueError(message)
        return self

    def finding(self, pattern: Pattern) -> FindingPart:
        """Return the finding on a pattern, also when the writing version did not judge it."""
        for finding in self.findings:
            if finding.pattern is pattern:
                return finding
        return FindingPart(
            pattern=pattern,
            verdict=Verdict.NOT_JUDGED,
            start_s=None,
            end_s=None,
            measured=None,
            limit=None,
            unit="index",
            confidence=0,
            reason=Reason.NOT_RECORDED,
        )


class BendPart(_Part):
    """Down and up again with nothing in the hands: no lift, and not judged."""

    start_s: Seconds
    upright_s: Seconds
    load: LoadPart
    measures: MeasuresPart


class PersonPart(_Part):
    """One person and their lifts."""

    person: Count
    view: ViewPart
    lifts: tuple[LiftPart, ...] = Field(max_length=MAX_LIFTS)
    bends: tuple[BendPart, ...] = Field(max_length=MAX_LIFTS)

    @field_validator("lifts")
    @classmethod
    def _numbered(cls, lifts: tuple[LiftPart, ...]) -> tuple[LiftPart, ...]:
        _unlike((lift.lift for lift in lifts), "lift")
        return lifts


class WarningPart(_Part):
    """Something that the user should know of this recording."""

    code: AnyWarningCode
    text: Sentence
    person: Count | None = Field(description="Whom it is about; null = the recording as a whole.")
    start_s: Seconds | None = Field(
        None, description="What the film does not show begins here; null for the whole film."
    )
    end_s: Seconds | None = Field(None, description="And ends here.")


class SecondCameraPart(_Part):
    """The recording of a second camera, which judged some of the findings."""

    name: Name = Field(description="File name without its folder.")
    sha256: Name = Field(description="Of the file's bytes, hexadecimal; empty for a camera.")
    duration_s: Seconds
    frame_rate_hz: Hertz = Field(description="Mean over the whole video.")
    view: ViewPart
    begins_s: Seconds = Field(description="On the clock of the first camera; may be below 0.")
    likeness: Share | None = Field(
        description="Of both movements, when laid beside each other; null when the user said when."
    )
    lifts: Count = Field(description="How many lifts it found by itself.")


class SessionDocument(_Part):
    """Everything that tilcoach has to say of one video: the file ``session.json``."""

    # "schema" is an old method of pydantic's models, hence the alias.
    schema_version: Annotated[Literal[1], Field(serialization_alias="schema")] = 1
    tilcoach: Name = Field(description="The version of tilcoach that wrote this.")
    source: SourcePart
    model: ModelPart
    settings: SettingsPart
    people: tuple[PersonPart, ...] = Field(max_length=MAX_PEOPLE)
    warnings: tuple[WarningPart, ...] = Field(max_length=MAX_WARNINGS)
    second_camera: SecondCameraPart | None = Field(
        default=None, description="Null where one camera filmed."
    )

    @field_validator("people")
    @classmethod
    def _numbered(cls, people: tuple[PersonPart, ...]) -> tuple[PersonPart, ...]:
        _unlike((person.person for person in people), "person")
        return people


def unknown_codes(document: SessionDocument) -> tuple[str, ...]:
    """Return the codes that only a later version knows, in alphabetical order."""
    return tuple(sorted({code for code in _codes(document) if type(code) is str}))


def _codes(document: SessionDocument) -> Iterator[str | None]:
    yield from (warning.code for warning in document.warnings)
    for person in document.people:
        yield person.view.label
        for lift in person.lifts:
            yield from (lift.cue.code, lift.load.source)
            for finding in lift.findings:
                yield from (finding.pattern, finding.reason, finding.judged_by)


def json_text(document: SessionDocument) -> str:
    """Return a session as JSON text that ends in a line break."""
    return document.model_dump_json(indent=2) + "\n"


def json_list_text(documents: Sequence[SessionDocument]) -> str:
    """Return several sessions as one JSON list."""
    listed = TypeAdapter(Sequence[SessionDocument]).dump_json(documents, indent=2)
    return listed.decode() + "\n"


def write_json(document: SessionDocument, path: Path) -> None:
    """Write a session as a JSON file."""
    path.write_text(json_text(document), encoding="utf-8", newline="\n")


def schema_text() -> str:
    """Return the JSON Schema of ``session.json``, as it stands in ``docs/``."""
    schema = SessionDocument.model_json_schema(by_alias=True, mode="serialization")
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
