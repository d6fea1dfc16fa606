"""Exports the whole history to files that any program can read: CSV and JSON in a zip."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from pathlib import Path

from pydantic import TypeAdapter

from tilcoach.atomic_files import FILE_MODE, write_new
from tilcoach.coaching import Pattern
from tilcoach.errors import StoreError
from tilcoach.session_files import FindingPart, LoadPart, MeasuresPart, ViewPart, json_text
from tilcoach.session_files.tables import CsvStyle, table_text
from tilcoach.store.curves import Curves
from tilcoach.store.history import History
from tilcoach.store.plans import SavedPlan
from tilcoach.store.records import Ratings, SavedLift, SavedSession

Row = Mapping[str, object]

_RATINGS = tuple(field.name for field in fields(Ratings))
_SESSION = ("session", "profile", "started_at", "source", "duration_s", "lifts", *_RATINGS, "note")
_LIFT = ("session", "person", "lift")
_TIMES = ("start_s", "grasp_s", "upright_s", "end_s")
_OF_A_FINDING = tuple(name for name in FindingPart.model_fields if name != "pattern")


def export_bytes(history: History, style: CsvStyle = CsvStyle.PLAIN) -> bytes:
    """Return a zip of all that is saved.

    It holds ``profiles.json``, ``plans.json``, ``sessions.csv``, ``lifts.csv``, ``curves.csv``, and
    one ``session-N.json`` per session, of the same shape as ``tilcoach analyze`` writes it. What
    this version cannot read is in ``unreadable.json``, as the database holds it.
    """
    sessions, unreadable = history.sessions(), history.unreadable_rows()
    profiles = [asdict(profile) for profile in history.profiles.all()]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        _pack(archive, "profiles.json", json.dumps(profiles, indent=2, ensure_ascii=False) + "\n")
        _pack(archive, "plans.json", _plans_text(history))
        _pack(archive, "sessions.csv", table_text(_SESSION, map(_session_row, sessions), style))
        lifts = (row for session in sessions for row in _lift_rows(session))
        _pack(archive, "lifts.csv", table_text(_lift_columns(sessions), lifts, style))
        curves = _curve_rows(history, sessions)
        _pack(archive, "curves.csv", table_text((*_LIFT, *Curves.model_fields), curves, style))
        if rows := [*(row.columns for row in unreadable), *history.plans.unreadable_rows()]:
            _pack(archive, "unreadable.json", json.dumps(rows, indent=2, default=str) + "\n")
        for session in sessions:
            _pack(archive, f"session-{session.number}.json", json_text(session.document))
    return packed.getvalue()


def _plans_text(history: History) -> str:
    plans = TypeAdapter(list[SavedPlan]).dump_json(list(history.plans.all()), indent=2)
    return plans.decode() + "\n"


def write_export(history: History, path: Path, style: CsvStyle = CsvStyle.PLAIN) -> None:
    """Write the zip of `export_bytes` to a file that only this user can read."""
    data = export_bytes(history, style)
    try:
        write_new(path, data)
    except FileExistsError as error:
        sentence = "There is a file {path} already: choose another name."
        raise StoreError(sentence, path=path) from error
    except OSError as error:
        sentence = "The results cannot be written to {folder} ({cause}): choose another folder."
        raise StoreError(sentence, folder=path.parent, cause=error.strerror) from error


def _pack(archive: zipfile.ZipFile, name: str, text: str) -> None:
    member = zipfile.ZipInfo(name)  # without a date: what is inside has its own
    member.external_attr = FILE_MODE << 16
    archive.writestr(member, text.encode(), zipfile.ZIP_DEFLATED)


def _session_row(session: SavedSession) -> Row:
    return {
        "session": session.number,
        "profile": session.profile,
        "started_at": session.started_at.isoformat(),
        "source": session.head.source.name,
        "duration_s": session.head.source.duration_s,
        "lifts": len(session.lifts),
        **asdict(session.ratings),
        "note": session.note,
    }


def _lift_columns(sessions: Iterable[SavedSession]) -> tuple[str, ...]:
    """Return the columns of the lifts; patterns that only a later version knows come last."""
    found = {
        finding.pattern
        for session in sessions
        for lift in session.lifts
        for finding in lift.part.findings
    }
    patterns = (*Pattern, *sorted(found - set(Pattern)))
    return (
        *_LIFT,
        *("profile", "started_at"),
        *(f"view_{name}" for name in ViewPart.model_fields),
        *_TIMES,
        *(f"load_{name}" for name in LoadPart.model_fields),
        *MeasuresPart.model_fields,
        *(f"{pattern}_{name}" for pattern in patterns for name in _OF_A_FINDING),
        "cue",
    )


def _lift_rows(session: SavedSession) -> Iterator[Row]:
    for lift in session.lifts:
        part = lift.part
        yield {
            **_name_of(session, lift.person, part.lift),
            "profile": session.profile,
            "started_at": session.started_at.isoformat(),
            **_prefixed("view", lift.view.model_dump()),
            **{name: getattr(part, name) for name in _TIMES},
            **_prefixed("load", part.load.model_dump()),
            **part.measures.model_dump(),
            **_finding_cells(lift),
            "cue": part.cue.code,
        }


def _finding_cells(lift: SavedLift) -> Row:
    return {
        f"{finding.pattern}_{name}": getattr(finding, name)
        for finding in lift.part.findings
        for name in _OF_A_FINDING
    }


def _curve_rows(history: History, sessions: Iterable[SavedSession]) -> Iterator[Row]:
    for session in sessions:
        for (person, lift), curves in history.curves(session.number).items():
            columns = curves.model_dump()
            for values in zip(*columns.values(), strict=True):
                row = dict(zip(columns, values, strict=True))
                yield {**_name_of(session, person, lift), **row}


def _name_of(session: SavedSession, person: int, lift: int) -> Row:
    return {"session": session.number, "person": person, "lift": lift}


def _prefixed(prefix: str, cells: Row) -> Row:
    return {f"{prefix}_{name}": value for name, value in cells.items()}
