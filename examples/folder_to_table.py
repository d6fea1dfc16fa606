"""Analyse every film in a folder, and write one table with a row per lift.

python examples/folder_to_table.py FOLDER lifts.csv
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pandas as pd

import tilcoach

FILMS = {".mp4", ".mov", ".mkv", ".avi", ".webm"}


def rows(film: Path) -> Iterator[dict[str, object]]:
    """Give one row per lift: when, what was measured, and the three verdicts."""
    for lift in tilcoach.analyze(film).lifts:
        yield {
            "film": film.name,
            "person": lift.person,
            "lift": lift.number,
            "start_s": lift.start_s,
            "end_s": lift.end_s,
            **asdict(lift.measures),
            **{str(finding.pattern): str(finding.verdict) for finding in lift.findings},
        }


def main(folder: Path, table: Path) -> None:
    """Analyse the films one by one; one that cannot be read is reported and passed over."""
    lifts: list[dict[str, object]] = []
    for film in sorted(path for path in folder.iterdir() if path.suffix.lower() in FILMS):
        try:
            lifts += rows(film)
        except tilcoach.VideoError as error:
            print(error, file=sys.stderr)
    pd.DataFrame(lifts).to_csv(table, index=False)
    print(f"{table}: rows: {len(lifts)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
