"""Reads a cookie among those of other programs, whose names and values may be anything."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import Scope


def cookie_values(scope: Scope, name: str) -> list[str]:
    """Return every value that a request has for a name; another port may have set one as well."""
    pairs = (
        pair.partition("=")
        for header in Headers(scope=scope).getlist("cookie")
        for pair in header.split(";")
    )
    return [value.strip() for key, _, value in pairs if key.strip() == name]
