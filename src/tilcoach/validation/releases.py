"""The targets over the versions of tilcoach: one small file per version, kept beside the page."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

from tilcoach import __version__
from tilcoach.validation.tables import number, table
from tilcoach.validation.targets import TARGETS

FOLDER = "releases"


def keep_release(folder: Path, measured: Mapping[str, float]) -> None:
    """Write what this version measured; what it did not measure now is kept from before.

    Parameters
    ----------
    folder
        The folder of the page.
    measured
        By the name of the target; NaN = not measured.
    """
    path = folder / FOLDER / f"{__version__}.json"
    path.parent.mkdir(exist_ok=True)
    now = {name: round(value, 4) for name, value in measured.items() if not math.isnan(value)}
    path.write_text(json.dumps({**_read(path), **now}, indent=2) + "\n", encoding="utf-8")


def releases_table(folder: Path) -> str:
    """Return the targets of every version that was kept, the newest last.

    Parameters
    ----------
    folder
        The folder of the page.
    """
    paths = sorted((folder / FOLDER).glob("*.json"), key=lambda path: _order(path.stem))
    versions = {path.stem: _read(path) for path in paths}
    nan = float("nan")
    rows = [
        (t.name, *(number(kept.get(t.name, nan), t.decimals) for kept in versions.values()))
        for t in TARGETS
    ]
    return "## Over the versions\n\n" + table(("what", *versions), rows)


def _read(path: Path) -> dict[str, float]:
    if not path.exists():
        return {}
    kept: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
