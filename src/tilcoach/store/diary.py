"""Writes the lifts of a live stream into the history, each as soon as it is finished."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tilcoach.coaching import PersonStep, Review, Step
from tilcoach.errors import StoreError
from tilcoach.pose import SourceInfo, VideoFrame
from tilcoach.report import (
    Choices,
    Model,
    SessionDocument,
    Words,
    lift_part,
    session_document,
    view_part,
)
from tilcoach.store.bodies import Bodies
from tilcoach.store.curves import Curves
from tilcoach.store.history import History
from tilcoach.store.saved import NewLift

_log = logging.getLogger(__name__)

CAMERA = "camera"
"""What stands for the name of the film in a live session."""

RETRY_S = 2.0
"""Between two tries when the history cannot be written: each holds up the analysis a little."""

_Key = tuple[int, int]  # the person, and the number of the lift


@dataclass(frozen=True, slots=True)
class DiaryState:
    """What a diary has to say to the page.

    Attributes
    ----------
    saved
        How many lifts of this stream were put on disk.
    waiting
        How many are finished and could not be saved yet.
    fault
        Why not; None when all is well.
    """

    saved: int = 0
    waiting: int = 0
    fault: StoreError | None = None


class Diary:
    """Keeps the finished lifts of one live stream; used by one thread.

    A session begins with its first lift, so a stream without lifts leaves nothing. A lift that
    comes again, because its holding is over, replaces itself; one that was erased meanwhile does
    not come back.

    Parameters
    ----------
    history
        Where to.
    profile
        Gives the number of the profile to save under, or None while the user does not want it;
        asked at every lift, and a lift that was finished before stays unsaved.
    model, settings, words
        What ``session.json`` tells of the session.
    now
        Gives the time of day with its time zone.

    Attributes
    ----------
    state
        What the page may show; replaced as a whole, so any thread may read it.
    """

    def __init__(
        self,
        history: History,
        profile: Callable[[], int | None],
        *,
        model: Model,
        settings: Choices,
        words: Words,
        now: Callable[[], datetime],
    ) -> None:
        self.state = DiaryState()
        self._history = history
        self._profile = profile
        self._now = now
        self._stream = _Stream(model, settings, words)
        self._bodies = Bodies()
        self._home: dict[_Key, int | None] = {}  # the session of a lift; None = not to be saved
        self._seen: dict[_Key, object] = {}
        self._waiting: dict[_Key, NewLift] = {}
        self._session: tuple[int, int] | None = None  # the number of the profile, and its own
        self._retry_at_s = 0.0

    def note(self, frame: VideoFrame, step: Step) -> None:
        """Save what was finished in this step; never raises because of the disk.

        Parameters
        ----------
        frame
            The picture, for its size alone.
        step
            Everything known after it.
        """
        self._stream.note(frame, step)
        for person in step.people:
            self._bodies.note(person.person, person.pose)
            self._look(person)
        if self._waiting and step.time_s >= self._retry_at_s:
            self._save(step.time_s)

    def close(self) -> None:
        """Try once more to save what is waiting, because the stream has ended."""
        if self._waiting:
            self._save(self._retry_at_s)

    def _look(self, person: PersonStep) -> None:
        """Queue the newest lift of a person when it is new, or has changed."""
        judged = person.last_lift
        if judged is None:
            return
        key = (person.person, judged.lift.number)
        if self._seen.get(key) is judged:
            return
        self._seen[key] = judged
        if key not in self._home and self._profile() is None:
            self._home[key] = None
        if self._home.get(key, 0) is not None:
            curves = Curves.of(judged.lift.postures)
            poses = self._bodies.at_decisive_moment(key[0], judged)
            part = lift_part(judged, self._stream.words, poses)
            self._waiting[key] = NewLift(key[0], view_part(person.view), part, curves)

    def _save(self, time_s: float) -> None:
        """Save what is waiting, in order; what fails waits for the next try."""
        fault = None
        try:
            for key in list(self._waiting):
                self._write(key, self._waiting[key])
                del self._waiting[key]
        except StoreError as error:
            _log.warning("A lift could not be saved yet: %s", error)
            fault, self._retry_at_s = error, time_s + RETRY_S
        saved = sum(session is not None for session in self._home.values())
        self.state = DiaryState(saved, len(self._waiting), fault)

    def _write(self, key: _Key, lift: NewLift) -> None:
        """Write one lift: again in its own session, or new in the one that goes on."""
        document = self._stream.document()
        home = self._home.get(key)
        if home is not None:
            self._history.add_lift(home, document, lift)  # erased meanwhile: it stays erased
            return
        profile = self._profile()
        if profile is not None and not self._goes_on(profile, document, lift):
            number = self._history.add_session(profile, self._now(), document, [lift])
            self._session = profile, number
        self._home[key] = None if profile is None else self._session_number

    def _goes_on(self, profile: int, document: SessionDocument, lift: NewLift) -> bool:
        """Add a lift to the session so far; say no when there is none, or it is not this one's."""
        if self._session is None or self._session[0] != profile:
            return False
        return self._history.add_lift(self._session[1], document, lift)

    @property
    def _session_number(self) -> int | None:
        return None if self._session is None else self._session[1]


class _Stream:
    """What ``session.json`` tells of a stream, as far as it has come."""

    def __init__(self, model: Model, settings: Choices, words: Words) -> None:
        self.words = words
        self._model = model
        self._settings = settings
        self._size_px = (0, 0)
        self._frames = 0
        self._frames_without_person = 0
        self._first_s = 0.0
        self._newest_s = 0.0

    def note(self, frame: VideoFrame, step: Step) -> None:
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
            Review((), ()),
            source,
            self._model,
            self._settings,
            self._frames_without_person,
            self.words,
        )
