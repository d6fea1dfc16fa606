"""Watching over the framing of a live stream: is anybody cut off, and did the picture jump."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from tilcoach.kinematics.framing import CameraJumpRule, cut_off_moments, picture_jumps_s
from tilcoach.pose import Pose, PoseSeries


@dataclass(frozen=True, slots=True)
class FramingMonitorRule:
    """What is reported of the framing of a live stream, and for how long.

    Attributes
    ----------
    jump
        What counts as a jump of the picture.
    memory_s
        How far back is looked; a jump and the standing around it take 1.6 s.
    look_every_s
        How often is looked.
    sample_every_s
        Poses in memory are at least this far apart, so that a fast camera costs no more.
    cut_off_share
        Cut off for so much of the memory: bending over or stepping aside is shorter.
    told_s
        A jump is reported for this long: time to look up and read one line.
    """

    jump: CameraJumpRule = field(default_factory=CameraJumpRule)
    memory_s: float = 3.0
    look_every_s: float = 0.5
    sample_every_s: float = 0.06
    cut_off_share: float = 0.5
    told_s: float = 8.0


class FramingMonitor:
    """Knows of one person how they stand in the picture now; has state, and a `reset`."""

    def __init__(self, rule: FramingMonitorRule | None = None) -> None:
        self._rule = rule or FramingMonitorRule()
        self.reset()

    def reset(self) -> None:
        """Forget everything, as when another person comes into view."""
        self._poses: deque[Pose] = deque()
        self._looked_s = float("-inf")
        self._jumped_s = float("-inf")
        self.cut_off = False
        self.jumped = False

    def update(self, pose: Pose) -> None:
        """Take a pose into account; `cut_off` and `jumped` then say how things are.

        Parameters
        ----------
        pose
            The next filtered pose of this person.
        """
        if self._poses and pose.time_s - self._poses[-1].time_s < self._rule.sample_every_s:
            return
        self._poses.append(pose)
        while pose.time_s - self._poses[0].time_s > self._rule.memory_s:
            self._poses.popleft()
        if pose.time_s - self._looked_s >= self._rule.look_every_s:
            self._looked_s = pose.time_s
            self._look(PoseSeries.of(self._poses))
        self.jumped = pose.time_s - self._jumped_s < self._rule.told_s

    def _look(self, recent: PoseSeries) -> None:
        long_enough = recent.time_s[-1] - recent.time_s[0] >= self._rule.memory_s / 2
        share = float(cut_off_moments(recent).mean())
        self.cut_off = bool(long_enough and share >= self._rule.cut_off_share)
        if len(picture_jumps_s(recent, self._rule.jump)):
            self._jumped_s = float(recent.time_s[-1])
