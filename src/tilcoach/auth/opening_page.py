"""The page that leads a browser to an address which other users must not read."""

from __future__ import annotations

from html import escape
from pathlib import Path

_PAGE = '<!doctype html><meta http-equiv="refresh" content="0; url={}">'


def write_opening_page(path: Path, address: str) -> None:
    """Write a page, for this user only, that leads to the address.

    Other users of the machine can read the command line of a browser: it gets the name of this
    page, and not the address with its token.
    """
    path.touch(mode=0o600)
    path.write_text(_PAGE.format(escape(address)), encoding="utf-8")
