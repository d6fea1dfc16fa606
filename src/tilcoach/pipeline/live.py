"""A live stream, frame by frame; owns its model and what is remembered of the last seconds."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Self

from tilcoach.coaching import FrameResult
from tilcoach.config import Settings
from tilcoach.estimation import PoseEstimator
from tilcoach.load_detection import ThumbnailRecorder
from tilcoach.pipeline.live_person import REMEMBERED_S, LivePerson
from tilcoach.pose import VideoFrame
from tilcoach.tracking import PeopleTracker


class Pipeline:
    """Judges a live stream frame by frame; owns its model and is closed with it.

    In a pause (``is_paused``) people are followed and measured, but nothing they do is a lift.

    Parameters
    ----------
    estimator
        Finds the people; closed with the pipeline.
    settings
        What the user has set.
    """

    def __init__(self, estimator: PoseEstimator, settings: Settings) -> None:
        self._estimator = estimator
        self._settings = settings
        self.is_paused = False
        self._tracker = PeopleTracker(settings.tuning.tracking)
        self._thumbnails = ThumbnailRecorder(REMEMBERED_S, settings.persons)
        self._people: dict[int, LivePerson] = {}
        self._crowded_s: deque[float] = deque()
        self._newest: FrameResult | None = None

    def step(self, frame: VideoFrame) -> FrameResult:
        """Return everything known after this frame.

        Parameters
        ----------
        frame
            Later than the frame before.

        Returns
        -------
        FrameResult
            The people in view, each with pose, posture, phase and newest finished lift.

        Raises
        ------
        ModelError
            The pose model stopped, or is closed already.
        """
        poses = self._estimator.estimate(frame)
        self._thumbnails.add(frame)
        found = self._tracker.assign(poses, frame.time_s)
        if len(found) > 1:
            self._crowded_s.append(frame.time_s)
        while self._crowded_s and frame.time_s - self._crowded_s[0] > REMEMBERED_S:
            self._crowded_s.popleft()
        people = [
            self._person(number).step(number, pose, paused=self.is_paused) for number, pose in found
        ]
        for gone in self._people.keys() - self._tracker.people:
            del self._people[gone]
        self._newest = FrameResult(frame.index, frame.time_s, tuple(people))
        return self._newest

    def finish(self) -> tuple[FrameResult, ...]:
        """Return the newest result once more, once for each lift that was still open.

        To be called when the stream has ended: a lift whose arms were still being observed, or
        whose load was still held, is judged by what was seen of it, as at the end of a file.

        Returns
        -------
        tuple of FrameResult
            As `step` gave it last, with everyone who is still remembered: one at least, or none
            when there was no frame.
        """
        if self._newest is None:
            return ()
        if self.is_paused:
            return (self._newest,)
        known = [person.finish() for person in self._people.values()]
        count = max(map(len, known), default=1)
        return tuple(
            replace(self._newest, people=tuple(told[min(i, len(told) - 1)] for told in known))
            for i in range(count)
        )

    @property
    def people_in_memory(self) -> int:
        """How many people are remembered: those in view, and those who may come back."""
        return len(self._people)

    def close(self) -> None:
        """Free the model; closing twice is fine."""
        self._estimator.close()

    def _person(self, number: int) -> LivePerson:
        if number not in self._people:
            self._people[number] = LivePerson(
                self._settings, self._thumbnails, self._crowded_s, self._people
            )
        return self._people[number]

    def __enter__(self) -> Self:
        """Use the pipeline in a ``with`` block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Free the model."""
        self.close()
