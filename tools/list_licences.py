"""The licence of every library that tilcoach is installed with, as the library itself says it.

Run in the environment that was installed from the lock:
``python -m tools.list_licences requirements/app.txt > dist/licences.md``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
_PREFIX = "License :: "
_LONGEST = 60  # some put the whole text of the licence where its name belongs


def licences_page(lock: str) -> str:
    """Return a table in Markdown.

    Parameters
    ----------
    lock
        The text of a requirements file with pinned versions.
    """
    rows = [f"| {name} | {version} | {licence_of(name)} |" for name, version in pinned(lock)]
    return "\n".join(("| library | version | licence |", "|---|---|---|", *rows, ""))


def pinned(lock: str) -> Iterator[tuple[str, str]]:
    """Give the name and the version of each library in a lock.

    Parameters
    ----------
    lock
        The text of a requirements file with pinned versions.
    """
    yield from _PINNED.findall(lock)


def licence_of(name: str) -> str:
    """Return what a library says of its licence.

    Parameters
    ----------
    name
        Of the distribution.
    """
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return "not installed on this system"
    classes = [c.rsplit("::", 1)[1].strip() for c in told.get_all("Classifier", []) if _is_one(c)]
    (expression, *_), (free, *_) = (
        told.get_all(field, [""]) for field in ("License-Expression", "License")
    )
    named = free if "\n" not in free and len(free) <= _LONGEST else ""
    return expression or named or ", ".join(classes) or "not told"


def _is_one(classifier: str) -> bool:
    return classifier.startswith(_PREFIX)


if __name__ == "__main__":
    print(licences_page(Path(sys.argv[1]).read_text(encoding="utf-8")), end="")
