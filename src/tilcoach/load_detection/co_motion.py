"""Whether something beside the body moves along with the hands.

A load goes where the hands go: seen from the hands it stays as it is, while the place that it
leaves and the place that it comes to look different before and after. Background under empty hands
changes when seen from the hands, and stays as it is where it is; legs behind the hands too. Nobody
has to know what a load looks like.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from tilcoach.load_detection.body_mask import ARMS, BODY, Limb, body_mask, limb_ends_px
from tilcoach.load_detection.change_detection import CHANGED_FROM, NOISE_LEVELS, beyond
from tilcoach.pose import Keypoint
from tilcoach.pose.arrays import Bools, Bytes, Floats


@dataclass(frozen=True, slots=True)
class CoMotionRule:
    """Where a load is looked for; lengths are shares of body height.

    Attributes
    ----------
    min_height_px
        Of a smaller body in the picture the landmarks jitter by as much as a load is large.
    radius, below
        Of the round region, and of its middle below the hands: a box of 30 to 50 cm.
    min_path
        Between two pictures the hands move at least so far: less looks like the sway of
        clothes.
    max_parted
        Hands that hold one load keep their distance; between two pictures in which it changed by
        more than this nothing can be said.
    with_hands
        A limb whose middle goes a way that differs from that of the hands by less than this share
        moves along with them, and is left out: arms always; trunk, head and the upper half of the
        thighs in a squat.
    min_free
        Share of the region that has to be free of such limbs.
    alike_share
        Of what counts as a change, so much may differ in what moves along.
    typical
        The percentile of all pairs that counts: a load may be hidden in some of them.
    """

    min_height_px: float = 32.0
    radius: float = 0.2
    below: float = 0.06
    min_path: float = 0.06
    max_parted: float = 0.1
    with_hands: float = 0.6
    min_free: float = 0.15
    alike_share: float = 0.8
    typical: float = 60.0


_HANDS = (
    Keypoint.LEFT_WRIST,
    Keypoint.RIGHT_WRIST,
    Keypoint.LEFT_INDEX,
    Keypoint.RIGHT_INDEX,
)


def grip_px(points_px: Floats) -> Floats:
    """Return the middle of both grips, shape (2,).

    Parameters
    ----------
    points_px
        Shape (33, 2): landmarks in the picture.
    """
    middle: Floats = points_px[_HANDS, :].mean(axis=0)
    return middle


def co_motion_share(
    grey: Bytes, points_px: Floats, height_px: float, rule: CoMotionRule | None = None
) -> float:
    """Return which share of the region around the hands moves along with them, 0 to 1.

    Over all pairs of pictures between which the hands moved; NaN when there are none.

    Parameters
    ----------
    grey
        Shape (N, h, w): small pictures.
    points_px
        Shape (N, 33, 2): the landmarks in each.
    height_px
        The height of the body in them.
    rule
        Where a load is looked for.
    """
    rule = rule or CoMotionRule()
    if height_px < rule.min_height_px:
        return _NAN
    pictures = [
        _Picture.of(one.astype(np.float64), points)
        for one, points in zip(grey, points_px, strict=True)
    ]
    shares = [
        share
        for first in range(len(pictures))
        for second in range(first + 1, len(pictures))
        if not np.isnan(share := _of_pair(pictures[first], pictures[second], height_px, rule))
    ]
    return float(np.percentile(shares, rule.typical)) if shares else _NAN


_NAN = float("nan")


@dataclass(frozen=True, slots=True)
class _Picture:
    """One small picture with the landmarks, the grip and the middles of the limbs in it."""

    grey: Floats
    points_px: Floats
    grip_px: Floats
    limbs_px: Floats
    brightness: float

    @classmethod
    def of(cls, grey: Floats, points_px: Floats) -> _Picture:
        limbs_px = limb_ends_px(points_px, BODY).mean(axis=1)
        return cls(grey, points_px, grip_px(points_px), limbs_px, float(np.median(grey)))


def _of_pair(one: _Picture, other: _Picture, height_px: float, rule: CoMotionRule) -> float:
    """Return the share for two pictures; NaN when the hands hardly moved or nothing is free."""
    path_px = other.grip_px - one.grip_px
    path = float(np.linalg.norm(path_px)) / height_px
    parted = float(np.linalg.norm(_span_px(other) - _span_px(one))) / height_px
    if not (path >= rule.min_path and parted <= rule.max_parted):
        return _NAN
    free = _region(one, height_px, rule)
    limbs = _moving_along(one, other, rule)
    for picture, offset_px in ((one, np.zeros(2)), (other, path_px)):
        covered = body_mask(picture.points_px, limbs, height_px, one.grey.shape)
        free &= ~_seen_from(covered, offset_px)
    whole = np.pi * (rule.radius * height_px) ** 2
    if free.sum() < rule.min_free * whole:
        return _NAN
    change = max(CHANGED_FROM * one.brightness, NOISE_LEVELS)
    there = other.grey * (one.brightness / max(other.brightness, 1.0))
    moved_there = _shifted(there, path_px, np.nan)
    alike = beyond(one.grey, moved_there, _NEAR_PX) <= rule.alike_share * change
    left = beyond(one.grey, there, _NEAR_PX) > change
    came = _seen_from(beyond(there, one.grey, _NEAR_PX) > change, path_px)
    return float((free & alike & left & came).sum() / whole)


_NEAR_PX = 3
"""Side of the square within which a pixel may have moved beside its way: landmarks jitter by a
pixel of a small picture."""


def _span_px(picture: _Picture) -> Floats:
    """Return the way from the right wrist to the left one, shape (2,)."""
    left, right = picture.points_px[[Keypoint.LEFT_WRIST, Keypoint.RIGHT_WRIST]]
    span: Floats = left - right
    return span


def _region(picture: _Picture, height_px: float, rule: CoMotionRule) -> Bools:
    rows, columns = np.mgrid[: picture.grey.shape[0], : picture.grey.shape[1]]
    x_px, y_px = picture.grip_px + np.array([0.0, rule.below * height_px])
    inside: Bools = np.hypot(columns - x_px, rows - y_px) < rule.radius * height_px
    return inside


def _moving_along(one: _Picture, other: _Picture, rule: CoMotionRule) -> list[Limb]:
    """Return the limbs that go the way of the hands."""
    path_px = other.grip_px - one.grip_px
    beside_px = np.linalg.norm(other.limbs_px - one.limbs_px - path_px, axis=1)
    along = beside_px < rule.with_hands * float(np.linalg.norm(path_px))
    return [limb for limb, goes in zip(BODY, along, strict=True) if goes or limb in ARMS]


def _seen_from(mask: Bools, offset_px: Floats) -> Bools:
    """Return a mask as it lies when the picture is moved back by an offset."""
    return _shifted(mask.astype(np.float64), offset_px, 0.0) > _HALF


def _shifted(picture: Floats, offset_px: Floats, outside: float) -> Floats:
    """Return a picture moved back by an offset, with something else where it shows nothing."""
    matrix = np.array([[1.0, 0.0, offset_px[0]], [0.0, 1.0, offset_px[1]]])
    size = (picture.shape[1], picture.shape[0])
    moved = cv2.warpAffine(
        picture,
        matrix,
        size,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=outside,
    )
    return np.asarray(moved, np.float64)


_HALF = 0.5
