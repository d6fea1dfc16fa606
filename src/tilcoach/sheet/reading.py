"""Reads a session back from the files that ``tilcoach analyze`` wrote."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from tilcoach.errors import InputError
from tilcoach.report import SessionDocument
from tilcoach.sheet.contents import LiftKey, SheetSession
from tilcoach.store import Curves
from tilcoach.store.curves import MOST_MOMENTS

FRAMES = "frames.csv"
_SCHEMA = 1
_MOST_BYTES = 50_000_000  # an hour of lifting is not a tenth of it
_Row = Mapping[str, float]


def read_session(path: Path) -> SheetSession:
    """Return the session of a ``session.json``, with the curves of the ``frames.csv`` beside it.

    Parameters
    ----------
    path
        The ``session.json``; without a ``frames.csv`` beside it there are no curves.

    Raises
    ------
    InputError
        If a file cannot be read or is not what ``tilcoach analyze`` writes; says which and why.
    """
    document = _document(path)
    frames = path.parent / FRAMES
    curves = _curves(frames, document) if frames.is_file() else {}
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    return SheetSession(document, changed, curves=curves)


def _document(path: Path) -> SessionDocument:
    try:
        if path.stat().st_size > _MOST_BYTES:
            sentence = "{path} is too large for a session: give a session.json of tilcoach analyze."
            raise InputError(sentence, path=path)
        given = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        sentence = "{path} cannot be read ({cause}): check the name of the file."
        raise InputError(sentence, path=path, cause=error.strerror) from error
    except (ValueError, RecursionError) as error:
        sentence = "{path} is not a session: give a session.json of tilcoach analyze."
        raise InputError(sentence, path=path) from error
    schema = given.get("schema") if isinstance(given, dict) else None
    if isinstance(schema, int) and schema > _SCHEMA:
        sentence = "{path} was made by a newer tilcoach: install that version to read it."
        raise InputError(sentence, path=path)
    try:
        return SessionDocument.model_validate(given)
    except (ValidationError, RecursionError) as error:
        sentence = "{path} is not a whole session ({cause}): analyse the video again."
        raise InputError(sentence, path=path, cause=_cause(error)) from error


def _cause(error: ValidationError | RecursionError) -> str:
    """Return the first place that is not as it should be."""
    if isinstance(error, RecursionError):
        return type(error).__name__
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _curves(path: Path, document: SessionDocument) -> dict[LiftKey, Curves]:
    """Return the curves of each lift, thinned as the history thins them."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [_numbers(row) for row in csv.DictReader(file)]
        return {
            (person.person, lift.lift): _between(rows, person.person, lift.start_s, lift.end_s)
            for person in document.people
            for lift in person.lifts
        }
    except OSError as error:
        sentence = "{path} cannot be read ({cause}): check the name of the file."
        raise InputError(sentence, path=path, cause=error.strerror) from error
    except (ValueError, KeyError, csv.Error) as error:
        sentence = "{path} does not hold the measures of this session: analyse the video again."
        raise InputError(sentence, path=path) from error


def _numbers(row: Mapping[str, str]) -> _Row:
    wanted = ("person", *Curves.model_fields)
    return {name: float(row[name]) if row[name] else math.nan for name in wanted}


def _between(rows: Iterable[_Row], person: int, start_s: float, end_s: float) -> Curves:
    own = [r for r in rows if r["person"] == person and start_s <= r["time_s"] < end_s]
    thinned = own[:: max(1, math.ceil(len(own) / MOST_MOMENTS))]
    columns = {
        name: [r[name] if math.isfinite(r[name]) else None for r in thinned]
        for name in Curves.model_fields
    }
    return Curves.model_validate(columns)
