"""Text and tables as other programs write them, and cells that a spreadsheet takes for text.

Editors put a byte-order mark before the first letter, or save UTF-16; a spreadsheet in Dutch
separates by semicolons and writes 1,5; and it runs a cell that begins with ``=``.
"""

from __future__ import annotations

import codecs
import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TextIO


class CsvStyle(StrEnum):
    """How a table is written."""

    PLAIN = "plain"
    """Commas and points, UTF-8: what other programs expect."""
    DUTCH = "dutch"
    """Semicolons and decimal commas with a byte-order mark: what a Dutch spreadsheet opens."""


_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARK = "\ufeff"
_SEPARATORS = ",;\t"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_WRITTEN_END = "\r\n"
_TEXT_MARK = "'"  # before a cell, as spreadsheets themselves mark text


def decode_text(data: bytes) -> str:
    """Return the text of a file; `UnicodeDecodeError` when it is neither UTF-8 nor UTF-16."""
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            return data.decode(encoding)
    return data.decode("utf-8")


def read_table(text: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table by column; a row that ends early has empty cells."""
    header = text[: text.find("\n")] if "\n" in text else text
    separator = max(_SEPARATORS, key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), restval="", delimiter=separator)
    for row in rows:
        yield {name: cell for name, cell in row.items() if name is not None}


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file; `OSError` or `ValueError` when it is none."""
    return list(read_table(decode_text(path.read_bytes())))


def cell_number(cell: str) -> float:
    """Return the number in a cell, with a point or a comma; NaN when it is empty."""
    return float(cell.replace(",", ".")) if cell else math.nan


def cell_text(cell: str) -> str:
    """Return the text of a cell that `table_text` wrote."""
    marked = cell.startswith(_TEXT_MARK) and cell[1:].startswith(_FORMULA_STARTS)
    return cell[1:] if marked else cell


def table_text(
    columns: Iterable[str],
    rows: Iterable[Mapping[str, object]],
    style: CsvStyle = CsvStyle.PLAIN,
) -> str:
    """Return rows as CSV; a missing value is an empty cell, and no text is a formula."""
    text = io.StringIO(newline="")
    write_table(text, columns, rows, style)
    return text.getvalue()


def write_table(
    file: TextIO,
    columns: Iterable[str],
    rows: Iterable[Mapping[str, object]],
    style: CsvStyle = CsvStyle.PLAIN,
) -> None:
    """Write rows as `table_text` returns them, one after the other."""
    is_dutch = style is CsvStyle.DUTCH
    if is_dutch:
        file.write(_MARK)
    separator = ";" if is_dutch else ","
    # A cell with a letter of the line's end is quoted, so a lone return in a note ends no row.
    writer = csv.DictWriter(
        _Lines(file), list(columns), delimiter=separator, lineterminator=_WRITTEN_END
    )
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value, style) for name, value in row.items()})


class _Lines:
    """Writes lines that end in two letters with one."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, line: str) -> int:
        return self._file.write(line.removesuffix(_WRITTEN_END) + "\n")


def _cell(value: object, style: CsvStyle) -> object:
    if isinstance(value, str):
        return f"{_TEXT_MARK}{value}" if value.startswith(_FORMULA_STARTS) else value
    if style is CsvStyle.DUTCH and isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return value
