"""Loads that are taken from a table or put on one: the hands move, the shoulders hardly do."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from tilcoach.kinematics import Posture
from tilcoach.pose.arrays import Floats


@dataclass(frozen=True, slots=True)
class ReachRule:
    """When the hands went to a load at hip height; lengths are shares of body height.

    Attributes
    ----------
    settle_s, still_band
        Hands that stay within the band this long are at rest.
    max_lean
        Drop of the shoulders up to which hands can be at rest: a person who leans forward is on
        the way, with hands that are already at a table as well.
    hang_below, hang_band
        Hands that rest lower than this hang, or within the band of where this person's hands rested
        lowest; those that rest higher hold something up.
    min_change
        The hands rest so much higher or lower afterwards.
    rest_s
        Hands that rest elsewhere this long, still holding or still hanging, begin from there.
    max_s
        Longer between the two rests is no one movement.
    min_seen
        The wrists are seen at least so well.
    max_grasp_height
        Hip height, with a hand's breadth: what stands higher is no lift of the leaflet's.
    max_feet_shift
        The feet stay where they are, for three fifths of the reach.
    look_again_s
        Where a second look decides, it comes so much later.
    """

    settle_s: float = 0.45
    still_band: float = 0.02
    max_lean: float = 0.03
    hang_below: float = 0.478
    hang_band: float = 0.012
    min_change: float = 0.05
    rest_s: float = 1.5
    max_s: float = 4.0
    min_seen: float = 0.5
    max_grasp_height: float = 0.58
    max_feet_shift: float = 0.06
    look_again_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Reach:
    """From hands at rest to hands at rest elsewhere.

    Attributes
    ----------
    before, during, after
        The postures in which they rested, moved, and rest again.
    """

    before: list[Posture]
    during: list[Posture]
    after: list[Posture]


class ReachDetector:
    """Finds reaches of one person who stands upright; has state, and a `reset`."""

    def __init__(self, rule: ReachRule) -> None:
        self._rule = rule
        self.reset()

    def reset(self) -> None:
        """Forget what was seen, as when the person bends down."""
        self._recent: deque[Posture] = deque()
        self._resting = float("nan")
        self._lowest = float("inf")
        self._elsewhere_since_s = float("nan")

    def update(self, posture: Posture) -> Reach | None:
        """Take the next posture; return a reach when the hands rest elsewhere.

        Parameters
        ----------
        posture
            Upright, later than the one before.
        """
        rule = self._rule
        if np.isnan(posture.wrist_height_ratio) or posture.arm_visibility < rule.min_seen:
            return None
        self._recent.append(posture)
        while posture.time_s - self._recent[0].time_s > rule.max_s + 2 * rule.settle_s:
            self._recent.popleft()
        latest = [p for p in self._recent if p.time_s > posture.time_s - rule.settle_s]
        heights = _heights(latest)
        leans = max(p.shoulder_drop_ratio for p in latest) > rule.max_lean
        if len(latest) == len(self._recent) or leans or np.ptp(heights) > rule.still_band:
            return None
        level = float(np.median(heights))
        self._lowest = min(self._lowest, level)
        if self._still_rests(level, posture.time_s):
            return None
        return self._reach(level)

    def _still_rests(self, level: float, now_s: float) -> bool:
        """Return whether the hands hang as they hung, or hold as they held, and remember where."""
        rule, resting = self._rule, self._resting
        if np.isnan(resting) or abs(level - resting) < rule.still_band:
            self._resting, self._elsewhere_since_s = level, float("nan")
            return True
        same = self._hangs(level) == self._hangs(resting)
        if not same and abs(level - resting) >= rule.min_change:
            return False
        if np.isnan(self._elsewhere_since_s):
            self._elsewhere_since_s = now_s
        elif same and now_s - self._elsewhere_since_s >= rule.rest_s:
            self._resting, self._elsewhere_since_s = level, float("nan")
        return True

    def _hangs(self, level: float) -> bool:
        rule = self._rule
        return level < rule.hang_below or level < self._lowest + rule.hang_band

    def _reach(self, level: float) -> Reach | None:
        """Return what lies between the two rests, if it can be one reach."""
        rule, resting = self._rule, self._resting
        self._resting = level
        postures = list(self._recent)
        heights = _heights(postures)
        upright = np.array([p.shoulder_drop_ratio for p in postures]) <= rule.max_lean
        rested = np.flatnonzero(upright & (np.abs(heights - resting) <= rule.still_band / 2))
        if not len(rested):
            return None
        last = int(rested[-1])
        rests = upright & (np.abs(heights - level) <= rule.still_band / 2)
        arrived = last + int(np.argmax(rests[last:]))
        before, during, after = postures[: last + 1], postures[last:arrived], postures[arrived:]
        if len(during) < _MIN_DURING or min(_heights(during)) > rule.max_grasp_height:
            return None
        feet = [p.feet_shift_ratio for p in during]
        if np.percentile(feet, 80) - np.percentile(feet, 20) > rule.max_feet_shift:
            return None
        return Reach(before, during, after)


_MIN_DURING = 3  # fewer moments are a jump of the landmarks


def _heights(postures: list[Posture]) -> Floats:
    return np.array([p.wrist_height_ratio for p in postures])
