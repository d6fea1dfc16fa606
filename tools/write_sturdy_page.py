"""Write docs/sturdy.md from what was measured: ``python -m tools.write_sturdy_page``."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parent.parent
PAGE = _ROOT / "docs" / "sturdy.md"
_FUZZ, _SOAK = _ROOT / "validation" / "fuzz.json", _ROOT / "validation" / "soak.json"
_FAULTS = _ROOT / "tests" / "faults"

_HEAD = """# How sturdy it is

What tilcoach does with bad input, with faults while it runs, and over a long time. This page is
written by `python -m tools.write_sturdy_page` from what the commands below measured.
"""

_INPUT = """
## Bad input

`make fuzz` draws cases with hypothesis: files cut off at every place, bits flipped, headers that
lie, odd names, odd words on the command line. Every case goes through a door of the product, in a
process that it may crash. It passes when tilcoach takes it, or refuses it in a sentence in both
languages, leaves nothing half written, and comes back within 20 seconds of a core. `make test`
tries 2,000 further cases.

| door | what comes in | cases | taken | refused | broken | seeds |
|---|---|---|---|---|---|---|
"""

_FAULT_HEAD = """
## Faults while it runs

Each one is a test with a real process (`tests/faults`). A film stands in for the camera
(`TILCOACH_CAMERA`), and in live sessions that have to find lifts a recording stands in for the pose
model, so that they do so on a busy machine too.

| fault | what tilcoach does |
|---|---|
"""

_SOAK_HEAD = """
## A long time

`make soak` lets the live coach look at a film without an end, with the real pose model, guide and
history, and reads along what the process takes. A quarter of the frames is warm-up; slopes are the
middle of those between all pairs of readings (Theil and Sen).

| | measured | goal |
|---|---|---|
"""


def sturdy_page() -> str:
    """Return the page as Markdown."""
    return (
        _HEAD
        + _INPUT
        + "".join(_doors(_read(_FUZZ)))
        + _FAULT_HEAD
        + "".join(_faults())
        + _SOAK_HEAD
        + "".join(_soak(_read(_SOAK)))
    )


def _read(path: Path) -> dict[str, Any] | None:
    """Return what was measured; None when nothing was yet."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _doors(fuzz: dict[str, Any] | None) -> Iterator[str]:
    if fuzz is None:
        yield "| not measured yet: `make fuzz` | | | | | | |\n"
        return
    for door in fuzz["doors"]:
        seeds = f"{min(door['seeds'])} to {max(door['seeds'])}"
        numbers = (door["cases"], door["taken"], door["refused"], len(door["faults"]), seeds)
        yield f"| {door['door']} | {door['what']} | {' | '.join(map(str, numbers))} |\n"
    sums = (sum(door[name] for door in fuzz["doors"]) for name in ("cases", "taken", "refused"))
    broken = sum(len(door["faults"]) for door in fuzz["doors"])
    yield f"| **all** | | {' | '.join(map(str, sums))} | {broken} | |\n"


def _faults() -> Iterator[str]:
    """Give what the tests say of themselves: the fault, and what tilcoach does."""
    for path in sorted(_FAULTS.glob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                said = ast.get_docstring(node) or node.name
                yield f"| {said.rstrip('.')} |\n"
    if not _FAULTS.exists():
        yield "| no test with a real process yet | |\n"


def _soak(soak: dict[str, Any] | None) -> Iterator[str]:
    if soak is None:
        yield "| not measured yet: `make soak` | | |\n"
        return
    machine = f"{soak['cores']} cores, model {soak['model']}, {soak['date']}"
    yield f"| length | {soak['minutes']} min ({machine}) | 30 min |\n"
    frames = f"{soak['received']} given, {soak['analysed']} looked at, {soak['lifts']} lifts saved"
    yield f"| frames | {frames} | |\n"
    yield f"| memory | {_both(soak['memory_mb'])} MB at the start and the end | |\n"
    yield f"| memory, slope | {soak['memory_mb_per_min']} MB/min | < 0.5 |\n"
    yield f"| threads | {_both(soak['threads'])} | constant |\n"
    yield f"| files open | {_both(soak['files'])} | constant |\n"
    age = f"{soak['age_ms']} ms, {soak['age_ms_per_min']} ms/min"
    yield f"| age of the drawn body | {age} | < 5 ms/min |\n"


def _both(pair: list[float]) -> str:
    first, last = pair
    return f"{first:g}, {last:g}"


if __name__ == "__main__":
    PAGE.write_text(sturdy_page(), encoding="utf-8")
