"""A body over a long time, written down as it goes by."""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from tilcoach.pose.pose import Pose, PoseSeries
from tilcoach.pose.skeleton import N_KEYPOINTS

_IMAGE, _WORLD, _VISIBILITY = slice(0, 2), slice(2, 5), 5
_NUMBERS = 6  # of each landmark: x and y in the picture, x, y and z in the world, visibility
_ROWS = 256  # in one block, 200 kB: nothing is copied when a buffer grows


class PoseBuffer:
    """Collects the poses of one person; has state.

    Numbers are kept as 32-bit floats, as the model returns them: an hour at 30 Hz takes 86 MB,
    a third of what the poses themselves take.
    """

    def __init__(self) -> None:
        self._blocks: list[NDArray[np.float32]] = []
        self._time_s = array("d")

    def __len__(self) -> int:
        """Return the number of moments."""
        return len(self._time_s)

    @property
    def duration_s(self) -> float:
        """The time from the first moment to the last."""
        return self._time_s[-1] - self._time_s[0] if self._time_s else 0.0

    def add(self, pose: Pose) -> None:
        """Write down one pose.

        Parameters
        ----------
        pose
            Later than the one before.
        """
        row = len(self) % _ROWS
        if row == 0:
            self._blocks.append(np.empty((_ROWS, N_KEYPOINTS, _NUMBERS), np.float32))
        landmarks = self._blocks[-1][row]
        landmarks[:, _IMAGE] = pose.image_px
        landmarks[:, _WORLD] = pose.world_m
        landmarks[:, _VISIBILITY] = pose.visibility
        self._time_s.append(pose.time_s)

    def series(self) -> PoseSeries:
        """Return all that was written down.

        Raises
        ------
        ValueError
            If nothing was, or time did not rise.
        """
        landmarks = np.concatenate(self._blocks)[: len(self)]
        return PoseSeries(
            image_px=np.asarray(landmarks[..., _IMAGE], np.float64),
            world_m=np.asarray(landmarks[..., _WORLD], np.float64),
            visibility=np.asarray(landmarks[..., _VISIBILITY], np.float64),
            time_s=np.array(self._time_s),
        )
