"""Judge a film against limits of your own, from a profile file.

python examples/own_limits.py lift.mp4 profile.toml

The profile holds what differs from the defaults; docs/limits.md lists every name:

    height_cm = 172.0

    [limits]
    load_distance_ratio = 0.25
"""

from __future__ import annotations

import sys
from pathlib import Path

import tilcoach


def main(film: Path, profile: Path) -> None:
    """Print each verdict with the value and the limit that decided it."""
    recording = tilcoach.analyze(film, settings=tilcoach.load_settings(profile))
    for lift in recording.lifts:
        for finding in lift.findings:
            why = finding.reason or f"{finding.measured:.2f} against {finding.limit:.2f}"
            print(f"lift {lift.number}  {finding.pattern}: {finding.verdict} ({why})")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
