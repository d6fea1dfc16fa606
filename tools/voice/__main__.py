"""The command: ``python -m tools.voice``."""

from __future__ import annotations

import argparse
import sys

from tilcoach.ui.voice.sounds import FOLDER
from tools.voice.engine import EngineError, read_engines
from tools.voice.render import render_all


def main() -> int:
    """Say what the catalogue holds and the sounds do not, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.voice", description=__doc__)
    parser.add_argument("--again", action="store_true", help="record every sentence again")
    arguments = parser.parse_args()
    try:
        render_all(read_engines(), FOLDER, again=arguments.again)
    except EngineError as error:
        print(error, file=sys.stderr)
        return 1
    total = sum(path.stat().st_size for path in FOLDER.rglob("*.mp3"))
    print(f"{total / 1000:.0f} kB of sound in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
