"""The live filter for a whole pose."""

from __future__ import annotations

import numpy as np

from tilcoach.filtering.one_euro import OneEuro, OneEuroRule
from tilcoach.pose import Keypoint, Pose

_SIZE_POINTS = (
    Keypoint.LEFT_SHOULDER,
    Keypoint.RIGHT_SHOULDER,
    Keypoint.LEFT_HIP,
    Keypoint.RIGHT_HIP,
    Keypoint.LEFT_KNEE,
    Keypoint.RIGHT_KNEE,
    Keypoint.LEFT_ANKLE,
    Keypoint.RIGHT_ANKLE,
)


class PoseFilter:
    """Takes the jitter out of the poses of one person; has state, and a `reset`.

    The picture is filtered in units of the person's own size, so that the same settings hold
    for someone near the camera and far away.
    """

    def __init__(self, rule: OneEuroRule | None = None) -> None:
        self._image = OneEuro(rule)
        self._world = OneEuro(rule)
        self._size_px = 0.0

    def reset(self) -> None:
        """Forget everything, as when another person comes into view."""
        self._image.reset()
        self._world.reset()
        self._size_px = 0.0

    def update(self, pose: Pose) -> Pose:
        """Return the pose without jitter.

        Parameters
        ----------
        pose
            The next pose of this person.
        """
        # The size only ever grows, since a person who crouches is no smaller person.
        body = pose.image_px[list(_SIZE_POINTS)]
        body = body[np.isfinite(body).all(axis=1)]
        spread_px = float(np.ptp(body, axis=0).max()) if len(body) else 0.0
        self._size_px = max(self._size_px, spread_px, 1.0)
        scale_px = self._size_px
        return Pose(
            image_px=self._image.update(pose.image_px / scale_px, pose.time_s) * scale_px,
            world_m=self._world.update(pose.world_m, pose.time_s),
            visibility=pose.visibility,
            time_s=pose.time_s,
        )
