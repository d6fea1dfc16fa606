"""What the history holds: profiles, sessions and lifts. Numbers and codes, and no picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime

from tilcoach.coaching import Review
from tilcoach.config import Settings, lay_over
from tilcoach.report import (
    LiftPart,
    PersonPart,
    SessionDocument,
    ViewPart,
    Words,
    lift_part,
    view_part,
)
from tilcoach.store.curves import Curves

DEFAULT_PROFILE = 1
"""The number of the profile without a name, which is always there."""

MOST_LETTERS_NOTE = 2000
"""Of a note: a page of text."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Under which name sessions are kept, and what is different for this name.

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

    def lay_over(self, base: Settings) -> Settings:
        """Return settings with this profile's own laid over them.

        Parameters
        ----------
        base
            What holds where the profile is silent.

        Raises
        ------
        SettingsError
            If the profile holds what cannot be used; names the key and the fault.
        """
        return lay_over(base, self.settings, Path(self.name))


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
    """

    number: int
    profile: int
    started_at: AwareDatetime
    note: str
    head: SessionDocument
    lifts: tuple[SavedLift, ...]

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


def without_lifts(document: SessionDocument) -> SessionDocument:
    """Return a document whose lifts are kept elsewhere.

    Parameters
    ----------
    document
        Of a whole session.
    """
    people = tuple(person.model_copy(update={"lifts": ()}) for person in document.people)
    return document.model_copy(update={"people": people})


def new_lifts(review: Review, words: Words) -> Iterator[NewLift]:
    """Give the lifts of a recording as they are saved.

    Parameters
    ----------
    review
        What is known of everybody.
    words
        Says the cues in the user's language.
    """
    for person in review.people:
        for judged in person.lifts:
            curves = Curves.of(judged.lift.postures)
            part = lift_part(judged, words, person.poses)
            yield NewLift(person.person, view_part(person.view), part, curves)
