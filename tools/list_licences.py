"""The licence of every library that tilcoach is installed with, and of those inside the wheels.

A library says its own; of those inside, `tools.bundled_libraries` knows. Run in the environment
that was installed from the lock:
``python -m tools.list_licences requirements/app.txt --sbom dist/sbom.json > dist/licences.md``
also adds those inside to the list of ``make sbom``.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from tools.bundled_libraries import add_to_sbom, libraries_in, libraries_page

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


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the page, and add to an SBOM what lies inside the wheels."""
    parser = argparse.ArgumentParser(prog="python -m tools.list_licences", description=__doc__)
    parser.add_argument("lock", type=Path, help="requirements file with pinned versions")
    parser.add_argument("--sbom", type=Path, help="CycloneDX in JSON, to which they are added")
    options = parser.parse_args(arguments)
    lock = options.lock.read_text(encoding="utf-8")
    if options.sbom is not None:
        sbom = json.loads(options.sbom.read_text(encoding="utf-8"))
        add_to_sbom(sbom, dict(pinned(lock)))
        options.sbom.write_text(json.dumps(sbom, indent=2) + "\n", encoding="utf-8")
    print(licences_page(lock))
    print(libraries_page(libraries_in(dict(pinned(lock)))), end="")


if __name__ == "__main__":
    main()
