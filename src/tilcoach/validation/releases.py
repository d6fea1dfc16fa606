"""The targets over the versions of tilcoach: one small file per version, beside the page.

The report and the page that explains read these files: the headline of each target is its worst
source.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tilcoach.validation.results import TargetResult, finite
from tilcoach.validation.tables import number, table
from tilcoach.validation.targets import TARGETS
from tilcoach.version import __version__

FOLDER = "releases"


def write_release(folder: Path, measured: Mapping[str, TargetResult]) -> None:
    """Write what this version measured; the file before it is replaced as a whole."""
    path = folder / FOLDER / f"{__version__}.json"
    path.parent.mkdir(exist_ok=True)
    known = {name: one.numbers() for name, one in measured.items() if one.figures}
    path.write_text(json.dumps(finite(known), indent=2) + "\n", encoding="utf-8")


def releases_table(folder: Path) -> str:
    """Return the targets of every version that was published, the newest last."""
    paths = sorted((folder / FOLDER).glob("*.json"), key=lambda path: _order(path.stem))
    versions = {path.stem: _headlines(path) for path in paths}
    rows = [
        (t.name, *(number(known.get(t.name, math.nan), t.decimals) for known in versions.values()))
        for t in TARGETS
    ]
    return "## Over the versions, worst source\n\n" + table(("what", *versions), rows)


def _headlines(path: Path) -> Mapping[str, float]:
    """Return the headline of each target; a file of 0.1.0 holds nothing else."""
    published: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: float(one["value"] if isinstance(one, dict) else one)
        for name, one in published.items()
    }


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
