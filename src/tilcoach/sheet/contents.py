"""What goes onto a sheet: one or more sessions, with what is known beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from tilcoach.coaching import Pattern, Review, Verdict
from tilcoach.report import FindingPart, LiftPart, SessionDocument
from tilcoach.sheet.published import Published
from tilcoach.store import Curves, SavedSession

LiftKey = tuple[int, int]
"""The person, and the number of the lift."""


@dataclass(frozen=True, slots=True)
class SheetLift:
    """One lift with its curves.

    Attributes
    ----------
    person
        1 for the first person that came into view.
    part
        Times, load, measures, findings and cue.
    curves
        What was measured during the lift; None when it was not kept.
    """

    person: int
    part: LiftPart
    curves: Curves | None

    @property
    def key(self) -> LiftKey:
        """The person, and the number of the lift."""
        return self.person, self.part.lift

    def finding(self, pattern: Pattern) -> FindingPart:
        """Return the finding on one pattern.

        Parameters
        ----------
        pattern
            Which pattern.
        """
        return next(finding for finding in self.part.findings if finding.pattern is pattern)

    def has(self, verdict: Verdict) -> bool:
        """Say whether a verdict was given on any pattern.

        Parameters
        ----------
        verdict
            Which verdict.
        """
        return any(finding.verdict is verdict for finding in self.part.findings)


@dataclass(frozen=True, slots=True)
class SheetSession:
    """One session.

    Attributes
    ----------
    document
        What ``session.json`` says.
    day
        When it was, with the time of day where that is known; None when nothing is.
    note
        In the user's own words; empty for none.
    curves
        What was measured during the lifts, as far as it was kept.
    """

    document: SessionDocument
    day: date | None = None
    note: str = ""
    curves: Mapping[LiftKey, Curves] = field(default_factory=dict)

    @property
    def lifts(self) -> tuple[SheetLift, ...]:
        """All lifts, by person and then in order of time."""
        return tuple(self._lifts())

    @property
    def people(self) -> int:
        """How many people lifted."""
        return sum(bool(person.lifts) for person in self.document.people)

    @classmethod
    def of_saved(cls, saved: SavedSession, curves: Mapping[LiftKey, Curves]) -> SheetSession:
        """Return a session of the history.

        Parameters
        ----------
        saved
            The session.
        curves
            Those of its lifts.
        """
        return cls(saved.document, saved.started_at, saved.note, curves)

    @classmethod
    def of_review(cls, document: SessionDocument, review: Review, day: date) -> SheetSession:
        """Return a film that was just looked at.

        Parameters
        ----------
        document
            What ``session.json`` says of it.
        review
            What is known of everybody.
        day
            When it was looked at.
        """
        curves = {
            (person.person, judged.lift.number): Curves.of(judged.lift.postures)
            for person in review.people
            for judged in person.lifts
        }
        return cls(document, day, curves=curves)

    def _lifts(self) -> Iterator[SheetLift]:
        for person in self.document.people:
            for part in person.lifts:
                curves = self.curves.get((person.person, part.lift))
                yield SheetLift(person.person, part, curves)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that one sheet holds.

    Attributes
    ----------
    sessions
        At least one, in order of time.
    made_on
        The day.
    name
        The name or tag of the profile; empty for none.
    published
        How true tilcoach is by its own validation; None when that is not published yet.
    """

    sessions: tuple[SheetSession, ...]
    made_on: date
    name: str = ""
    published: Published | None = None

    @property
    def lifts(self) -> tuple[SheetLift, ...]:
        """The lifts of all sessions."""
        return tuple(lift for session in self.sessions for lift in session.lifts)
