"""What comes into the history from outside: an export of this or another computer, or a session.

All of it is read and checked before anything is written. Nothing is unpacked onto the disk, and
names inside a zip are only ever compared with those that `export_bytes` gives.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, Field, TypeAdapter, ValidationError

from tilcoach.config import Settings
from tilcoach.errors import InputError
from tilcoach.report import SessionDocument, ViewPart, first_fault, read_document
from tilcoach.store.curves import Curves
from tilcoach.store.profiles import checked_name
from tilcoach.store.saved import DEFAULT_PROFILE, MOST_LETTERS_NOTE, NewLift, Profile
from tilcoach.store.session_files import curves_beside, read_file

MOST_BYTES = 200_000_000
"""Of an export, unpacked: twenty years of daily practice."""

_SESSION_NAME = re.compile(r"session-(\d{1,9})\.json")
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # packed in a way that we never use
    RuntimeError,  # behind a password
    OSError,
)
_Key = tuple[int, int]
_Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One session that is to come into the history.

    Attributes
    ----------
    profile
        The number of the profile in `Arrivals`; `DEFAULT_PROFILE` where there are none.
    started_at
        With its time zone.
    note
        In the user's own words.
    document
        The whole ``session.json``.
    lifts
        With their curves; empty curves where none were kept.
    """

    profile: int
    started_at: datetime
    note: str
    document: SessionDocument
    lifts: tuple[NewLift, ...]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Everything that a file brings.

    Attributes
    ----------
    sessions
        In the order of their numbers.
    profiles
        By the number that they have in the file; empty for a single session.
    """

    sessions: tuple[Arrival, ...]
    profiles: Mapping[int, Profile] = field(default_factory=dict)


class _ProfilePart(BaseModel):
    number: int
    name: str
    lifts_per_week: Annotated[int, Field(ge=1, le=100_000)] | None
    settings: dict[str, Any]


class _SessionRow(BaseModel):
    session: int
    profile: int
    started_at: AwareDatetime
    note: Annotated[str, Field(max_length=MOST_LETTERS_NOTE)]


class _LiftRow(BaseModel):
    session: int
    person: int
    lift: int
    view: ViewPart


def read_arrivals_file(path: Path) -> Arrivals:
    """Return what a file brings: the zip of an export, or one ``session.json``.

    Parameters
    ----------
    path
        The file; a ``frames.csv`` beside a ``session.json`` brings its curves.

    Raises
    ------
    InputError
        If it cannot be read or is neither; says what and where.
    """
    data, changed = read_file(path, MOST_BYTES)
    if _is_zip(data):
        return read_arrivals(data, path, changed)
    document = read_document(data, path)
    return _of_document(document, changed, curves_beside(path, document))


def read_arrivals(data: bytes, path: object, now: datetime) -> Arrivals:
    """Return what the bytes of a file bring.

    Parameters
    ----------
    data
        What the file holds.
    path
        What to call the file in a sentence.
    now
        Stands for the day of a single session, whose file knows none.

    Raises
    ------
    InputError
        If it is neither an export nor a session; says what and where.
    """
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
    """Return the texts in a zip by name; what it says of their size is not taken for granted."""
    left = MOST_BYTES
    texts: dict[str, str] = {}
    for member in archive.infolist():
        with archive.open(member) as packed:
            data = packed.read(left + 1)
        left -= len(data)
        if left < 0:
            sentence = "{path} is too large for an export of tilcoach: choose another file."
            raise InputError(sentence, path=path)
        texts[member.filename] = data.decode("utf-8")
    return texts


def _of_export(texts: Mapping[str, str], path: object) -> Arrivals:
    profiles = {part.number: part for part in _profile_parts(texts["profiles.json"])}
    rows = {row.session: row for row in map(_session_row, _rows(texts["sessions.csv"]))}
    views = {
        (row.session, row.person, row.lift): row.view
        for row in map(_lift_row, _rows(texts["lifts.csv"]))
    }
    curves = _curves(texts["curves.csv"])
    sessions = []
    for name, text in texts.items():
        if found := _SESSION_NAME.fullmatch(name):
            row = rows[int(found[1])]
            profiles[row.profile]  # raises KeyError: a session of nobody
            document = read_document(text.encode(), f"{path}: {name}")
            seen_from = {key[1:]: view for key, view in views.items() if key[0] == row.session}
            lifts = tuple(_lifts(document, curves.get(row.session, {}), seen_from))
            sessions.append(Arrival(row.profile, row.started_at, row.note, document, lifts))
    return Arrivals(tuple(sessions), {n: _profile(part) for n, part in profiles.items()})


def _profile_parts(text: str) -> list[_ProfilePart]:
    return TypeAdapter(list[_ProfilePart]).validate_json(text)


def _profile(part: _ProfilePart) -> Profile:
    """Return a profile whose name and settings can be used."""
    name = "" if part.number == DEFAULT_PROFILE else checked_name(part.name)
    profile = Profile(part.number, name, part.lifts_per_week, part.settings)
    profile.lay_over(Settings())  # says which key is at fault
    return profile


def _session_row(row: _Row) -> _SessionRow:
    return _SessionRow.model_validate({**row, "note": row["note"] or ""})


def _lift_row(row: _Row) -> _LiftRow:
    view = {"label": row["view_label"], "yaw_deg": row["view_yaw_deg"] or None}
    return _LiftRow.model_validate({**row, "view": view})


def _curves(text: str) -> dict[int, dict[_Key, Curves]]:
    """Return the curves of each session's lifts."""
    columns: dict[tuple[int, _Key], dict[str, list[str | None]]] = {}
    for row in _rows(text):
        key = int(row["session"] or ""), (int(row["person"] or ""), int(row["lift"] or ""))
        kept = columns.setdefault(key, {name: [] for name in Curves.model_fields})
        for name, cells in kept.items():
            cells.append(row[name] or None)
    found: dict[int, dict[_Key, Curves]] = {}
    for (session, lift), values in columns.items():
        found.setdefault(session, {})[lift] = Curves.model_validate(values)
    return found


def _rows(text: str) -> Iterator[_Row]:
    return csv.DictReader(io.StringIO(text, newline=""))


def _of_document(
    document: SessionDocument, started_at: datetime, curves: Mapping[_Key, Curves]
) -> Arrivals:
    lifts = tuple(_lifts(document, curves, {}))
    return Arrivals((Arrival(DEFAULT_PROFILE, started_at, "", document, lifts),))


def _lifts(
    document: SessionDocument, curves: Mapping[_Key, Curves], seen_from: Mapping[_Key, ViewPart]
) -> Iterator[NewLift]:
    """Give the lifts of a document with what belongs to them."""
    for person in document.people:
        for part in person.lifts:
            key = person.person, part.lift
            view = seen_from.get(key, person.view)
            yield NewLift(person.person, view, part, curves.get(key, Curves.nothing()))
