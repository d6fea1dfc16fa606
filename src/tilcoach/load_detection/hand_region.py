"""What the picture shows around the hands of one person during a bend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tilcoach.kinematics import SHOULDER_ANKLE_SHARE, extent_px
from tilcoach.lifting import CandidateTimes, LoadProbe, PictureEvidence
from tilcoach.load_detection.body_mask import ARMS, BODY, body_mask, limb_ends_px
from tilcoach.load_detection.change_detection import change_share
from tilcoach.load_detection.co_motion import CoMotionRule, co_motion_share, grip_px
from tilcoach.load_detection.thumbnails import Thumbnails
from tilcoach.pose import Keypoint, PoseSeries
from tilcoach.pose.arrays import Bools, Floats

PLACE_RADIUS = 0.16
"""Radius of the place that is looked at, as a share of body height: a box of 30 to 50 cm."""

PLACE_BELOW = 0.06
"""The load hangs below the grip by so much, as a share of body height."""

AROUND_RADIUS = 0.3
"""What is further from the place than this, as a share of body height, no load reaches."""

BEFORE_S, AFTER_S = 1.0, 0.5
"""The time before and after the bend that is compared."""

RISEN_S = 0.15
"""From this time before the shoulders are at rest they hide nothing."""

RISING_S = 0.3
"""How long the arms still come up after the shoulders are at rest."""

STAYS_RATIO = 0.03
"""A limb that ends so near to where it was, as a share of body height, hides the same as before."""

FOUND_S = 0.25
"""Further from any moment at which the body was found, nobody knows what the body hides."""

_WRISTS = (Keypoint.LEFT_WRIST, Keypoint.RIGHT_WRIST)
MIN_HAND_VISIBILITY = 0.3
"""Hands that are seen less are hidden behind the body, and so is what they hold."""

MIN_PLACE_SHARE = 0.3
"""Less of the place in sight shows too little."""


def hand_region_probe(
    poses: PoseSeries,
    thumbnails: Thumbnails,
    rule: CoMotionRule | None = None,
    others: Sequence[PoseSeries] = (),
) -> LoadProbe:
    """Return a function from a bend to what the picture shows of a load in it.

    Parameters
    ----------
    poses
        One person, at least from before the bend to after it.
    thumbnails
        Of the same video.
    rule
        Where a load is looked for.
    others
        Everybody else in the video: what they cover tells nothing of a load, nor of the camera.
    """

    def probe(times: CandidateTimes) -> PictureEvidence:
        around_s = (times.start_s - BEFORE_S, times.upright_s + AFTER_S)
        during = poses.between(*around_s)
        if not len(during) or not len(thumbnails):
            return PictureEvidence()
        near = (other.between(*around_s) for other in others)
        regions = [
            _HandRegion(series, thumbnails, thumbnails.shrink * _height_px(series), rule)
            for series in near
            if np.isfinite(extent_px(series)).any()
        ]
        region = _HandRegion(
            during, thumbnails, thumbnails.shrink * _height_px(during), rule, tuple(regions)
        )
        return PictureEvidence(
            changed_share=region.changed_share(times),
            moved_down_share=region.moved_share(times.start_s - RISEN_S, times.grasp_s),
            moved_up_share=region.moved_share(times.grasp_s, times.upright_s + RISING_S),
            has_picture=region.shows_hands(times.grasp_s),
        )

    return probe


def _height_px(poses: PoseSeries) -> float:
    return float(np.nanpercentile(extent_px(poses), 90)) / SHOULDER_ANKLE_SHARE


@dataclass(frozen=True, slots=True)
class _HandRegion:
    """The thumbnails and the landmarks of one person around one bend."""

    poses: PoseSeries
    thumbnails: Thumbnails
    height_px: float
    rule: CoMotionRule | None
    others: tuple[_HandRegion, ...] = ()

    def shows_hands(self, time_s: float) -> bool:
        """Return whether the hands are inside the picture at one moment."""
        grip = grip_px(self._points_px(np.array([time_s]))[0])
        return bool(((grip >= 0) & (grip < self._shape[::-1])).all())

    def moved_share(self, start_s: float, end_s: float) -> float:
        """Return which share of the region moves along with the hands; NaN when not seen."""
        inside = self._inside(start_s, end_s)
        hands = self.poses.between(start_s, end_s).visibility[:, _WRISTS].max(axis=1, initial=0.0)
        if not len(hands) or np.median(hands) < MIN_HAND_VISIBILITY:
            return float("nan")
        points_px = self._points_px(self.thumbnails.time_s[inside])
        return co_motion_share(self.thumbnails.grey[inside], points_px, self.height_px, self.rule)

    def changed_share(self, times: CandidateTimes) -> float:
        """Return which share of the place under the hands looks different after the bend."""
        before = self._inside(times.start_s - BEFORE_S, times.start_s)
        after = self._inside(times.upright_s - RISEN_S, times.upright_s + AFTER_S)
        if not before.any() or not after.any():
            return float("nan")
        before_px, after_px = (
            self._points_px(self.thumbnails.time_s[moments]) for moments in (before, after)
        )
        grip = grip_px(self._points_px(np.array([times.grasp_s]))[0])
        others = self._others_in(before), self._others_in(after)
        hidden = self._covered((before_px, after_px), moved_only=True)
        place = self._disc(grip, PLACE_RADIUS) & ~hidden & ~(others[0].all(0) | others[1].all(0))
        if place.sum() < MIN_PLACE_SHARE * np.pi * (PLACE_RADIUS * self.height_px) ** 2:
            return float("nan")
        reached = self._disc(grip, AROUND_RADIUS)
        own = self._covered((before_px, after_px), moved_only=False)
        elsewhere = ~(reached | own | others[0].any(0) | others[1].any(0))
        grey = self.thumbnails.grey
        between = others if self.others else None
        return change_share(grey[before], grey[after], place, elsewhere, between)

    def _others_in(self, moments: Bools) -> Bools:
        """Return what everybody else covers in each of N pictures, shape (N, h, w)."""
        covered = np.zeros((int(moments.sum()), *self._shape), dtype=bool)
        for other in self.others:
            covered |= other.body_in(moments)
        return covered

    def _inside(self, start_s: float, end_s: float) -> Bools:
        """Return which pictures are of these moments, and of one at which the body was found."""
        time_s = self.thumbnails.time_s
        found_s = self.poses.time_s
        later = np.searchsorted(found_s, time_s).clip(1, len(found_s) - 1)
        away_s = np.minimum(abs(time_s - found_s[later - 1]), abs(time_s - found_s[later]))
        inside: Bools = (time_s >= start_s) & (time_s <= end_s) & (away_s <= FOUND_S)
        return inside

    def _points_px(self, time_s: Floats) -> Floats:
        """Return the landmarks at some moments in thumbnail pixels, shape (N, 33, 2)."""
        after = np.searchsorted(self.poses.time_s, time_s).clip(1, len(self.poses) - 1)
        gap = self.poses.time_s[after] + self.poses.time_s[after - 1]
        nearest = np.where(2 * time_s < gap, after - 1, after)
        points: Floats = self.thumbnails.shrink * self.poses.image_px[nearest]
        return points

    def _disc(self, middle_px: Floats, radius: float) -> Bools:
        rows, columns = np.mgrid[: self._shape[0], : self._shape[1]]
        x_px, y_px = middle_px + np.array([0.0, PLACE_BELOW * self.height_px])
        inside: Bools = np.hypot(columns - x_px, rows - y_px) < radius * self.height_px
        return inside

    def _covered(self, both_px: tuple[Floats, Floats], *, moved_only: bool) -> Bools:
        """Return what the body covers before or after; only arms and limbs that moved, or all."""
        limbs = list(BODY)
        if moved_only:
            was, is_now = (limb_ends_px(np.median(px, axis=0), BODY).mean(axis=1) for px in both_px)
            moved = np.linalg.norm(is_now - was, axis=1) > STAYS_RATIO * self.height_px
            limbs = [limb for limb, one in zip(BODY, moved, strict=True) if one or limb in ARMS]
        covered = np.zeros(self._shape, dtype=bool)
        for points_px in np.concatenate(both_px):
            covered |= body_mask(points_px, limbs, self.height_px, self._shape)
        return covered

    def body_in(self, moments: Bools) -> Bools:
        """Return what the body covers in each of N pictures; nothing where it was not found."""
        covered = np.zeros((int(moments.sum()), *self._shape), dtype=bool)
        found = self._inside(-np.inf, np.inf)[moments]
        points_px = self._points_px(self.thumbnails.time_s[moments])
        for row in np.flatnonzero(found).tolist():
            covered[row] = body_mask(points_px[row], BODY, self.height_px, self._shape)
        return covered

    @property
    def _shape(self) -> tuple[int, int]:
        rows, columns = self.thumbnails.grey.shape[1:]
        return int(rows), int(columns)
