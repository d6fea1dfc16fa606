"""Whether a version may be released: what is said of it must be true of its code."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tools.release.figures import figure_problems
from tools.wheelhouse.page import short_digest


def problems(root: Path, version: str) -> Iterator[str]:
    """Yield, in a sentence each, what stands in the way of releasing a version.

    Parameters
    ----------
    root
        A checkout with its history.
    version
        As in the changelog.
    """
    yield from _unequal_versions(root, version)
    yield from _changelog_faults(root, version)
    if _git(root, "status", "--porcelain"):
        yield "There are changes that are not committed."
    if _git(root, "tag", "--list", f"v{version}"):
        yield f"The tag v{version} is there already."
    yield from figure_problems(root, version)
    if short_digest((root / _LOCK).read_bytes()) not in (root / _WHEELS).read_text("utf-8"):
        yield f"{_WHEELS} is not about this {_LOCK}: run `python -m tools.wheelhouse check`."


_LOCK = "requirements/app.txt"
_WHEELS = "docs/platforms.md"


def release_notes(root: Path, version: str) -> str:
    """Return the section of the changelog on a version, without its heading; empty when none."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {re.escape(version)}\b[^\n]*\n(.*?)(?=^## |\Z)", text, _WHOLE)
    return section[1].strip() if section else ""


_WHOLE = re.MULTILINE | re.DOTALL


_DASH = "\N{EN DASH}"


def _unequal_versions(root: Path, version: str) -> Iterator[str]:
    package = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    places = {
        "pyproject.toml": package["version"],
        "src/tilcoach/version.py": _first(root / "src/tilcoach/version.py", r'= "(.+)"'),
        "CITATION.cff": _first(root / "CITATION.cff", r"^version: (.+)$"),
    }
    for place, found in places.items():
        if found != version:
            yield f"{place} says {found}, not {version}."


def _changelog_faults(root: Path, version: str) -> Iterator[str]:
    heading = _first(root / "CHANGELOG.md", rf"^## {re.escape(version)} {_DASH} (.+)$")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", heading):
        yield f"CHANGELOG.md gives no day for {version}: '## {version} {_DASH} 2026-01-31'."
    elif not release_notes(root, version):
        yield f"CHANGELOG.md says nothing of {version}."


def _first(path: Path, pattern: str) -> str:
    """Return what a pattern finds first in a file; empty when nothing."""
    found = re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def _git(root: Path, *words: str) -> str:
    run = subprocess.run(  # noqa: S603 - our own words
        ["git", *words],  # noqa: S607 - git of this machine
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()
