"""The colours of what a person wears: by them somebody who comes back is known again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tilcoach.pose import Keypoint, Pose
from tilcoach.pose.arrays import Bytes, Floats

_SHIRT = (
    (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_HIP),
    (Keypoint.RIGHT_SHOULDER, Keypoint.LEFT_HIP),
)
_TROUSERS = ((Keypoint.LEFT_HIP, Keypoint.LEFT_KNEE), (Keypoint.RIGHT_HIP, Keypoint.RIGHT_KNEE))
_ALONG = np.linspace(0.25, 0.75, 13)[:, None]  # away from the seams
_FEWEST = 6  # of 26 places in the picture


def with_clothing(pose: Pose, bgr: Bytes) -> Pose:
    """Return the pose with the colours of its clothes in a picture.

    Parameters
    ----------
    pose
        Somebody in the picture.
    bgr
        Shape (height, width, 3).
    """
    colours = [_colour(pose, bgr, pairs) for pairs in (_SHIRT, _TROUSERS)]
    return replace(pose, clothing=np.concatenate(colours))


def _colour(pose: Pose, bgr: Bytes, pairs: tuple[tuple[Keypoint, Keypoint], ...]) -> Floats:
    """Return the middle colour (3,) along lines on the body, 0 to 1; NaN outside the picture."""
    lines = [
        (1 - _ALONG) * pose.image_px[start] + _ALONG * pose.image_px[end] for start, end in pairs
    ]
    places = np.concatenate(lines)
    height_px, width_px = bgr.shape[:2]
    inside = ((places >= 0) & (places < (width_px, height_px))).all(axis=1)
    if inside.sum() < _FEWEST:
        return np.full(3, np.nan)
    x, y = places[inside].astype(int).T
    middle: Floats = np.median(bgr[y, x], axis=0) / 255
    return middle
