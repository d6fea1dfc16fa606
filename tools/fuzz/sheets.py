"""The door for tables: what is written is read back exactly, and holds nothing to run."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass

from hypothesis import strategies as st

from tilcoach.session_files import CsvStyle
from tilcoach.session_files.tables import (
    cell_number,
    cell_text,
    decode_text,
    read_rows,
    read_table,
    table_text,
)
from tools.fuzz.doors import REFUSED, TAKEN, Bench, Door, Outcome, check
from tools.fuzz.odd import TEXTS

_COLUMNS = ("session", "number", "note", "film")
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_WRITTEN_BY = ("utf-8", "utf-8-sig", "utf-16")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of ours, that another program may have saved again.

    Attributes
    ----------
    rows
        A number, or none, and two texts each.
    style
        How we write it.
    encoding
        How the other program saved it.
    """

    rows: tuple[tuple[float | None, str, str], ...]
    style: CsvStyle
    encoding: str


def _round_trip(sheet: Sheet, bench: Bench) -> Outcome:
    rows = [dict(zip(_COLUMNS, (index, *row), strict=True)) for index, row in enumerate(sheet.rows)]
    text = table_text(_COLUMNS, rows, sheet.style)
    path = bench.folder / "table.csv"
    path.write_bytes(text.encode(sheet.encoding))
    back = read_rows(path)
    check(len(back) == len(rows), f"{len(rows)} rows were written, {len(back)} read")
    for (number, *texts), row in zip(sheet.rows, back, strict=True):
        wanted = math.nan if number is None else number
        read = cell_number(row["number"])
        check(read == wanted or (math.isnan(read) and math.isnan(wanted)), "another number")
        cells = [row["note"], row["film"]]
        check([cell_text(cell) for cell in cells] == texts, "another text")
        check(not any(cell.startswith(_RUNS) for cell in cells), "a cell that runs")
    return TAKEN


def _read(content: bytes, bench: Bench) -> Outcome:
    del bench
    try:
        list(read_table(decode_text(content)))
    except (ValueError, csv.Error):  # what every reader of ours turns into a sentence
        return REFUSED
    return TAKEN


def _attempt(case: Sheet | bytes, bench: Bench) -> Outcome:
    return _read(case, bench) if isinstance(case, bytes) else _round_trip(case, bench)


_LETTERS = st.text(st.characters(codec="utf-8"), max_size=30)
_CELLS = st.one_of(TEXTS, _LETTERS).filter(lambda text: text.isprintable() or "\ud800" not in text)
_NUMBERS = st.one_of(st.none(), st.floats(allow_nan=False), st.integers(-(10**9), 10**9))
_SHEETS = st.builds(
    Sheet,
    st.lists(st.tuples(_NUMBERS, _CELLS, _CELLS), max_size=4).map(tuple),
    st.sampled_from(CsvStyle),
    st.sampled_from(_WRITTEN_BY),
)


def _dialect(text: str) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerow([text, text])
    return written.getvalue().encode(errors="surrogatepass")


DOORS = (
    Door(
        "table",
        "tables written, saved by another program and read back; and tables that are none",
        st.one_of(_SHEETS, _SHEETS, st.one_of(st.binary(max_size=200), TEXTS.map(_dialect))),
        _attempt,
        share=30,
        batch=1000,
    ),
)
