"""Where the body is in a small picture: limbs as thick lines between their landmarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from tilcoach.pose import Keypoint
from tilcoach.pose.arrays import Bools, Floats


@dataclass(frozen=True, slots=True)
class Limb:
    """A part of the body between two landmarks, or from the first to some share of the way.

    Attributes
    ----------
    start, end
        Where it begins, and to where it runs.
    half_width
        As a share of body height.
    length_share
        How much of the way it covers.
    """

    start: Keypoint
    end: Keypoint
    half_width: float
    length_share: float = 1.0


_K = Keypoint
ARMS: tuple[Limb, ...] = (
    Limb(_K.LEFT_SHOULDER, _K.LEFT_ELBOW, 0.035),
    Limb(_K.RIGHT_SHOULDER, _K.RIGHT_ELBOW, 0.035),
    Limb(_K.LEFT_ELBOW, _K.LEFT_WRIST, 0.035),
    Limb(_K.RIGHT_ELBOW, _K.RIGHT_WRIST, 0.035),
    Limb(_K.LEFT_WRIST, _K.LEFT_INDEX, 0.045),
    Limb(_K.RIGHT_WRIST, _K.RIGHT_INDEX, 0.045),
)
BODY: tuple[Limb, ...] = (
    *ARMS,
    Limb(_K.LEFT_HIP, _K.LEFT_KNEE, 0.055),
    Limb(_K.RIGHT_HIP, _K.RIGHT_KNEE, 0.055),
    Limb(_K.LEFT_HIP, _K.LEFT_KNEE, 0.065, 0.5),
    Limb(_K.RIGHT_HIP, _K.RIGHT_KNEE, 0.065, 0.5),
    Limb(_K.LEFT_KNEE, _K.LEFT_ANKLE, 0.04),
    Limb(_K.RIGHT_KNEE, _K.RIGHT_ANKLE, 0.04),
    Limb(_K.LEFT_HEEL, _K.LEFT_FOOT_INDEX, 0.03),
    Limb(_K.RIGHT_HEEL, _K.RIGHT_FOOT_INDEX, 0.03),
    Limb(_K.LEFT_SHOULDER, _K.LEFT_HIP, 0.07),
    Limb(_K.RIGHT_SHOULDER, _K.RIGHT_HIP, 0.07),
    Limb(_K.LEFT_SHOULDER, _K.RIGHT_SHOULDER, 0.05),
    Limb(_K.LEFT_HIP, _K.RIGHT_HIP, 0.06),
    Limb(_K.LEFT_SHOULDER, _K.RIGHT_HIP, 0.06),
    Limb(_K.LEFT_EAR, _K.RIGHT_EAR, 0.09),
    Limb(_K.NOSE, _K.NOSE, 0.08),
)
"""Half widths of a clothed body, by eye on rendered and real people; hands are longer than the
model's fingers."""


def limb_ends_px(points_px: Floats, limbs: Sequence[Limb]) -> Floats:
    """Return where each limb begins and ends, shape (L, 2, 2).

    Parameters
    ----------
    points_px
        Shape (33, 2): landmarks in the picture.
    limbs
        L limbs.
    """
    starts_px = points_px[[limb.start for limb in limbs]]
    ways_px = points_px[[limb.end for limb in limbs]] - starts_px
    shares = np.array([limb.length_share for limb in limbs])[:, None]
    return np.stack([starts_px, starts_px + shares * ways_px], axis=1)


def body_mask(
    points_px: Floats, limbs: Sequence[Limb], height_px: float, shape: tuple[int, int]
) -> Bools:
    """Return which pixels some limbs may cover.

    Parameters
    ----------
    points_px
        Shape (33, 2): landmarks in the picture; limbs that were not seen cover nothing.
    limbs
        What to draw.
    height_px
        The height of the body.
    shape
        Rows and columns of the picture.
    """
    mask = np.zeros(shape, np.uint8)
    ends_px = limb_ends_px(points_px, limbs)
    seen = np.isfinite(ends_px.sum(axis=(1, 2))).tolist()
    drawn = np.clip(np.round(np.nan_to_num(ends_px) * _SUBPIXELS), -_FAR, _FAR).astype(int).tolist()
    for limb, (first, last), is_seen in zip(limbs, drawn, seen, strict=True):
        if not is_seen:
            continue
        width_px = max(round(2 * limb.half_width * height_px), 1)
        cv2.line(mask, first, last, 1, width_px, cv2.LINE_8, _SHIFT)
    covered: Bools = mask.astype(bool)
    return covered


_SHIFT = 4
_SUBPIXELS = 1 << _SHIFT
_FAR = 1 << 14  # landmarks far outside the picture would overflow what OpenCV draws with
