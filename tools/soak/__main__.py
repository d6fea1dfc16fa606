"""``python -m tools.soak``: the live coach for half an hour, and what it took; ``make soak``."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from tilcoach import __version__
from tilcoach.config import Settings
from tilcoach.provenance import Provenance
from tilcoach.store import FOLDER_VARIABLE, History
from tools.soak.gauge import Reading
from tools.soak.stream import soak
from tools.soak.verdict import judge

_ROOT = Path(__file__).parents[2]
_FILM = _ROOT / "sample_videos" / "stoop_straight_legs.mp4"
_S_PER_MIN = 60.0


def main(arguments: list[str] | None = None) -> int:
    """Run the coach, print what it takes, and return 1 when something grows.

    Parameters
    ----------
    arguments
        Of the command line when left out.
    """
    parser = argparse.ArgumentParser(prog="python -m tools.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two readings")
    parser.add_argument("--model", default="full", help="lite, full or heavy")
    parser.add_argument("--film", type=Path, default=_FILM, help="what the camera sees")
    parser.add_argument("--out", type=Path, help="where the result goes, as JSON")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="tilcoach-soak-") as folder:
        os.environ[FOLDER_VARIABLE] = folder
        readings = _watch(options)
        lifts = sum(len(session.lifts) for session in History().sessions())
    verdict = judge(readings)
    result = {
        "tilcoach": __version__,
        "date": datetime.now(UTC).date().isoformat(),
        "model": options.model,
        "cores": os.cpu_count(),
        "lifts": lifts,
        "steady": verdict.is_steady,
        "provenance": Provenance.of_loaded().as_json(),
        **asdict(verdict),
    }
    text = json.dumps(result, indent=2) + "\n"
    print(text, end="")
    if options.out is not None:
        options.out.write_text(text, encoding="utf-8")
    return 0 if verdict.is_steady else 1


def _watch(options: argparse.Namespace) -> list[Reading]:
    """Read until the time is over; a minute is one of looking, the model is loaded before."""
    seen: list[Reading] = []
    looked_from_s = None
    with closing(soak(options.film, options.every, Settings(model=options.model))) as readings:
        for reading in readings:
            print(json.dumps(asdict(reading)), file=sys.stderr, flush=True)
            seen.append(reading)
            if looked_from_s is None and reading.analysed:
                looked_from_s = reading.time_s
            if looked_from_s is not None and (
                reading.time_s - looked_from_s >= _S_PER_MIN * options.minutes
            ):
                break
    return seen


if __name__ == "__main__":
    sys.exit(main())
