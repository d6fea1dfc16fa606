"""The interface of a pose model."""

from __future__ import annotations

from typing import Protocol

from tilcoach.pose import Pose, VideoFrame


class PoseEstimator(Protocol):
    """Finds the people in a frame; has state, so one estimator per stream."""

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        """Return the poses in a frame.

        Parameters
        ----------
        frame
            Later than the frame before.

        Returns
        -------
        tuple of Pose
            At the time of the frame, the clearest person first; empty when nobody is seen.
        """
        ...

    def close(self) -> None:
        """Free the model; closing twice is fine."""
        ...
