"""The landmarks of a live stream, remembered until the lift that they belong to is finished."""

from __future__ import annotations

from collections import deque

from tilcoach.coaching import JudgedLift
from tilcoach.pose import Pose, PoseSeries
from tilcoach.report import decisive_s

REMEMBERED_S = 60.0
"""A bend takes 20 s at most and its holding some more; a minute of landmarks is 2 MB a person."""


class Bodies:
    """Where the landmarks of each person were during the last minute; in memory only."""

    def __init__(self) -> None:
        self._recent: dict[int, deque[Pose]] = {}

    def note(self, person: int, pose: Pose) -> None:
        """Remember one more pose, and forget what is too long ago.

        Parameters
        ----------
        person
            Whose.
        pose
            Later than those before.
        """
        recent = self._recent.setdefault(person, deque())
        recent.append(pose)
        while pose.time_s - recent[0].time_s > REMEMBERED_S:
            recent.popleft()

    def at_decisive_moment(self, person: int, judged: JudgedLift) -> PoseSeries | None:
        """Return the pose nearest to the moment that tells most; None for an unknown person.

        Parameters
        ----------
        person
            Who lifted.
        judged
            The lift with its findings.
        """
        moment_s = decisive_s(judged)
        recent = self._recent.get(person, ())
        nearest = min(recent, key=lambda pose: abs(pose.time_s - moment_s), default=None)
        return None if nearest is None else PoseSeries.of([nearest])
