"""The shape of ``session.json``, schema 1, as types.

The JSON Schema in ``docs/session.schema.json`` is made from these types. Fields may be added
freely; renaming or removing one needs a new schema number.

Writing is strict, reading is lenient: a later version may judge other patterns and give other
reasons, and its sessions are still read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, field_validator

from tilcoach.session_files.bounds import (
    MAX_LIFTS,
    MAX_LIMITS,
    MAX_PEOPLE,
    MAX_WARNINGS,
    Count,
    Hertz,
    Moment,
    Name,
    Number,
    Seconds,
    Sentence,
    Share,
)
from tilcoach.session_files.lift_schema import BendPart, LiftPart, ViewPart
from tilcoach.session_files.part import (
    AnyWarningCode,
    CouplingCode,
    LoadChoiceCode,
    Part,
    hold_unlike,
)


class SourcePart(Part):
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


class ModelPart(Part):
    """The pose model that was used."""

    name: Name
    sha256: Name


class SettingsPart(Part):
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


class PersonPart(Part):
    """One person and their lifts."""

    person: Count
    view: ViewPart
    lifts: tuple[LiftPart, ...] = Field(max_length=MAX_LIFTS)
    bends: tuple[BendPart, ...] = Field(max_length=MAX_LIFTS)

    @field_validator("lifts")
    @classmethod
    def _numbered(cls, lifts: tuple[LiftPart, ...]) -> tuple[LiftPart, ...]:
        hold_unlike((lift.lift for lift in lifts), "lift")
        return lifts


class WarningPart(Part):
    """Something that the user should know of this recording."""

    code: AnyWarningCode
    text: Sentence
    person: Count | None = Field(description="Whom it is about; null = the recording as a whole.")
    start_s: Seconds | None = Field(
        None, description="What the film does not show begins here; null for the whole film."
    )
    end_s: Seconds | None = Field(None, description="And ends here.")


class SecondCameraPart(Part):
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


class SessionDocument(Part):
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
        default=None, description="The second film; null without one, and of a live session."
    )

    @field_validator("people")
    @classmethod
    def _numbered(cls, people: tuple[PersonPart, ...]) -> tuple[PersonPart, ...]:
        hold_unlike((person.person for person in people), "person")
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
