"""The door through which any pose model enters."""

from __future__ import annotations

from typing import Protocol

from tilcoach.pose import Pose, VideoFrame


class PoseEstimator(Protocol):
    """Finds the people in a frame; has state, so one estimator per stream."""

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        """Return the poses in a frame; empty when nobody is seen.

        Parameters
        ----------
        frame
            Frames come in order of time.
        """
        ...

    def close(self) -> None:
        """Free the model; closing twice is fine."""
        ...
