"""The shape of ``session.json``, schema 1, as types.

The JSON Schema in ``docs/session.schema.json`` is made from these types. Fields may be added
freely; renaming or removing one needs a new schema number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator, model_validator
from pydantic.config import JsonDict

from tilcoach.coaching import Cue, Pattern, Reason, Verdict, WarningCode
from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import LoadChoice, LoadSource
from tilcoach.pose import Keypoint

Number = Annotated[float, Field(allow_inf_nan=False)]
"""A finite number."""

Measured = Number | None
"""A finite number, or null when it cannot be measured."""

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""A number from 0 to 1."""


Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
"""A number of things, or the number of one of them."""

UNITS = frozenset({"deg", "index", "m", "ratio"})
"""What a finding is measured in."""

_POINTS = frozenset(point.name.lower() for point in Keypoint)


def _unlike(numbers: Iterable[int], what: str) -> None:
    """Hold that no two of them are the same."""
    given = list(numbers)
    if len(set(given)) < len(given):
        message = f"expected every {what} to have a number of its own, not {given}"
        raise ValueError(message)


class _Part(BaseModel):
    # Every field is always written, so the schema calls every field required; what is not
    # named is not forbidden, because later versions may add to it.
    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)


class SourcePart(_Part):
    """The video that was looked at."""

    name: str = Field(description="File name without its folder.")
    sha256: str = Field(description="Of the file's bytes, hexadecimal; empty for a camera.")
    duration_s: Number
    frame_rate_hz: Number = Field(description="Mean over the whole video.")
    width_px: int
    height_px: int
    frames: int
    frames_without_person: int


class ModelPart(_Part):
    """The pose model that was used."""

    name: str
    sha256: str


class SettingsPart(_Part):
    """What the user had set."""

    load: LoadChoice
    height_cm: Measured
    limits: dict[str, Number] = Field(description="What verdicts were held against, by name.")
    language: str
    load_kg: Measured
    persons: int


class ViewPart(_Part):
    """From where the camera looks."""

    label: ViewLabel
    yaw_deg: Measured = Field(description="0 = a true side view, 90 = front or back.")


class LoadPart(_Part):
    """Whether something was held."""

    held: bool
    probability: Share
    source: LoadSource


class MeasuresPart(_Part):
    """The values of one lift that count."""

    trunk_flexion_deg: Measured
    knee_flexion_deg: Measured
    stoop_squat_index: Measured
    trunk_rotation_deg: Measured
    load_distance_m: Measured
    load_distance_ratio: Measured


_REASON_RULE: JsonDict = {
    "if": {"properties": {"verdict": {"const": "not_judged"}}},
    "then": {"properties": {"reason": {"type": "string"}}},
    "else": {"properties": {"reason": {"type": "null"}, "measured": {"type": "number"}}},
}


class FindingPart(_Part):
    """The verdict on one pattern in one lift."""

    model_config = ConfigDict(json_schema_extra=_REASON_RULE)

    pattern: Pattern
    verdict: Verdict
    start_s: Measured
    end_s: Measured
    measured: Measured
    limit: Measured
    unit: str
    confidence: Share
    reason: Reason | None = Field(description="Why it was not judged; null otherwise.")

    @model_validator(mode="after")
    def _said_in_full(self) -> Self:
        if self.unit not in UNITS:
            message = f"expected a unit out of {sorted(UNITS)}, not {self.unit!r}"
            raise ValueError(message)
        if (self.verdict is Verdict.NOT_JUDGED) is (self.reason is None):
            message = "expected a reason for what was not judged, and for nothing else"
            raise ValueError(message)
        return self


class CuePart(_Part):
    """The one sentence after a lift."""

    code: Cue
    text: str


class StillPart(_Part):
    """The body at the moment of a lift that tells most: points, and no picture."""

    time_s: Number
    points_px: dict[str, tuple[Number, Number]] = Field(
        description="Landmarks that were seen, by name: x to the right, y down, pixels of a frame."
    )

    @field_validator("points_px")
    @classmethod
    def _known(cls, points: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
        if unknown := sorted(points.keys() - _POINTS):
            message = f"expected the names of landmarks, not {unknown}"
            raise ValueError(message)
        return points


class LiftPart(_Part):
    """One lift; times are seconds from the first frame."""

    lift: Count
    start_s: Number
    grasp_s: Number
    upright_s: Number
    end_s: Number
    load: LoadPart
    measures: MeasuresPart
    findings: tuple[FindingPart, ...] = Field(
        description="Exactly one per pattern.", min_length=len(Pattern), max_length=len(Pattern)
    )
    cue: CuePart
    still: StillPart | None = Field(
        None, description="Null when the body was not seen at that moment."
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        moments_s = (self.start_s, self.grasp_s, self.upright_s, self.end_s)
        if any(later < earlier for earlier, later in pairwise(moments_s)):
            message = f"expected the moments of a lift in order, not {moments_s}"
            raise ValueError(message)
        if len({finding.pattern for finding in self.findings}) < len(Pattern):
            message = "expected one finding per pattern"
            raise ValueError(message)
        return self


class BendPart(_Part):
    """Down and up again with nothing in the hands: no lift, and not judged."""

    start_s: Number
    upright_s: Number
    load: LoadPart
    measures: MeasuresPart


class PersonPart(_Part):
    """One person and their lifts."""

    person: Count
    view: ViewPart
    lifts: tuple[LiftPart, ...]
    bends: tuple[BendPart, ...]

    @field_validator("lifts")
    @classmethod
    def _numbered(cls, lifts: tuple[LiftPart, ...]) -> tuple[LiftPart, ...]:
        _unlike((lift.lift for lift in lifts), "lift")
        return lifts


class WarningPart(_Part):
    """Something that the user should know of this recording."""

    code: WarningCode
    text: str
    person: int | None = Field(description="Whom it is about; null = the recording as a whole.")


class SessionDocument(_Part):
    """Everything that tilcoach has to say of one video: the file ``session.json``."""

    # "schema" is an old method of pydantic's models, hence the alias.
    schema_version: Annotated[Literal[1], Field(serialization_alias="schema")] = 1
    tilcoach: str = Field(description="The version of tilcoach that wrote this.")
    source: SourcePart
    model: ModelPart
    settings: SettingsPart
    people: tuple[PersonPart, ...]
    warnings: tuple[WarningPart, ...]

    @field_validator("people")
    @classmethod
    def _numbered(cls, people: tuple[PersonPart, ...]) -> tuple[PersonPart, ...]:
        _unlike((person.person for person in people), "person")
        return people


def json_text(document: SessionDocument) -> str:
    """Return a session as JSON text that ends in a line break.

    Parameters
    ----------
    document
        The session.
    """
    return document.model_dump_json(by_alias=True, indent=2) + "\n"


def json_list_text(documents: Sequence[SessionDocument]) -> str:
    """Return several sessions as one JSON list.

    Parameters
    ----------
    documents
        The sessions.
    """
    listed = TypeAdapter(Sequence[SessionDocument]).dump_json(documents, by_alias=True, indent=2)
    return listed.decode() + "\n"


def write_json(document: SessionDocument, path: Path) -> None:
    """Write a session as a JSON file.

    Parameters
    ----------
    document
        The session.
    path
        Where to; an existing file is replaced.
    """
    path.write_text(json_text(document), encoding="utf-8", newline="\n")


def schema_text() -> str:
    """Return the JSON Schema of ``session.json``, as it stands in ``docs/``."""
    schema = SessionDocument.model_json_schema(by_alias=True, mode="serialization")
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
