"""Whether the picture lies on its side: in a whole film people stand with their head up."""

from __future__ import annotations

import numpy as np

from tilcoach.pose import Keypoint, PoseSeries

_SHOULDERS = [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]
_ANKLES = [Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE]

MOST_OF_THE_TIME = 0.8
"""A share of a film: a person who lies down to rest stands up for some of it."""


def quarter_turn_deg(series: PoseSeries) -> int:
    """Return how far to turn the pictures clockwise for the person to stand: 0, 90, 180 or 270.

    Parameters
    ----------
    series
        T moments of one person.
    """
    up_px = series.image_px[:, _SHOULDERS].mean(axis=1) - series.image_px[:, _ANKLES].mean(axis=1)
    up_px = up_px[np.isfinite(up_px).all(axis=1)]
    if not len(up_px):
        return 0
    across, down = up_px.T
    lies = np.abs(across) > np.abs(down)
    shares = {
        90: (lies & (across < 0)).mean(),
        270: (lies & (across > 0)).mean(),
        180: (~lies & (down > 0)).mean(),
    }
    return next((turn for turn, share in shares.items() if share >= MOST_OF_THE_TIME), 0)
