"""Write docs/robustness.md from the measurements: ``python -m tools.write_robustness_page``."""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parent.parent
PAGE = _ROOT / "docs" / "robustness.md"
_FUZZ, _SOAK = _ROOT / "validation" / "fuzz.json", _ROOT / "validation" / "soak.json"
_ATTACKS = _ROOT / "tools" / "attacks.toml"
_FAULTS = _ROOT / "tests" / "faults"

_HEAD = """# How robust it is

What tilcoach does with bad input, with faults at run time, and over a long time. This page is
written by `python -m tools.write_robustness_page` from the measurements of the commands below.
"""

_INPUT = """
## Bad input

`make fuzz` draws cases with hypothesis: files cut off at every place, bits flipped, headers that
lie, absurd values, odd names and cookies, odd words on the command line. Every case goes through
one of the inputs below, in a process that it may crash. It passes when tilcoach accepts it, or
refuses it in a sentence in both languages, leaves nothing half written, and takes less than 20
seconds of CPU. `make test` tries 2,000 further cases.

| input | what it is | cases | accepted | refused | failed | seeds |
|---|---|---|---|---|---|---|
"""

_ATTACK_HEAD = """
## Attacks

What came through in 0.1.0, or was found by the tests since, by kind; and what comes through now.
Each kind has a test that fails when it comes back, and some have an input of their own in the table
above.

| kind | found | now | tests |
|---|---|---|---|
"""

_FAULT_HEAD = """
## Faults at run time

Each one is a test with a real process (`tests/faults`). A film stands in for the camera
(`TILCOACH_CAMERA`), and recorded poses for the pose model where a live session must find lifts on a
busy machine too.

| fault | what tilcoach does |
|---|---|
"""

_SOAK_HEAD = """
## A long time

`make soak` runs the live coach on an endless film, with the real pose model, guidance and history,
and samples the resources of the process. The first quarter of the frames is warm-up; a slope is the
median over all pairs of samples (Theil and Sen). Memory is what is in use, without what the
allocator keeps free: on a busy machine 35 MB more after twenty minutes.

| | measured | goal |
|---|---|---|
"""


def robustness_page() -> str:
    """Return the page as Markdown."""
    return (
        _HEAD
        + _INPUT
        + "".join(_doors(_read(_FUZZ)))
        + _ATTACK_HEAD
        + "".join(_attacks(_read(_FUZZ)))
        + _FAULT_HEAD
        + "".join(_faults())
        + _SOAK_HEAD
        + "".join(_soak(_read(_SOAK)))
    )


def _read(path: Path) -> dict[str, Any] | None:
    """Return the measurements; None before the first."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _doors(fuzz: dict[str, Any] | None) -> Iterator[str]:
    if fuzz is None:
        yield "| not measured yet: `make fuzz` | | | | | | |\n"
        return
    for door in fuzz["doors"]:
        first, last = min(door["seeds"]), max(door["seeds"])
        seeds = f"{first} to {last}" if first < last else str(first)
        numbers = (door["cases"], door["taken"], door["refused"], len(door["faults"]), seeds)
        yield f"| {door['door']} | {door['what']} | {' | '.join(map(str, numbers))} |\n"
    sums = (sum(door[name] for door in fuzz["doors"]) for name in ("cases", "taken", "refused"))
    broken = sum(len(door["faults"]) for door in fuzz["doors"])
    yield f"| **all** | | {' | '.join(map(str, sums))} | {broken} | |\n"


def read_attacks() -> list[dict[str, Any]]:
    """Return the kinds of attack with what came through and the tests of each."""
    found: list[dict[str, Any]] = tomllib.loads(_ATTACKS.read_text(encoding="utf-8"))["attack"]
    return found


def _attacks(fuzz: dict[str, Any] | None) -> Iterator[str]:
    doors = {door["door"]: door for door in (fuzz or {"doors": []})["doors"]}
    for attack in read_attacks():
        files = dict.fromkeys(test.partition("::")[0] for test in attack["tests"])
        tests = ", ".join(f"`{file}`" for file in files)
        door = doors.get(attack.get("door", ""))
        now = f"{len(door['faults'])} of {door['cases']} cases" if door else "0"
        yield f"| {attack['kind']} | {attack['found']}: {attack['then']} | {now} | {tests} |\n"
    found = sum(attack["found"] for attack in read_attacks())
    yield f"| **all** | {found} | | |\n"


def _faults() -> Iterator[str]:
    """Give the docstrings of the tests: the fault, and what tilcoach does."""
    for path in sorted(_FAULTS.glob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                row = ast.get_docstring(node) or node.name
                yield f"| {row.rstrip('.')} |\n"
    if not _FAULTS.exists():
        yield "| no test with a real process yet | |\n"


def _soak(soak: dict[str, Any] | None) -> Iterator[str]:
    if soak is None:
        yield "| not measured yet: `make soak` | | |\n"
        return
    machine = f"{soak['cores']} cores, model {soak['model']}, {soak['date']}"
    yield f"| length | {soak['minutes']} min ({machine}) | 30 min |\n"
    frames = (
        f"{soak['received']} received, {soak['analysed']} analysed, {soak['lifts']} lifts saved"
    )
    yield f"| frames | {frames} | |\n"
    if "entered" in soak:
        yield f"| people | {soak['entered']} came into view, {soak['left']} left | |\n"
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
    PAGE.write_text(robustness_page(), encoding="utf-8")
