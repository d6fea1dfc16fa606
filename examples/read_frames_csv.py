"""Read frames.csv with pandas alone: time per phase, and the deepest bend of each person.

python examples/read_frames_csv.py out/lift/frames.csv
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd


def main(path: Path) -> None:
    """Print two small tables; an empty cell is read as NaN, "not measurable"."""
    frames = pd.read_csv(path)

    # The time until the next row of the same person, so that a variable frame rate stays right.
    frames["lasts_s"] = -frames.groupby("person")["time_s"].diff(-1)
    print(frames.pivot_table("lasts_s", index="person", columns="phase", aggfunc="sum").round(2))

    deepest = frames.loc[frames.groupby("person")["trunk_flexion_deg"].idxmax()]
    print(deepest[["person", "time_s", "trunk_flexion_deg", "knee_flexion_deg"]])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
