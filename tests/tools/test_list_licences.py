"""Every library in the lock has a licence that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.list_licences import licence_of, licences_page, pinned

LOCK = (Path(__file__).parents[2] / "requirements" / "app.txt").read_text(encoding="utf-8")

# Those that ask for little more than a mention, and those that keep only their own files open.
PERMISSIVE = ("Apache", "BSD", "MIT", "ISC", "PSF", "Python", "HPND", "0BSD", "Unlicense")
FILE_BY_FILE = ("MPL", "Mozilla")


def test_a_lock_is_read_by_name_and_version() -> None:
    text = "# made\nnumpy==2.4.6 \\\n    --hash=sha256:00\nav==18.1.0 ; x\n"
    assert list(pinned(text)) == [("numpy", "2.4.6"), ("av", "18.1.0")]


def test_a_library_that_is_not_here_is_told() -> None:
    assert licence_of("no-such-library") == "not installed on this system"


def test_the_page_has_a_row_for_each() -> None:
    page = licences_page(LOCK)
    assert page.count("\n") == 2 + len(list(pinned(LOCK)))
    assert "| numpy |" in page


@pytest.mark.parametrize("name", [name for name, _ in pinned(LOCK)])
def test_no_library_binds_us(name: str) -> None:
    licence = licence_of(name)
    known = (*PERMISSIVE, *FILE_BY_FILE, "not installed on this system")
    assert any(word.casefold() in licence.casefold() for word in known), f"{name}: {licence}"
    assert "GPL" not in licence
