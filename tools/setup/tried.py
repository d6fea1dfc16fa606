"""What was really run, and where: `validation/tried.json`, from which docs/platforms.md is written.

Needs Python alone, so that it works in every environment that is tried. A run of the tests is taken
in from what pytest printed, in the environment in which it ran::

    python -m tools.setup.tried tests.log --how "newest libraries"
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

PLACE = Path(__file__).resolve().parents[2] / "validation" / "tried.json"

_COUNTS = re.compile(r"^=* ?((?:\d+ [a-z]+, )*\d+ [a-z]+) in ([\d.]+)s")
_QUIET = ("deselected", "warnings", "warning")


@dataclass(frozen=True, slots=True)
class Trial:
    """One way in which tilcoach was installed and run on one system.

    Attributes
    ----------
    system, python
        Such as ``Debian 12, x86-64`` and ``3.11.7``.
    how
        How it got there.
    what
        What was run, and what came of it.
    version
        Of tilcoach.
    day
        ISO 8601.
    """

    system: str
    python: str
    how: str
    what: str
    version: str
    day: str

    @classmethod
    def here(cls, how: str, what: str) -> Trial:
        """Return what was run just now, in this environment."""
        day = datetime.now(UTC).date().isoformat()
        version = metadata.version("tilcoach")
        return cls(this_system(), platform.python_version(), how, what, version, day)


def this_system() -> str:
    """Return the name of this system and of its processor."""
    machine = {"x86_64": "x86-64", "AMD64": "x86-64", "aarch64": "ARM", "arm64": "ARM"}
    processor = machine.get(platform.machine(), platform.machine())
    if sys.platform == "linux":
        told = platform.freedesktop_os_release()
        name = f"{told.get('ID', 'linux').title()} {told.get('VERSION_ID') or _codename(told)}"
    elif sys.platform == "darwin":
        name = f"macOS {platform.mac_ver()[0]}"
    else:
        name = f"{platform.system()} {platform.release()}"
    return f"{name}, {processor}"


def _codename(told: dict[str, str]) -> str:
    return told.get("VERSION_CODENAME", "testing")


def read_trials(place: Path = PLACE) -> tuple[Trial, ...]:
    """Return all that was run, in order of system, Python and way."""
    if not place.exists():
        return ()
    return tuple(Trial(**one) for one in json.loads(place.read_text(encoding="utf-8")))


def add_trial(trial: Trial, place: Path = PLACE) -> None:
    """Write down a trial, in the place of an earlier one of the same kind."""
    kept = {(one.system, one.python, one.how): one for one in (*read_trials(place), trial)}
    rows = [asdict(kept[key]) for key in sorted(kept)]
    place.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def told_by_pytest(log: str) -> str:
    """Return how many tests passed and did not, from what pytest printed.

    Parameters
    ----------
    log
        With the line that pytest ends with.

    Raises
    ------
    SystemExit
        The line is not there: pytest was stopped before its end.
    """
    found = [match for line in log.splitlines() if (match := _COUNTS.match(line.strip()))]
    if not found:
        message = "pytest did not come to its end: there are no counts."
        raise SystemExit(message)
    counts = [one for one in found[-1][1].split(", ") if not one.endswith(_QUIET)]
    return f"tests: {', '.join(sorted(counts, key=_badness))}"


def _badness(count: str) -> bool:
    return count.endswith("passed")


def main(arguments: Sequence[str] | None = None) -> None:
    """Take in a run of the tests."""
    parser = argparse.ArgumentParser(prog="python -m tools.setup.tried", description=__doc__)
    parser.add_argument("log", type=Path, help="what pytest printed")
    parser.add_argument("--how", required=True, help="how tilcoach and its libraries got there")
    options = parser.parse_args(arguments)
    told = told_by_pytest(options.log.read_text(encoding="utf-8"))
    add_trial(Trial.here(options.how, told))


if __name__ == "__main__":
    main()
