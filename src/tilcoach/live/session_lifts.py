"""The lifts of this browser session, in memory only, for the page Compare.

A physiotherapist shows a lift, the patient repeats it, and both stand side by side without anything
being saved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from tilcoach.coaching import ComparedLift, FrameResult, JudgedLift, Limits, PersonFrameResult
from tilcoach.lifting import LiftKind
from tilcoach.live.processor import LivePipeline
from tilcoach.pose import PoseSeries, VideoFrame
from tilcoach.store import KeyPoses

_MAX_LIFTS = 60  # an hour of practice; each is some tens of kilobytes

_Key = tuple[int, int, int]  # the stream, the person, and the number of the lift


@dataclass(frozen=True, slots=True)
class SessionLift:
    """One lift of this session.

    Attributes
    ----------
    stream
        1 for the first start of the camera.
    person
        1 for the first person in view of that stream.
    number
        Of the lift, per stream and person.
    finished_at
        Time of day.
    kind
        Which way something went.
    lift
        In the form that can be compared.
    key_pose
        The pose at the decisive moment; None when it is not known.
    """

    stream: int
    person: int
    number: int
    finished_at: datetime
    kind: LiftKind
    lift: ComparedLift
    key_pose: PoseSeries | None


class SessionLifts:
    """Collects the newest lifts of all streams of one session; thread-safe."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = Lock()
        self._stream = 0
        self._key_poses = KeyPoses()
        self._judged: dict[_Key, JudgedLift] = {}
        self._lifts: dict[_Key, SessionLift] = {}
        self._counts: Counter[date] = Counter()
        self._last_finished_at: datetime | None = None

    @property
    def stream(self) -> int:
        """The number of the newest stream; 0 before the first."""
        with self._lock:
            return self._stream

    def start_stream(self) -> None:
        """Begin a new stream, whose people and lifts are numbered from 1 again."""
        with self._lock:
            self._stream += 1
            self._key_poses = KeyPoses()

    def update(self, result: FrameResult, limits: Limits) -> None:
        """Collect the lifts that this frame completed."""
        with self._lock:
            for person in result.people:
                self._key_poses.update(person.person, person.pose)
                if person.last_lift is not None:
                    self._collect(person, person.last_lift, limits)

    def all(self) -> tuple[SessionLift, ...]:
        """Return the collected lifts in order of time."""
        with self._lock:
            return tuple(self._lifts.values())

    def count_on(self, day: date) -> int:
        """Return how many lifts were finished on a day, also those that are collected no more."""
        with self._lock:
            return self._counts[day]

    @property
    def last_finished_at(self) -> datetime | None:
        """When the newest lift was finished; None before the first."""
        with self._lock:
            return self._last_finished_at

    def _collect(self, person: PersonFrameResult, judged: JudgedLift, limits: Limits) -> None:
        """Add a lift that is new, or replace one that has changed because its hold is over."""
        key = (self._stream, person.person, judged.lift.number)
        if self._judged.get(key) is judged:
            return
        self._judged[key] = judged
        previous = self._lifts.get(key)
        finished_at = self._now() if previous is None else previous.finished_at
        if previous is None:
            self._last_finished_at = finished_at
            self._counts[finished_at.date()] += 1
        self._lifts[key] = SessionLift(
            *key,
            finished_at,
            judged.lift.kind,
            ComparedLift.of(judged, limits, person.view.label),
            self._key_poses.at_decisive_moment(person.person, judged),
        )
        while len(self._lifts) > _MAX_LIFTS:
            oldest = next(iter(self._lifts))
            del self._lifts[oldest], self._judged[oldest]


class LiftCollectingPipeline:
    """A live pipeline that collects its finished lifts."""

    def __init__(self, pipeline: LivePipeline, lifts: SessionLifts, limits: Limits) -> None:
        self._pipeline = pipeline
        self._lifts = lifts
        self._limits = limits
        lifts.start_stream()

    def step(self, frame: VideoFrame, /) -> FrameResult:
        """Analyse one frame, and collect the lift that it completes."""
        result = self._pipeline.step(frame)
        self._lifts.update(result, self._limits)
        return result

    def finish(self) -> tuple[FrameResult, ...]:
        """Collect the lifts that were still open when the stream ended."""
        results = self._pipeline.finish()
        for result in results:
            self._lifts.update(result, self._limits)
        return results

    def close(self) -> None:
        """Free the model; the collected lifts stay."""
        self._pipeline.close()
