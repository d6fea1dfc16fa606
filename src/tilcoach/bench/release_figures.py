"""The bench over the versions: a page, and one JSON per version with what was measured for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from tilcoach.bench.figure import COLUMNS, Figure
from tilcoach.errors import InputError
from tilcoach.provenance import Provenance
from tilcoach.version import __version__

FOLDER, PAGE = "speed", "speed.md"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the bench measured, and where.

    Attributes
    ----------
    command
        What to type to measure it again.
    day
        When.
    machine
        As from `describe_machine`.
    figures
        The rows of the table.
    provenance
        What was measured: all of tilcoach, for the app is started too.
    """

    command: str
    day: date
    machine: Mapping[str, str]
    figures: tuple[Figure, ...]
    provenance: Provenance = field(default_factory=Provenance.of_everything)

    def as_json(self) -> Mapping[str, object]:
        """Return what `read_figures` reads."""
        return {
            "tilcoach": __version__,
            "command": self.command,
            "day": self.day.isoformat(),
            "machine": dict(self.machine),
            "provenance": self.provenance.as_json(),
            "figures": [self._figure_json(figure) for figure in self.figures],
        }

    def _figure_json(self, figure: Figure) -> Mapping[str, object]:
        """Return a figure, with what was measured where that is not what the others say."""
        if figure.provenance in (None, self.provenance):
            return figure.as_json()
        return {**figure.as_json(), "provenance": figure.provenance.as_json()}


ReleaseFigures = Mapping[str, tuple[Figure, ...]]
"""The figures of each version, the oldest first."""


def read_figures(path: Path) -> tuple[Figure, ...]:
    """Return the figures of a JSON file that a bench wrote, each with what was measured."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        whole = Provenance.from_json(found.get("provenance"))
        return tuple(_figure(fields, whole) for fields in found["figures"])
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        sentence = "{path} holds no figures of `tilcoach bench` ({cause}): choose another file."
        raise InputError(sentence, path=path, cause=error) from error


def _figure(fields: Mapping[str, Any], whole: Provenance) -> Figure:
    values = fields.get("values") or [fields["measured"]]
    own = fields.get("provenance")
    return Figure(
        name=fields["name"],
        unit=fields["unit"],
        values=tuple(float(value) for value in values),
        goal=fields.get("goal"),
        note=fields.get("note", ""),
        provenance=Provenance.from_json(own) if own else whole,
    )


def write_run(folder: Path, run: Run) -> Path:
    """Write the page and the JSON of this version, and return the page.

    What this run did not measure stays from the run before, of the same version.
    """
    path = folder / FOLDER / f"{__version__}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    before = read_figures(path) if path.exists() else ()
    new = {figure.name for figure in run.figures}
    older = tuple(figure for figure in before if figure.name not in new)
    whole = replace(run, figures=(*run.figures, *older))
    path.write_text(json.dumps(whole.as_json(), indent=2) + "\n", encoding="utf-8")
    page = folder / PAGE
    page.write_text(_page(whole, _all_releases(path.parent)), encoding="utf-8")
    return page


def _all_releases(folder: Path) -> ReleaseFigures:
    paths = sorted(folder.glob("*.json"), key=lambda path: _order(path.stem))
    return {path.stem: read_figures(path) for path in paths}


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _page(run: Run, releases: ReleaseFigures) -> str:
    machine = "".join(f"- {name}: {value}\n" for name, value in run.machine.items())
    return (
        f"# Speed of tilcoach {__version__}\n\n"
        f"Written on {run.day} by `{run.command}`; what the numbers mean, and what was tried: "
        "[docs/performance.md](../docs/performance.md).\n\n"
        f"{machine}\n"
        f"{_table(COLUMNS, (figure.cells() for figure in run.figures))}\n"
        f"## Over the versions\n\n{_over_versions(releases)}"
    )


def _over_versions(releases: ReleaseFigures) -> str:
    names = list(dict.fromkeys(figure.name for figures in releases.values() for figure in figures))
    measured = {
        version: {figure.name: figure.cells()[2] for figure in figures}
        for version, figures in releases.items()
    }
    rows = [(name, *(of.get(name, "-") for of in measured.values())) for name in names]
    return _table(("what", *releases), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
