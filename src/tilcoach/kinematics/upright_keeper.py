"""The own upright of a live stream: found while standing, renewed at each standing."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from tilcoach.kinematics.body_points import feet_heading_deg, hybrid_points_m
from tilcoach.kinematics.measure import feet_shift_ratio, feet_turn_deg
from tilcoach.kinematics.standing import UprightRule, calibrate
from tilcoach.kinematics.upright import Upright
from tilcoach.pose import Pose, PoseSeries


@dataclass(frozen=True, slots=True)
class KeeperRule:
    """How a live stream finds its zero.

    Attributes
    ----------
    upright
        What counts as standing; live it takes a longer stand, since nothing comes after.
    memory_s
        How far back is looked.
    renew_every_s
        How often it is computed anew.
    moved_ratio, turned_deg, moved_s
        Feet that are further than this from where they stood, as a share of body height, or
        turned by more than this, for so long, stand somewhere else: what was before is
        forgotten, and zero is taken anew.
    sample_every_s
        Poses in memory are at least this far apart, so that a fast camera costs no more.
    """

    upright: UprightRule = field(default_factory=lambda: UprightRule(min_duration_s=0.8))
    memory_s: float = 12.0
    renew_every_s: float = 0.5
    moved_ratio: float = 0.07
    turned_deg: float = 25.0
    moved_s: float = 0.4
    sample_every_s: float = 0.06


class UprightKeeper:
    """Holds the newest known upright of one person; has state, and a `reset`."""

    def __init__(self, rule: KeeperRule | None = None) -> None:
        self._rule = rule or KeeperRule()
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
        if pose.time_s - self._computed_s >= self._rule.renew_every_s:
            self._computed_s = pose.time_s
            found = calibrate(PoseSeries.of(self._poses), self._rule.upright)
            self.upright = found or self.upright
        return self.upright

    def _forget_when_moved(self, pose: Pose) -> None:
        """Forget the poses from before the feet were moved; the old zero holds until a new one."""
        if self.upright is None:
            return
        now = PoseSeries.of([pose])
        shift = float(feet_shift_ratio(now, self.upright)[0])
        heading_deg = feet_heading_deg(hybrid_points_m(now))
        turn_deg = float(feet_turn_deg(heading_deg, self.upright.feet_heading_deg)[0])
        if not (shift > self._rule.moved_ratio or turn_deg > self._rule.turned_deg):
            self._moved_since_s = None
        elif self._moved_since_s is None:
            self._moved_since_s = pose.time_s
        elif pose.time_s - self._moved_since_s >= self._rule.moved_s:
            while self._poses and self._poses[0].time_s < self._moved_since_s:
                self._poses.popleft()
