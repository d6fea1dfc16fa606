"""The own upright of a live stream: found while standing, renewed at each standing."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace

from tilcoach.kinematics.body_points import ANKLES, feet_heading_deg, hybrid_points_m
from tilcoach.kinematics.planted_feet import SEEN_FOOT, feet_turn_deg, stepped
from tilcoach.kinematics.standing import UprightRule, calibrate
from tilcoach.kinematics.upright import Upright
from tilcoach.pose import Pose, PoseSeries


@dataclass(frozen=True, slots=True)
class LiveCalibrationRule:
    """How a live stream finds its zero.

    Attributes
    ----------
    upright
        What counts as standing; live it takes a longer stand, since nothing comes after.
    first_s
        So much of it is enough for the first zero: a person who stands for a moment between two
        lifts is better measured against that than not at all.
    memory_s
        How far back is looked.
    search_every_s, renew_every_s
        How often it is computed: until the first one is found, and afterwards.
    turned_deg, moved_s
        Feet that stepped, or are turned by more than this, for this long, stand somewhere else:
        what was before is forgotten, and the zero is found again.
    sample_every_s
        Poses in memory are at least this far apart, so that a fast camera costs no more.
    """

    upright: UprightRule = field(default_factory=lambda: UprightRule(min_duration_s=0.8))
    first_s: float = 0.3
    memory_s: float = 12.0
    search_every_s: float = 0.1
    renew_every_s: float = 0.5
    turned_deg: float = 25.0
    moved_s: float = 0.4
    sample_every_s: float = 0.06


class LiveCalibration:
    """Holds the newest known upright of one person; has state, and a `reset`."""

    def __init__(self, rule: LiveCalibrationRule | None = None) -> None:
        self._rule = rule or LiveCalibrationRule()
        self.reset()

    def reset(self) -> None:
        """Forget the person's upright, as when the camera was moved."""
        self._poses: deque[Pose] = deque()
        self._computed_s = float("-inf")
        self._moved_since_s: float | None = None
        self.upright: Upright | None = None

    def update(self, pose: Pose) -> Upright | None:
        """Take a pose into account and return the upright, or None until it is known.

        Call it with the poses between lifts only: nobody stands upright during one.

        Parameters
        ----------
        pose
            The next filtered pose of this person.
        """
        if self._poses and pose.time_s - self._poses[-1].time_s < self._rule.sample_every_s:
            return self.upright
        self._poses.append(pose)
        while pose.time_s - self._poses[0].time_s > self._rule.memory_s:
            self._poses.popleft()
        self._forget_when_moved(pose)
        if pose.time_s - self._computed_s >= self._wait_s:
            self._computed_s = pose.time_s
            found = calibrate(PoseSeries.of(self._poses), self._standing)
            self.upright = found or self.upright
        return self.upright

    @property
    def _wait_s(self) -> float:
        """How long to wait before the zero is computed again."""
        return self._rule.search_every_s if self.upright is None else self._rule.renew_every_s

    @property
    def _standing(self) -> UprightRule:
        """What counts as standing: for the first zero a shorter while is enough."""
        if self.upright is not None:
            return self._rule.upright
        return replace(self._rule.upright, min_duration_s=self._rule.first_s)

    def _forget_when_moved(self, pose: Pose) -> None:
        """Forget the poses from before the feet were moved; the old zero holds until a new one."""
        if self.upright is None:
            return
        now = PoseSeries.of([pose])
        if not (stepped(now, self.upright)[0] or self._turned(now, self.upright)):
            self._moved_since_s = None
        elif self._moved_since_s is None:
            self._moved_since_s = pose.time_s
        elif pose.time_s - self._moved_since_s >= self._rule.moved_s:
            while self._poses and self._poses[0].time_s < self._moved_since_s:
                self._poses.popleft()

    def _turned(self, now: PoseSeries, upright: Upright) -> bool:
        """Return whether the feet that are seen point elsewhere."""
        seen = now.visibility[0, ANKLES] >= SEEN_FOOT
        if not seen.any():
            return False
        heading_deg = feet_heading_deg(hybrid_points_m(now))[0]
        turn_deg = feet_turn_deg(heading_deg[seen], upright.feet_heading_deg[seen])
        return bool(turn_deg > self._rule.turned_deg)
