"""Measures how late the live picture is, each way, in one run: ``python -m tools.bench_live``.

In turns, the app shows the same film as the camera of this machine, pushed to the page picture by
picture, as the camera of the browser, by WebRTC, and as that of a phone: a second page of the same
browser, which opens what the code says. Each frame of the film carries its number. A delay is from
the moment at which the picture was there (read by the server; shown by the browser's own camera) to
the frame of the screen that shows it with the coach's drawing. What Wi-Fi adds is not in it.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tilcoach.bench import describe_machine
from tilcoach.bench.figure import COLUMNS, Figure
from tilcoach.provenance import Provenance
from tools.bench_live.run import WAYS, measure

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "stoop_straight_legs.mp4"


def main() -> int:
    """Measure, print the table, and return the exit code: 1 when a goal is not reached."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench_live", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="turns of each way (3)")
    parser.add_argument("--seconds", type=float, default=20.0, help="length of a turn (20)")
    parser.add_argument(
        "--ways", nargs="+", choices=list(WAYS), default=list(WAYS), help="which ones (all)"
    )
    parser.add_argument("--film", type=Path, default=SAMPLE, help="what is filmed, 640 by 480")
    parser.add_argument("--json", type=Path, help="also write it here, for tilcoach bench --also")
    arguments = parser.parse_args()
    machine = describe_machine()  # before we are the other work ourselves
    found = measure(arguments.film, arguments.rounds, arguments.seconds, arguments.ways)
    if arguments.json:
        kept = {
            "machine": machine,
            "provenance": Provenance.of_everything().as_json(),
            "figures": [figure.as_json() for figure in found],
        }
        arguments.json.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    Console().print(_table(found))
    return int(any(figure.reached == "no" for figure in found))


def _table(figures: tuple[Figure, ...]) -> Table:
    table = Table(*COLUMNS)
    for figure in figures:
        table.add_row(*figure.cells())
    return table


if __name__ == "__main__":
    sys.exit(main())
