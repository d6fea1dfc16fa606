"""The table of a run over many films: one row per film."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from tilcoach.batch import storage
from tilcoach.batch.film_task import FilmOutcome
from tilcoach.batch.films import SUMMARY, SUMMARY_PARQUET
from tilcoach.coaching import Pattern, Verdict
from tilcoach.session_files import CsvStyle, SessionDocument
from tilcoach.session_files.tables import table_text

Value = str | int | float | None
Row = Mapping[str, Value]

_VERDICTS = {
    f"{pattern}_{verdict}": (pattern, verdict) for pattern in Pattern for verdict in Verdict
}
_COUNTS = ("frames", "frames_without_person", "people", "lifts", "bends", *_VERDICTS)
SUMMARY_COLUMNS = ("film", "folder", "error", "duration_s", *_COUNTS, "warnings")
"""Texts, ``duration_s`` in seconds, and counts; a film with an error has no numbers."""


def summary_row(outcome: FilmOutcome, folder: str, error: str) -> Row:
    """Return the row of one film.

    Parameters
    ----------
    outcome
        What came of it.
    folder
        Where its results are, seen from the table.
    error
        Its error in the user's language; empty when there is none.
    """
    head: Row = {"film": outcome.task.name, "folder": folder, "error": error}
    return {**head, **(_numbers(outcome.document) if outcome.document else {})}


def _numbers(document: SessionDocument) -> Row:
    lifts = [lift for person in document.people for lift in person.lifts]
    source = document.source
    return {
        "duration_s": source.duration_s,
        "frames": source.frames,
        "frames_without_person": source.frames_without_person,
        "people": len(document.people),
        "lifts": len(lifts),
        "bends": sum(len(person.bends) for person in document.people),
        **{
            name: sum(lift.finding(pattern).verdict is verdict for lift in lifts)
            for name, (pattern, verdict) in _VERDICTS.items()
        },
        "warnings": " ".join(dict.fromkeys(str(warning.code) for warning in document.warnings)),
    }


def write_summary(rows: Sequence[Row], out: str, style: CsvStyle = CsvStyle.PLAIN) -> str:
    """Write the table as CSV, and as Parquet where pyarrow is installed; return the CSV's place."""
    place = storage.join(out, SUMMARY)
    storage.write_bytes(place, table_text(SUMMARY_COLUMNS, rows, style).encode())
    parquet = _parquet(rows)
    if parquet is not None:
        storage.write_bytes(storage.join(out, SUMMARY_PARQUET), parquet)
    return place


def _parquet(rows: Sequence[Row]) -> bytes | None:
    try:
        import pyarrow as pa  # noqa: PLC0415 - not in every install
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        return None
    kinds = {"duration_s": pa.float64(), **dict.fromkeys(_COUNTS, pa.int64())}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in SUMMARY_COLUMNS])
    whole = [{name: row.get(name) for name in SUMMARY_COLUMNS} for row in rows]
    written = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(whole, schema=schema), written)
    return written.getvalue()
