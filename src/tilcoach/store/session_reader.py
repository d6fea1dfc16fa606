"""The files that ``tilcoach analyze`` writes, read back: ``session.json`` and ``frames.csv``."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from tilcoach.atomic_files import restore_files
from tilcoach.errors import InputError
from tilcoach.session_files import MOST_BYTES, SessionDocument, read_document
from tilcoach.session_files.tables import cell_number, read_rows
from tilcoach.store.curves import MOST_MOMENTS, Curves

FRAMES = "frames.csv"
_Row = Mapping[str, float]


def read_file(path: Path, most_bytes: int = MOST_BYTES) -> tuple[bytes, datetime]:
    """Return what a file holds, and when it was last changed."""
    with suppress(OSError):  # a folder that can only be read
        restore_files(path.parent)
    try:
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    except OSError as error:
        sentence = "{path} cannot be read ({cause}): check the name of the file."
        raise InputError(sentence, path=path, cause=error.strerror) from error
    return data, changed


def read_session_file(path: Path) -> tuple[SessionDocument, datetime]:
    """Return the session that a ``session.json`` holds, and when that was last changed."""
    data, changed = read_file(path)
    return read_document(data, path), changed


def curves_beside(path: Path, document: SessionDocument) -> dict[tuple[int, int], Curves]:
    """Return the curves of each lift by person and lift, thinned as the history thins them."""
    frames = path.parent / FRAMES
    if not frames.is_file():
        return {}
    try:
        rows = [_numbers(row) for row in read_rows(frames)]
        return {
            (person.person, lift.lift): _between(rows, person.person, lift.start_s, lift.end_s)
            for person in document.people
            for lift in person.lifts
        }
    except OSError as error:
        sentence = "{path} cannot be read ({cause}): check the name of the file."
        raise InputError(sentence, path=frames, cause=error.strerror) from error
    except (ValueError, KeyError, csv.Error) as error:
        sentence = "{path} does not hold the measures of this session: analyse the video again."
        raise InputError(sentence, path=frames) from error


def _numbers(row: Mapping[str, str]) -> _Row:
    wanted = ("person", *Curves.model_fields)
    return {name: cell_number(row[name]) for name in wanted}


def _between(rows: Iterable[_Row], person: int, start_s: float, end_s: float) -> Curves:
    own = [r for r in rows if r["person"] == person and start_s <= r["time_s"] < end_s]
    thinned = own[:: max(1, math.ceil(len(own) / MOST_MOMENTS))]
    columns = {
        name: [r[name] if math.isfinite(r[name]) else None for r in thinned]
        for name in Curves.model_fields
    }
    return Curves.model_validate(columns)
