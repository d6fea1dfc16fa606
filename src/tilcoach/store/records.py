"""What the history holds: profiles, sessions and lifts. Numbers and codes, and no picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime

from tilcoach.coaching import RecordingResult
from tilcoach.config import PROFILE_KEYS, Settings, lay_over
from tilcoach.errors import SettingsError
from tilcoach.session_files import (
    LiftPart,
    PersonPart,
    SessionDocument,
    ViewPart,
    Wording,
    lift_part,
    view_part,
)
from tilcoach.store.curves import Curves

DEFAULT_PROFILE = 1
"""The number of the profile without a name, which is always there."""

SAVING_CHOSEN_ON = "saving_chosen_on"
"""Among a profile's settings: the day on which the user last chose to save under it."""

SAVING_STOPPED_ON = "saving_stopped_on"
"""Among them too: the day on which the user chose to save no longer; not there while it goes on."""

MOST_LETTERS_NOTE = 2000
"""Of a note: a page of text."""

LARGEST_RATING = 10
"""Of pain and effort; the smallest is 0."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Pain and effort of one session in the person's own words: 0 to 10, None = not asked for.

    Attributes
    ----------
    pain_before, pain_after
        Pain before the first lift, and after the last; 0 is none.
    effort_before, effort_after
        How tired the person came, and how hard the session was; 0 is not at all.
    """

    pain_before: int | None = None
    pain_after: int | None = None
    effort_before: int | None = None
    effort_after: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no number from 0 to 10."""
        for name, value in asdict(self).items():
            if value is not None and not 0 <= value <= LARGEST_RATING:
                message = f"{name}: expected 0 to {LARGEST_RATING}, got {value}"
                raise ValueError(message)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return self == NO_RATINGS


NO_RATINGS = Ratings()
"""Nothing was filled in."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A name for sessions, with its own target and settings.

    Attributes
    ----------
    number
        Stays the same when the name changes.
    name
        A name or a tag of the user's choice; empty for the profile that is always there.
    lifts_per_week
        How many lifts a week the user means to practise; None when nothing was agreed on.
    settings
        What a profile file may hold, by its keys: ``height_cm``, ``limits`` and so on.
    """

    number: int
    name: str
    lifts_per_week: int | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def saving_chosen_on(self) -> date | None:
        """The day on which the user last chose to save under it; None for never."""
        return _day(self.settings.get(SAVING_CHOSEN_ON))

    @property
    def saving_stopped_on(self) -> date | None:
        """The day on which the user chose to save no longer; None while the choice holds."""
        return _day(self.settings.get(SAVING_STOPPED_ON))

    def lay_over(self, base: Settings) -> Settings:
        """Return settings with this profile's own over them, as far as this version knows them."""
        settings = base
        for key, value in self._known_settings(base):
            with suppress(SettingsError):  # a value that only a later version accepts
                settings = lay_over(settings, {key: value}, Path(self.name))
        return settings

    def check(self) -> None:
        """Raise `SettingsError` for a value that cannot be used; unknown keys have no effect."""
        lay_over(Settings(), dict(self._known_settings(Settings())), Path(self.name))

    def _known_settings(self, base: Settings) -> Iterator[tuple[str, Any]]:
        known = base.limits.values()
        for key in self.settings.keys() & PROFILE_KEYS:
            value = self.settings[key]
            if key == "limits" and isinstance(value, dict):
                value = {name: limit for name, limit in value.items() if name in known}
            yield key, value


@dataclass(frozen=True, slots=True)
class SavedLift:
    """One lift of a session.

    Attributes
    ----------
    person
        1 for the first person that came into view.
    view
        From where the camera looked.
    part
        Times, load, measures, findings and cue, as in ``session.json``.
    """

    person: int
    view: ViewPart
    part: LiftPart


@dataclass(frozen=True, slots=True)
class NewLift(SavedLift):
    """One lift that is to be saved, with its curves.

    Attributes
    ----------
    curves
        What was measured during the lift.
    """

    curves: Curves


@dataclass(frozen=True, slots=True)
class SavedSession:
    """One session: a practice in front of the camera, or a film that was looked at.

    Attributes
    ----------
    number
        Never given to another session, not even when this one is erased.
    profile
        The number of the profile.
    started_at
        When the first of it was saved, in the user's own time zone.
    note
        In the user's own words.
    head
        ``session.json`` without the lifts.
    lifts
        By person, then in order of time.
    ratings
        Pain and effort, as far as they were filled in.
    """

    number: int
    profile: int
    started_at: AwareDatetime
    note: str
    head: SessionDocument
    lifts: tuple[SavedLift, ...]
    ratings: Ratings = NO_RATINGS

    @property
    def document(self) -> SessionDocument:
        """The whole ``session.json``."""
        numbers = {p.person for p in self.head.people} | {lift.person for lift in self.lifts}
        people = tuple(self._person(number) for number in sorted(numbers))
        return self.head.model_copy(update={"people": people})

    def _person(self, number: int) -> PersonPart:
        lifts = [lift for lift in self.lifts if lift.person == number]
        known = next((person for person in self.head.people if person.person == number), None)
        if known is None:  # a live session, where the view may change from lift to lift
            known = PersonPart(person=number, view=lifts[-1].view, lifts=(), bends=())
        return known.model_copy(update={"lifts": tuple(lift.part for lift in lifts)})


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A session or a lift that this version of tilcoach cannot read; it stays where it is.

    Attributes
    ----------
    session
        The number of the session.
    is_lift
        Whether it is one lift of that session, and not the session as a whole.
    columns
        What the database holds, by the names of the columns.
    """

    session: int
    is_lift: bool
    columns: Mapping[str, object]


def _day(text: object) -> date | None:
    """Return the day of a setting; None when it is none, as after an import."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def without_lifts(document: SessionDocument) -> SessionDocument:
    """Return a document without its lifts, which have rows of their own."""
    people = tuple(person.model_copy(update={"lifts": ()}) for person in document.people)
    return document.model_copy(update={"people": people})


def new_lifts(review: RecordingResult, words: Wording) -> Iterator[NewLift]:
    """Yield the lifts of a recording as they are saved."""
    for person in review.people:
        for judged in person.lifts:
            curves = Curves.of(judged.lift.postures)
            part = lift_part(judged, words, person.poses)
            yield NewLift(person.person, view_part(person.view), part, curves)
