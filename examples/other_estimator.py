"""Use another pose estimator: here, landmarks that another program has written to a file.

python examples/other_estimator.py lift.mp4 landmarks.npz

The file holds `image_px` (T, 33, 2), `world_m` (T, 33, 3) and `visibility` (T, 33), one row per
frame, NaN where nobody was seen. Anything with these two methods will do: a model of your own, a
server, a motion-capture system.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

import tilcoach


class LandmarkFile:
    """A `tilcoach.PoseEstimator` that reads landmarks instead of looking at the picture."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as arrays:
            self._image_px = arrays["image_px"].astype(float)
            self._world_m = arrays["world_m"].astype(float)
            self._visibility = arrays["visibility"].astype(float)

    def estimate(self, frame: tilcoach.VideoFrame) -> tuple[tilcoach.Pose, ...]:
        """Return the people in a frame; an empty tuple means nobody."""
        image_px = self._image_px[frame.index]
        if np.isnan(image_px).all():
            return ()
        size_px = (frame.width_px, frame.height_px)
        visibility = self._visibility[frame.index]
        return (
            tilcoach.Pose(
                image_px=image_px,
                world_m=self._world_m[frame.index],
                # Models guess landmarks outside the picture; those count as not seen.
                visibility=tilcoach.seen_inside(image_px, visibility, size_px),
                time_s=frame.time_s,
            ),
        )

    def close(self) -> None:
        """Free what the estimator holds; here, nothing."""


def main(film: Path, landmarks: Path) -> None:
    """Print the lifts that the landmarks show."""
    recording = tilcoach.analyze(film, estimator=LandmarkFile(landmarks))
    for lift in recording.lifts:
        print(f"lift {lift.number}: {lift.start_s:.1f} to {lift.end_s:.1f} s, {lift.cue}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
