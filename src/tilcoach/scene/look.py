"""Looks under the hands of one person, before and after a bend."""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics import SHOULDER_ANKLE_SHARE, extent_px, hands_px
from tilcoach.lifting import BendTimes, Look
from tilcoach.pose import PoseSeries
from tilcoach.scene.change import change_share
from tilcoach.scene.glimpses import Glimpses

PLACE_RADIUS = 0.16
"""Radius of the place that is looked at, as a share of body height: a box of 30 to 50 cm."""

PLACE_BELOW = 0.06
"""The load hangs below the wrists by so much, as a share of body height."""

LOOK_BEFORE_S, LOOK_AFTER_S = 1.0, 0.5
"""What is looked at: so long before the bend, and so long after it."""


RISEN_S = 0.15
"""So long before the shoulders are at rest they hide nothing any more."""


def look_under_hands(poses: PoseSeries, glimpses: Glimpses) -> Look:
    """Return a function from a bend to the share of what changed under the hands.

    It gives 0 to 1, and NaN when it cannot be told.

    Parameters
    ----------
    poses
        One person, at least from before the bend to after it.
    glimpses
        Of the same video.
    """

    def look(bend: BendTimes) -> float:
        during = poses.between(bend.start_s - LOOK_BEFORE_S, bend.upright_s + LOOK_AFTER_S)
        if not len(during):
            return float("nan")
        height_px = float(np.nanpercentile(extent_px(during), 90)) / SHOULDER_ANKLE_SHARE
        at_load = int(np.argmin(np.abs(during.time_s - bend.grasp_s)))
        middle_px = hands_px(during)[at_load] + np.array([0.0, PLACE_BELOW * height_px])
        return change_share(
            glimpses.between(bend.start_s - LOOK_BEFORE_S, bend.start_s),
            glimpses.between(bend.upright_s - RISEN_S, bend.upright_s + LOOK_AFTER_S),
            glimpses.shrink * middle_px,
            glimpses.shrink * PLACE_RADIUS * height_px,
        )

    return look
