"""Plot trunk, knee and rotation over time, with each lift shaded.

python examples/plot_lift.py lift.mp4 lift.png
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib as mpl

import tilcoach

CURVES = {
    "trunk_flexion_deg": "trunk flexion",
    "knee_flexion_deg": "knee flexion",
    "trunk_rotation_deg": "trunk rotation",
}


def main(film: Path, picture: Path) -> None:
    """Analyse a film and draw its curves."""
    mpl.use("Agg")  # no window; leave this out to look at the plot with plt.show()
    from matplotlib import pyplot as plt  # noqa: PLC0415 - after the choice of no window

    recording = tilcoach.analyze(film)
    table = recording.to_dataframe()

    figure, axes = plt.subplots(figsize=(9, 4), layout="constrained")
    for column, label in CURVES.items():
        axes.plot(table["time_s"], table[column], label=label)
    for lift in recording.lifts:
        axes.axvspan(lift.start_s, lift.end_s, alpha=0.15)
        axes.axvline(lift.grasp_s, linestyle=":", color="grey")
    axes.set(xlabel="time (s)", ylabel="angle (°)", title=recording.source.name)
    axes.legend()
    figure.savefig(picture)
    plt.close(figure)
    print(f"{picture}: lifts shaded: {len(recording.lifts)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
