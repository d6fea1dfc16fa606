"""Judge a pattern of your own beside the three: rising too fast.

python examples/own_pattern.py lift.mp4

A criterion is a pure function of a lift, so it needs no more than the postures that every lift
carries. CONTRIBUTING.md says how a pattern becomes part of tilcoach itself.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

import tilcoach

FASTEST_DEG_S = 120.0  # an example, not a recommendation
WINDOW_S = 0.3  # shorter peaks are noise of the landmarks


def rising_speed_deg_s(lift: tilcoach.JudgedLift) -> float:
    """Return how fast the trunk comes up at most, degrees a second; NaN when it was not seen."""
    up = lift.lift.postures.between(lift.grasp_s, lift.upright_s)
    seen = np.isfinite(up.trunk_flexion_deg)
    time_s, trunk_deg = up.time_s[seen], up.trunk_flexion_deg[seen]
    if len(time_s) == 0 or time_s[-1] - time_s[0] < WINDOW_S:
        return float("nan")
    starts_s = time_s[time_s <= time_s[-1] - WINDOW_S]
    before, after = (np.interp(starts_s + shift, time_s, trunk_deg) for shift in (0, WINDOW_S))
    return float(np.max(before - after) / WINDOW_S)


def verdict(speed_deg_s: float) -> tilcoach.Verdict:
    """Return goed, fout, or not_judged when the speed is not known."""
    if np.isnan(speed_deg_s):
        return tilcoach.Verdict.NOT_JUDGED
    return tilcoach.Verdict.FOUT if speed_deg_s > FASTEST_DEG_S else tilcoach.Verdict.GOED


def main(film: Path) -> None:
    """Print the speed and the verdict of each lift."""
    for lift in tilcoach.analyze(film).lifts:
        speed_deg_s = rising_speed_deg_s(lift)
        print(f"lift {lift.number}: {speed_deg_s:.0f} degrees a second, {verdict(speed_deg_s)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
