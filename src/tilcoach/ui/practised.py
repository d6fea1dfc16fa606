"""The lifts in front of the camera since the page was opened: in memory alone, to compare them.

So a physiotherapist shows a lift, the patient does one, and both can stand side by side without
anything being saved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from tilcoach.coaching import ComparedLift, JudgedLift, Limits, PersonStep, Step
from tilcoach.pose import PoseSeries, VideoFrame
from tilcoach.store import Bodies
from tilcoach.ui.live import Coach

_MOST = 60  # an hour of practice; each is some tens of kilobytes

_Key = tuple[int, int, int]  # the stream, the person, and the number of the lift


@dataclass(frozen=True, slots=True)
class PractisedLift:
    """One lift of this session.

    Attributes
    ----------
    stream
        1 for the first start of the camera.
    person
        1 for the first person that came into view of that stream.
    number
        Of the lift, per stream and person.
    seen_at
        When it was finished.
    lift
        As it can be compared.
    body
        The landmarks at the moment that tells most; None when they are not known.
    """

    stream: int
    person: int
    number: int
    seen_at: datetime
    lift: ComparedLift
    body: PoseSeries | None


class PractisedLifts:
    """Remembers the newest lifts of all streams of one session; for many threads.

    Parameters
    ----------
    now
        Gives the time of day with its time zone.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = Lock()
        self._stream = 0
        self._bodies = Bodies()
        self._seen: dict[_Key, JudgedLift] = {}
        self._lifts: dict[_Key, PractisedLift] = {}

    def begin(self) -> None:
        """Count a new stream, whose people and lifts are numbered from 1 again."""
        with self._lock:
            self._stream += 1
            self._bodies = Bodies()

    def note(self, step: Step, limits: Limits) -> None:
        """Remember the lifts that this step finished.

        Parameters
        ----------
        step
            Everything known after one frame.
        limits
            What verdicts are held against.
        """
        with self._lock:
            for person in step.people:
                self._bodies.note(person.person, person.pose)
                if person.last_lift is not None:
                    self._keep(person, person.last_lift, limits)

    def all(self) -> tuple[PractisedLift, ...]:
        """Return what is remembered, in order of time."""
        with self._lock:
            return tuple(self._lifts.values())

    def _keep(self, person: PersonStep, judged: JudgedLift, limits: Limits) -> None:
        """Keep a lift that is new, or that has changed because its holding is over."""
        key = (self._stream, person.person, judged.lift.number)
        if self._seen.get(key) is judged:
            return
        self._seen[key] = judged
        older = self._lifts.get(key)
        self._lifts[key] = PractisedLift(
            *key,
            self._now() if older is None else older.seen_at,
            ComparedLift.of(judged, limits, person.view.label),
            self._bodies.at_decisive_moment(person.person, judged),
        )
        while len(self._lifts) > _MOST:
            oldest = next(iter(self._lifts))
            del self._lifts[oldest], self._seen[oldest]


class RememberingCoach:
    """A live coach whose finished lifts are remembered.

    Parameters
    ----------
    coach
        Looks at the frames.
    lifts
        Where to.
    limits
        What verdicts are held against.
    """

    def __init__(self, coach: Coach, lifts: PractisedLifts, limits: Limits) -> None:
        self._coach = coach
        self._lifts = lifts
        self._limits = limits
        lifts.begin()

    def step(self, frame: VideoFrame, /) -> Step:
        """Analyse one frame, and remember the lift that it finishes.

        Parameters
        ----------
        frame
            Later than the frame before.
        """
        step = self._coach.step(frame)
        self._lifts.note(step, self._limits)
        return step

    def close(self) -> None:
        """Free the model; what was remembered stays."""
        self._coach.close()
