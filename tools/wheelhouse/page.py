"""The page that says where tilcoach can run, and where it was really run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.setup.tried import Trial
from tools.wheelhouse.systems import PYTHONS, SYSTEMS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "platforms.md"

_HEAD = """# Where tilcoach runs

Written by `python -m tools.wheelhouse check`, which asks the package index, for every system and
Python, whether each library of `requirements/app.txt` (SHA-256 {digest}) has a wheel there. A cell
names what is lacking.

"""

_TAIL = """
On an Intel Mac tilcoach cannot be installed: Apple and the makers of these libraries have stopped
making them for those machines.

## What was really run

A wheel that exists is not a program that was tried. `python -m tools.setup.try_install --how …` and
`python -m tools.setup.tried LOG --how …` wrote these rows, each in the environment that was tried.

"""


def platforms_page(
    lacking: Mapping[tuple[str, str], Sequence[str]], trials: Sequence[Trial], lock: bytes
) -> str:
    """Return the page as Markdown.

    Parameters
    ----------
    lacking
        The libraries without a wheel, per system and Python; empty where all have one.
    trials
        What was run.
    lock
        The requirements file that was asked about; the page names its digest.
    """
    head = "".join(f" {python} |" for python in PYTHONS)
    rows = "".join(
        f"| {system.title} |"
        + "".join(f" {_cell(lacking[name, python])} |" for python in PYTHONS)
        + "\n"
        for name, system in SYSTEMS.items()
    )
    table = f"| system |{head}\n|---|{'---|' * len(PYTHONS)}\n{rows}"
    return (
        f"{_HEAD.format(digest=short_digest(lock))}{table}{_TAIL}{_tried(trials)}{_never(trials)}"
    )


def short_digest(lock: bytes) -> str:
    """Return the beginning of a lock's SHA-256, by which the page says what it was asked about."""
    return hashlib.sha256(lock).hexdigest()[:12]


def with_trials(page: str, trials: Sequence[Trial]) -> str:
    """Return the page with the trials of now, and the wheels as they were last asked for."""
    kept, _, _ = page.partition(_TAIL)
    return f"{kept}{_TAIL}{_tried(trials)}{_never(trials)}"


def _tried(trials: Sequence[Trial]) -> str:
    columns = ("system", "Python", "how it got there", "what was run", "tilcoach", "day")
    rows = [(one.system, one.python, one.how, one.what, one.version, one.day) for one in trials]
    lines = (columns, ["---"] * len(columns), *rows)
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _never(trials: Sequence[Trial]) -> str:
    """Say on which kinds of computer nothing was run; nothing when none is left."""
    untouched = [
        name for name, sign in _KINDS.items() if not any(sign in one.system for one in trials)
    ]
    if not untouched:
        return ""
    named = ", ".join(untouched)
    tried = _SCRIPT_TRIED if "Windows" in untouched else ""
    return (
        f"\n**Nothing was run yet on {named}**: `.github/workflows/test.yml` is to do it.\n{tried}"
    )


_SCRIPT_TRIED = """
`Start tilcoach.bat` alone was run, by Wine 8.0 on Debian 12, with a program in the place of
Python that notes how it is called. It asks for the right Python or says which one is lacking,
makes its environment below `%LOCALAPPDATA%`, installs from its folder (with spaces and brackets
in its name), says so when that fails, starts the window, and passes words on. Of a failure it kept
that there was one, and not always its number. No line of tilcoach ran there.
"""
_KINDS = {"Windows": "Windows", "macOS": "macOS", "Linux ARM": "ARM"}


def _cell(lacking: Sequence[str]) -> str:
    return "no " + ", ".join(f"`{library}`" for library in lacking) if lacking else "complete"
