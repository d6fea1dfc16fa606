"""Imports an export of this or another computer, or one session.

Everything is read and checked before anything is written. Nothing is unpacked onto the disk, and
names inside a zip are only compared with those that `export_bytes` writes.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field, TypeAdapter, ValidationError, field_validator

from tilcoach.errors import InputError
from tilcoach.plan import Plan, PlanResults
from tilcoach.plan.plan import Day
from tilcoach.session_files import SessionDocument, ViewPart, first_fault, read_document
from tilcoach.session_files.bounds import MAX_SETTINGS, Moment
from tilcoach.session_files.tables import cell_number, cell_text, decode_text, read_table
from tilcoach.store.curves import Curves
from tilcoach.store.plans import SavedPlan
from tilcoach.store.profiles import checked_name
from tilcoach.store.records import (
    DEFAULT_PROFILE,
    MOST_LETTERS_NOTE,
    NO_RATINGS,
    NewLift,
    Profile,
    Ratings,
)
from tilcoach.store.serialization import Rating
from tilcoach.store.session_reader import curves_beside, read_file

MOST_BYTES = 200_000_000
"""Of an export, unpacked: twenty years of daily practice."""

MAX_ROWS = 2_000_000
"""Of a table in an export: the curves of twelve years of practice."""

_SESSION_NAME = re.compile(r"session-(\d{1,9})\.json")
_PLANS = "plans.json"  # an export of before there were plans has none
_TABLES = ("profiles.json", "sessions.csv", "lifts.csv", "curves.csv", _PLANS)
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # packed in a way that we never use
    RuntimeError,  # behind a password
    OSError,
)
_RATINGS = tuple(one.name for one in fields(Ratings))
_Key = tuple[int, int]
_Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ImportedSession:
    """One session to import.

    Attributes
    ----------
    profile
        The number of the profile in `ImportBundle`; `DEFAULT_PROFILE` where there are none.
    started_at
        With its time zone.
    note
        In the user's own words.
    document
        The whole ``session.json``.
    lifts
        With their curves; empty curves where there are none.
    ratings
        Pain and effort, as far as they were filled in.
    """

    profile: int
    started_at: datetime
    note: str
    document: SessionDocument
    lifts: tuple[NewLift, ...]
    ratings: Ratings = NO_RATINGS


@dataclass(frozen=True, slots=True)
class ImportBundle:
    """Everything that a file holds.

    Attributes
    ----------
    sessions
        In the order of their numbers.
    profiles
        By the number that they have in the file; empty for a single session.
    plans
        Each with the number of its profile in the file.
    """

    sessions: tuple[ImportedSession, ...]
    profiles: Mapping[int, Profile] = field(default_factory=dict)
    plans: tuple[SavedPlan, ...] = ()


class _ProfilePart(BaseModel):
    number: int
    name: str
    lifts_per_week: Annotated[int, Field(ge=1, le=100_000)] | None
    settings: dict[str, Any]

    @field_validator("settings")
    @classmethod
    def _short(cls, settings: dict[str, Any]) -> dict[str, Any]:
        if len(json.dumps(settings)) > MAX_SETTINGS:
            message = f"expected settings of at most {MAX_SETTINGS} letters"
            raise ValueError(message)
        return settings


class _SessionRow(BaseModel):
    session: int
    profile: int
    started_at: Moment
    note: Annotated[str, Field(max_length=MOST_LETTERS_NOTE)]
    pain_before: Rating = None
    pain_after: Rating = None
    effort_before: Rating = None
    effort_after: Rating = None

    @property
    def ratings(self) -> Ratings:
        return Ratings(self.pain_before, self.pain_after, self.effort_before, self.effort_after)


class _PlanPart(BaseModel):
    number: int
    profile: int
    opened_on: Day
    is_followed: bool
    plan: Plan
    results: PlanResults | None


class _LiftRow(BaseModel):
    session: int
    person: int
    lift: int
    view: ViewPart


def read_import_file(path: Path) -> ImportBundle:
    """Return the contents of a file: the zip of an export, or one ``session.json``."""
    data, changed = read_file(path, MOST_BYTES)
    if _is_zip(data):
        return read_import(data, path, changed)
    document = read_document(data, path)
    return _of_document(document, changed, curves_beside(path, document))


def read_import(data: bytes, path: object, now: datetime) -> ImportBundle:
    """Return the contents of a file that was read already."""
    if not _is_zip(data):
        return _of_document(read_document(data, path), now, {})
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            texts = _unpacked(archive, path)
        return _of_export(texts, path)
    except _BROKEN_ZIP as error:
        sentence = "{path} is not a whole export of tilcoach: export it again."
        raise InputError(sentence, path=path) from error
    except ValidationError as error:
        raise _not_an_export(path, first_fault(error)) from error
    except (KeyError, ValueError, csv.Error) as error:
        raise _not_an_export(path, str(error)) from error


def _is_zip(data: bytes) -> bool:
    return data.startswith(b"PK")


def _not_an_export(path: object, cause: str) -> InputError:
    sentence = "{path} does not hold an export of tilcoach ({cause}): choose another file."
    return InputError(sentence, path=path, cause=cause)


def _unpacked(archive: zipfile.ZipFile, path: object) -> dict[str, str]:
    """Return the texts in a zip by name; the sizes that it states are not trusted."""
    left = MOST_BYTES
    texts: dict[str, str] = {}
    for member in archive.infolist():
        if member.filename not in _TABLES and not _SESSION_NAME.fullmatch(member.filename):
            continue
        with archive.open(member) as packed:
            data = packed.read(left + 1)
        left -= len(data)
        if left < 0 or data.count(b"\n") > MAX_ROWS:
            sentence = "{path} is too large for an export of tilcoach: choose another file."
            raise InputError(sentence, path=path)
        texts[member.filename] = decode_text(data)
    return texts


def _of_export(texts: Mapping[str, str], path: object) -> ImportBundle:
    profiles = {part.number: part for part in _profile_parts(texts["profiles.json"])}
    rows = {row.session: row for row in map(_session_row, read_table(texts["sessions.csv"]))}
    views: dict[int, dict[_Key, ViewPart]] = {}
    for lift in map(_lift_row, read_table(texts["lifts.csv"])):
        views.setdefault(lift.session, {})[lift.person, lift.lift] = lift.view
    curves = _curves(texts["curves.csv"])
    sessions = []
    for name, text in texts.items():
        if found := _SESSION_NAME.fullmatch(name):
            row = rows[int(found[1])]
            profiles[row.profile]  # raises KeyError: a session of nobody
            document = read_document(text.encode(), f"{path}: {name}")
            own = curves.get(row.session, {}), views.get(row.session, {})
            lifts = tuple(_lifts(document, *own))
            sessions.append(
                ImportedSession(row.profile, row.started_at, row.note, document, lifts, row.ratings)
            )
    plans = tuple(SavedPlan(**dict(part)) for part in _plan_parts(texts.get(_PLANS, "[]")))
    for plan in plans:
        profiles[plan.profile]  # raises KeyError: a plan of nobody
    named = {n: _profile(part) for n, part in profiles.items()}
    return ImportBundle(tuple(sessions), named, plans)


def _plan_parts(text: str) -> list[_PlanPart]:
    return TypeAdapter(list[_PlanPart]).validate_json(text)


def _profile_parts(text: str) -> list[_ProfilePart]:
    return TypeAdapter(list[_ProfilePart]).validate_json(text)


def _profile(part: _ProfilePart) -> Profile:
    """Return a profile whose name and settings can be used."""
    name = "" if part.number == DEFAULT_PROFILE else checked_name(part.name)
    profile = Profile(part.number, name, part.lifts_per_week, part.settings)
    profile.check()
    return profile


def _session_row(row: _Row) -> _SessionRow:
    # Exports of before there were ratings have no such columns; an empty cell was not filled in.
    ratings = {name: _number(row.get(name, "")) for name in _RATINGS}
    return _SessionRow.model_validate({**row, **ratings, "note": cell_text(row["note"])})


def _lift_row(row: _Row) -> _LiftRow:
    view = {"label": row["view_label"], "yaw_deg": _number(row["view_yaw_deg"])}
    return _LiftRow.model_validate({**row, "view": view})


def _curves(text: str) -> dict[int, dict[_Key, Curves]]:
    """Return the curves of each session's lifts."""
    columns: dict[tuple[int, _Key], dict[str, list[float | None]]] = {}
    for row in read_table(text):
        key = int(row["session"]), (int(row["person"]), int(row["lift"]))
        columns_of_lift = columns.setdefault(key, {name: [] for name in Curves.model_fields})
        for name, cells in columns_of_lift.items():
            cells.append(_number(row[name]))
    found: dict[int, dict[_Key, Curves]] = {}
    for (session, lift), values in columns.items():
        found.setdefault(session, {})[lift] = Curves.model_validate(values)
    return found


def _number(cell: str) -> float | None:
    return cell_number(cell) if cell else None


def _of_document(
    document: SessionDocument, saved_at: datetime, curves: Mapping[_Key, Curves]
) -> ImportBundle:
    started_at = document.source.recorded_at or saved_at
    lifts = tuple(_lifts(document, curves, {}))
    return ImportBundle((ImportedSession(DEFAULT_PROFILE, started_at, "", document, lifts),))


def _lifts(
    document: SessionDocument, curves: Mapping[_Key, Curves], views: Mapping[_Key, ViewPart]
) -> Iterator[NewLift]:
    """Yield the lifts of a document with their views and curves."""
    for person in document.people:
        for part in person.lifts:
            key = person.person, part.lift
            view = views.get(key, person.view)
            yield NewLift(person.person, view, part, curves.get(key, Curves.empty()))
