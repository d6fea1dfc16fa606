"""Tables of other programs are read, and ours hold no formula."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.session_files.tables import (
    cell_number,
    cell_text,
    decode_text,
    read_rows,
    read_table,
    table_text,
)

TEXT = "naam,graden\nJosé,1.5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_of_any_program_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(TEXT.replace(",", separator).encode(encoding))
    assert read_rows(path) == [{"naam": "José", "graden": "1.5"}]


def test_what_is_no_text_is_no_table() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode_text(b"\xff\x00\x01")


def test_short_and_long_rows_are_read() -> None:
    assert list(read_table("a,b\n1\n1,2,3\n")) == [{"a": "1", "b": ""}, {"a": "1", "b": "2"}]


@pytest.mark.parametrize(("cell", "number"), [("172,5", 172.5), ("-1.25", -1.25), ("7", 7.0)])
def test_a_number_has_a_point_or_a_comma(cell: str, number: float) -> None:
    assert cell_number(cell) == number
    assert math.isnan(cell_number(""))


def test_no_text_is_a_formula_and_a_number_stays_one() -> None:
    cells = ('=HYPERLINK("x")', "+1", "-1", "@x", "\tx", "'x", "rustig", -1.5, None)
    rows = [{"a": cell} for cell in cells]
    written = [row["a"] for row in read_table(table_text(["a"], rows))]
    assert written == [
        *('\'=HYPERLINK("x")', "'+1", "'-1", "'@x", "'\tx", "''x", "rustig", "-1.5", ""),
    ]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\n\r"])
def test_an_end_of_line_within_a_note_ends_no_row(end: str) -> None:
    note = f"eerst{end}dan"
    text = table_text(["note", "b"], [{"note": note, "b": "x"}])
    assert list(read_table(text)) == [{"note": note, "b": "x"}]
    assert table_text(["a"], [{"a": "x"}]) == "a\nx\n"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_every_text_comes_back_exactly(text: str) -> None:
    (row,) = read_table(table_text(["a", "b"], [{"a": text, "b": "x"}]))
    assert cell_text(row["a"]) == text
