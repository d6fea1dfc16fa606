"""Save a picture of each fault, at the moment in the middle of it, to talk it through.

python examples/faults_to_pictures.py lift.mp4 pictures
"""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import cv2

import tilcoach


def main(film: Path, folder: Path) -> None:
    """Analyse a film, then read it again up to each moment."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = sorted(
        ((finding.start_s + finding.end_s) / 2, f"lift{lift.number}-{finding.pattern}.jpg")
        for lift in tilcoach.analyze(film).lifts
        for finding in lift.findings
        if finding.verdict is tilcoach.Verdict.FOUT
    )
    with closing(tilcoach.VideoFile(film)) as frames:
        for frame in frames:
            while wanted and frame.time_s >= wanted[0][0]:
                _, name = wanted.pop(0)
                cv2.imwrite(str(folder / name), frame.bgr)
                print(folder / name)
            if not wanted:
                break


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
