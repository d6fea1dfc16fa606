"""The page that says where tilcoach can run, and where it was really run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tools.wheelhouse.systems import PYTHONS, SYSTEMS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "platforms.md"

_HEAD = """# Where tilcoach runs

Written by `python -m tools.wheelhouse check`, which asks the package index, for every system and
Python, whether each library of `requirements/app.txt` has a wheel there. A cell names what is
lacking.

"""

_TAIL = """
A wheel that exists is not a program that was tried. Really run is:

| system | Python | what |
|---|---|---|
| Debian 12, x86-64 | 3.11 | `make test`; `make wheelhouse` offline; `make bundle-check` once |
| Windows, macOS, Linux ARM | none | **nothing yet**: `.github/workflows/test.yml` is to do it |

On an Intel Mac tilcoach cannot be installed where the table names a library: Apple and the makers
of that library have stopped making it for those machines.
"""


def platforms_page(lacking: Mapping[tuple[str, str], str]) -> str:
    """Return the page as Markdown, from what is lacking per system and Python."""
    head = "".join(f" {python} |" for python in PYTHONS)
    rows = "".join(
        f"| {system.title} |"
        + "".join(f" {_cell(lacking[name, python])} |" for python in PYTHONS)
        + "\n"
        for name, system in SYSTEMS.items()
    )
    return f"{_HEAD}| system |{head}\n|---|{'---|' * len(PYTHONS)}\n{rows}{_TAIL}"


def _cell(lacking: str) -> str:
    return f"no `{lacking}`" if lacking else "complete"
