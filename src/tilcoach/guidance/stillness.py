"""Standing still: the last second of a person, and since when nothing moved."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from tilcoach.kinematics import Upright, UprightRule, calibrate, extent_px, upright_moments
from tilcoach.pose import Keypoint, Pose, PoseSeries
from tilcoach.pose.arrays import Floats

_HIPS = [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]


@dataclass(frozen=True, slots=True)
class StillnessRule:
    """When a person stands still.

    Attributes
    ----------
    upright
        What counts as standing upright.
    memory_s
        What is looked at: long enough for a steady average, short enough to follow a correction.
    drift
        Hips that moved further than this since the count began, as a share of the length from
        ankles to shoulders, have stepped or swayed; breathing and balancing stay within 0.02.
    tolerance_s
        So short a moment of not standing straight is a wild landmark.
    gap_s
        Out of sight for longer, the count starts over.
    sample_every_s
        Poses in memory are at least this far apart, so that a fast camera costs no more.
    """

    upright: UprightRule = field(default_factory=UprightRule)
    memory_s: float = 1.0
    drift: float = 0.05
    tolerance_s: float = 0.3
    gap_s: float = 0.5
    sample_every_s: float = 0.06


class Stillness:
    """Counts for how long one person has stood upright and still; has state."""

    def __init__(self, rule: StillnessRule | None = None) -> None:
        self._rule = rule or StillnessRule()
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self._poses: deque[Pose] = deque()
        self._place: Floats | None = None
        self._since_s = float("nan")
        self._last_good_s = float("-inf")
        self._still_s = 0.0
        self.upright: Upright | None = None

    @property
    def newest(self) -> Pose:
        """The newest pose that was taken into account."""
        return self._poses[-1]

    def update(self, pose: Pose) -> float:
        """Take a pose into account and return for how many seconds the person has stood still."""
        rule = self._rule
        gap_s = pose.time_s - self._poses[-1].time_s if self._poses else float("inf")
        if gap_s < rule.sample_every_s:
            return self._still_s
        if gap_s > rule.gap_s:
            self.reset()
        self._poses.append(pose)
        while pose.time_s - self._poses[0].time_s > rule.memory_s:
            self._poses.popleft()
        series = PoseSeries.of(self._poses)
        stands = bool(upright_moments(series, self._rule.upright)[-1])
        self.upright = calibrate(series, self._rule.upright) if stands else None
        self._follow(pose, float(extent_px(series)[-1]), stands=stands)
        self._still_s = 0.0 if self._place is None else pose.time_s - self._since_s
        return self._still_s

    def _follow(self, pose: Pose, extent: float, *, stands: bool) -> None:
        hips = pose.image_px[_HIPS].mean(axis=0)
        if self._place is not None and _way(self._place, hips) > self._rule.drift * extent:
            self._place = None
        if stands:
            self._last_good_s = pose.time_s
            if self._place is None:
                self._place, self._since_s = hips, pose.time_s
        elif pose.time_s - self._last_good_s > self._rule.tolerance_s:
            self._place = None


def _way(start: Floats, end: Floats) -> float:
    return float(np.linalg.norm(end - start))
