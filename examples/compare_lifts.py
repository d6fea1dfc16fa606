"""Compare the first lift of two films, such as before and after an instruction.

python examples/compare_lifts.py before.mp4 after.mp4
"""

from __future__ import annotations

import sys
from pathlib import Path

import tilcoach


def main(before: Path, after: Path) -> None:
    """Print what differs by more than the measurement uncertainty."""
    first, second = (tilcoach.analyze(film).lifts[0] for film in (before, after))
    for difference in tilcoach.compare(first, second):
        measure = difference.measure
        values = f"{difference.first:8.2f} {difference.second:8.2f} {measure.finding_unit:6}"
        print(f"{measure.field:20} {values} {difference.outcome}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
