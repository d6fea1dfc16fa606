"""Everything that the history holds, in files that any program can read: CSV and JSON in a zip."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from tilcoach.errors import StoreError
from tilcoach.report import FindingPart, json_text
from tilcoach.store.history import History
from tilcoach.store.saved import SavedLift, SavedSession

Row = Mapping[str, object]

_PRIVATE = 0o600


def export_bytes(history: History) -> bytes:
    """Return a zip of all that is saved.

    It holds ``profiles.json``, ``sessions.csv``, ``lifts.csv``, ``curves.csv``, and one
    ``session-N.json`` per session, of the same shape as ``tilcoach analyze`` writes it.

    Parameters
    ----------
    history
        Of this machine.

    Raises
    ------
    StoreError
        If the history cannot be read.
    """
    sessions = history.sessions()
    profiles = [asdict(profile) for profile in history.profiles.all()]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        _pack(archive, "profiles.json", json.dumps(profiles, indent=2, ensure_ascii=False) + "\n")
        _pack(archive, "sessions.csv", _csv_text(map(_session_row, sessions)))
        _pack(archive, "lifts.csv", _csv_text(row for s in sessions for row in _lift_rows(s)))
        _pack(archive, "curves.csv", _csv_text(_curve_rows(history, sessions)))
        for session in sessions:
            _pack(archive, f"session-{session.number}.json", json_text(session.document))
    return packed.getvalue()


def write_export(history: History, path: Path) -> None:
    """Write the zip of `export_bytes` to a file that only this user can read.

    Parameters
    ----------
    history
        Of this machine.
    path
        Where to; a file that is there already is left alone.

    Raises
    ------
    StoreError
        If the history cannot be read, or the file cannot be written.
    """
    data = export_bytes(history)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except FileExistsError as error:
        sentence = "There is a file {path} already: choose another name."
        raise StoreError(sentence, path=path) from error
    except OSError as error:
        sentence = "The results cannot be written to {folder} ({cause}): choose another folder."
        raise StoreError(sentence, folder=path.parent, cause=error.strerror) from error


def _pack(archive: zipfile.ZipFile, name: str, text: str) -> None:
    member = zipfile.ZipInfo(name)  # without a date: what is inside has its own
    member.external_attr = _PRIVATE << 16
    archive.writestr(member, text.encode(), zipfile.ZIP_DEFLATED)


def _csv_text(rows: Iterable[Row]) -> str:
    """Return rows as CSV; the first one names the columns, and an empty cell has no value."""
    text = io.StringIO(newline="")
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(text, list(row), lineterminator="\n")
            writer.writeheader()
        writer.writerow(row)
    return text.getvalue()


def _session_row(session: SavedSession) -> Row:
    return {
        "session": session.number,
        "profile": session.profile,
        "started_at": session.started_at.isoformat(),
        "source": session.head.source.name,
        "duration_s": session.head.source.duration_s,
        "lifts": len(session.lifts),
        "note": session.note,
    }


def _lift_rows(session: SavedSession) -> Iterator[Row]:
    for lift in session.lifts:
        part = lift.part
        yield {
            **_name_of(session, lift.person, part.lift),
            "profile": session.profile,
            "started_at": session.started_at.isoformat(),
            **_prefixed("view", lift.view.model_dump()),
            **{name: getattr(part, name) for name in ("start_s", "grasp_s", "upright_s", "end_s")},
            **_prefixed("load", part.load.model_dump()),
            **part.measures.model_dump(),
            **_finding_cells(lift),
            "cue": part.cue.code,
        }


def _finding_cells(lift: SavedLift) -> Row:
    wanted = [name for name in FindingPart.model_fields if name != "pattern"]
    return {
        f"{finding.pattern}_{name}": getattr(finding, name)
        for finding in lift.part.findings
        for name in wanted
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
