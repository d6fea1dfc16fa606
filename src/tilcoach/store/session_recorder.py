"""Saves the lifts of a live stream in the history, each as soon as it is finished."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from tilcoach.coaching import FrameResult, JudgedLift, PersonFrameResult, RecordingResult
from tilcoach.errors import StoreError
from tilcoach.pose import Pose, PoseSeries, SourceInfo, VideoFrame
from tilcoach.session_files import (
    Choices,
    ModelIdentity,
    SessionDocument,
    Wording,
    decisive_s,
    lift_part,
    session_document,
    view_part,
)
from tilcoach.store.curves import Curves
from tilcoach.store.history import History
from tilcoach.store.records import NewLift, Ratings

REMEMBERED_S = 60.0
"""A bend takes 20 s at most and its holding some more; a minute of landmarks is 2 MB a person."""


class KeyPoses:
    """The poses of each person in the last minute; in memory only."""

    def __init__(self) -> None:
        self._recent: dict[int, deque[Pose]] = {}

    def update(self, person: int, pose: Pose) -> None:
        """Add a pose; drop those that are too old, and people who left that long ago."""
        self._recent.setdefault(person, deque()).append(pose)
        oldest_s = pose.time_s - REMEMBERED_S
        for number, poses in list(self._recent.items()):
            while poses and poses[0].time_s < oldest_s:
                poses.popleft()
            if not poses:
                del self._recent[number]

    def at_decisive_moment(self, person: int, judged: JudgedLift) -> PoseSeries | None:
        """Return the pose nearest to the decisive moment; None for an unknown person."""
        wanted_s = decisive_s(judged)
        recent = self._recent.get(person, ())
        nearest = min(recent, key=lambda pose: abs(pose.time_s - wanted_s), default=None)
        return None if nearest is None else PoseSeries.of([nearest])


_log = logging.getLogger(__name__)

CAMERA = "camera"
"""The source name of a live session."""

RETRY_S = 2.0
"""Between attempts while the history cannot be written; each one delays the analysis a little."""

MOST_UNSAVED = 200
"""Lifts that are kept in memory while saving is off: more than one session has."""

MOST_PEOPLE = 20
"""People whose newest lift is remembered: more than come back under their number."""

_Key = tuple[int, int]  # the person, and the number of the lift


@dataclass(frozen=True, slots=True)
class RecorderState:
    """How saving goes, for the page.

    Attributes
    ----------
    saved
        Number of lifts of this stream on disk.
    waiting
        Number of finished lifts that could not be saved yet.
    fault
        Why not; None when all is well.
    """

    saved: int = 0
    waiting: int = 0
    fault: StoreError | None = None


class SessionRecorder:
    """Saves the finished lifts of one live stream; used by one thread.

    A session begins with its first lift, so a stream without lifts saves nothing. A lift whose
    findings change, when its holding ends, is saved again; one that was erased meanwhile is not.

    Attributes
    ----------
    state
        How saving goes; replaced as a whole, so any thread may read it.
    """

    def __init__(
        self,
        history: History,
        profile: Callable[[], int | None],
        *,
        model: ModelIdentity,
        settings: Choices,
        words: Wording,
        now: Callable[[], datetime],
        ratings: Callable[[], Ratings] = Ratings,
    ) -> None:
        self.state = RecorderState()
        self._history = history
        self._profile = profile
        self._now = now
        self._ratings = ratings
        self._stream = _Stream(model, settings, words)
        self._key_poses = KeyPoses()
        self._session_of: dict[_Key, int | None] = {}  # None: not to be saved
        self._newest: dict[int, JudgedLift] = {}  # of each person
        self._waiting: dict[_Key, NewLift] = {}
        self._unsaved: dict[_Key, NewLift] = {}
        self._session: tuple[int, int] | None = None  # the numbers of profile and session
        self._started_at: dict[int, datetime] = {}  # of each session of this stream
        self._retry_at_s = 0.0

    def update(self, frame: VideoFrame, step: FrameResult) -> None:
        """Save what this frame finished; a disk error only shows in `state`."""
        self._stream.update(frame, step)
        for person in step.people:
            self._key_poses.update(person.person, person.pose)
            self._queue_newest(person)
        if self._waiting and step.time_s >= self._retry_at_s:
            self._save(step.time_s)

    def finish(self, step: FrameResult) -> None:
        """Take the lifts that were still open at the end of the stream; `close` saves them."""
        for person in step.people:
            self._queue_newest(person)

    def close(self) -> None:
        """Try once more to save what is waiting, at the end of the stream."""
        if self._waiting:
            self._save(self._retry_at_s)

    @property
    def unsaved(self) -> int:
        """How many lifts were seen while saving was off; they are in memory only."""
        return len(self._unsaved)

    @property
    def session_number(self) -> int | None:
        """The number of the session that is being saved; None while there is none."""
        return None if self._session is None else self._session[1]

    def save_unsaved(self, profile: int) -> None:
        """Save the lifts that were seen while saving was off; call it after `close`.

        They join the session of this stream, or begin one.
        """
        document = self._stream.document()
        lifts = list(self._unsaved.values())
        if self._session is None or self._session[0] != profile:
            self._begin_session(profile, document, lifts)
        else:
            for lift in lifts:
                self._add_lift(self._session[1], document, lift)
        self._session_of |= dict.fromkeys(self._unsaved, self.session_number)
        self._unsaved.clear()
        self.state = replace(self.state, saved=self._count_saved(), fault=None)

    def _begin_session(
        self, profile: int, document: SessionDocument, lifts: Iterable[NewLift]
    ) -> None:
        started_at = self._now()
        number = self._history.add_session(profile, started_at, document, lifts)
        self._session, self._started_at[number] = (profile, number), started_at
        ratings = self._ratings()
        if not ratings.is_empty:
            self._history.write_ratings(number, ratings)

    def _add_lift(self, session: int, document: SessionDocument, lift: NewLift) -> bool:
        return self._history.add_lift(session, document, lift, self._started_at[session])

    def _count_saved(self) -> int:
        return sum(session is not None for session in self._session_of.values())

    def _queue_newest(self, person: PersonFrameResult) -> None:
        """Queue the newest lift of a person when it is new, or has changed."""
        judged = person.last_lift
        if judged is None:
            return
        key = (person.person, judged.lift.number)
        if self._newest.get(person.person) is judged:
            return
        self._newest.pop(person.person, None)
        self._newest[person.person] = judged
        if len(self._newest) > MOST_PEOPLE:
            del self._newest[next(iter(self._newest))]
        if key not in self._session_of and self._profile() is None:
            self._session_of[key] = None
        curves = Curves.of(judged.lift.postures)
        poses = self._key_poses.at_decisive_moment(key[0], judged)
        part = lift_part(judged, self._stream.words, poses)
        lift = NewLift(key[0], view_part(person.view), part, curves)
        if self._session_of.get(key, 0) is not None:
            self._waiting[key] = lift
        elif key in self._unsaved or len(self._unsaved) < MOST_UNSAVED:
            self._unsaved[key] = lift

    def _save(self, time_s: float) -> None:
        """Save what is waiting, in order; what fails is retried later."""
        fault = None
        try:
            for key in list(self._waiting):
                self._write(key, self._waiting[key])
                del self._waiting[key]
        except StoreError as error:
            _log.warning("A lift could not be saved yet: %s", error)
            fault, self._retry_at_s = error, time_s + RETRY_S
        self.state = RecorderState(self._count_saved(), len(self._waiting), fault)

    def _write(self, key: _Key, lift: NewLift) -> None:
        """Write one lift: again in its own session, or new in the current one."""
        document = self._stream.document()
        session = self._session_of.get(key)
        if session is not None:
            self._add_lift(session, document, lift)  # erased meanwhile: it stays erased
            return
        profile = self._profile()
        if profile is not None and not self._added_to_session(profile, document, lift):
            self._begin_session(profile, document, [lift])
        self._session_of[key] = None if profile is None else self.session_number

    def _added_to_session(self, profile: int, document: SessionDocument, lift: NewLift) -> bool:
        """Add a lift to the current session of a profile; False when there is none."""
        if self._session is None or self._session[0] != profile:
            return False
        return self._add_lift(self._session[1], document, lift)


class _Stream:
    """The head of ``session.json`` for a stream so far."""

    def __init__(self, model: ModelIdentity, settings: Choices, words: Wording) -> None:
        self.words = words
        self._model = model
        self._settings = settings
        self._size_px = (0, 0)
        self._frames = 0
        self._frames_without_person = 0
        self._first_s = 0.0
        self._newest_s = 0.0

    def update(self, frame: VideoFrame, step: FrameResult) -> None:
        if not self._frames:
            self._size_px = (frame.width_px, frame.height_px)
            self._first_s = step.time_s
        self._frames += 1
        self._frames_without_person += not step.people
        self._newest_s = step.time_s

    def document(self) -> SessionDocument:
        duration_s = self._newest_s - self._first_s
        rate_hz = (self._frames - 1) / duration_s if duration_s > 0 else 0.0
        source = SourceInfo(CAMERA, "", duration_s, rate_hz, *self._size_px, self._frames)
        return session_document(
            RecordingResult((), ()),
            source,
            self._model,
            self._settings,
            self._frames_without_person,
            self.words,
        )
