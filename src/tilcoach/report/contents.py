"""The contents of a report: sessions with their curves, from the history, a file or an analysis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tilcoach.coaching import Pattern, RecordingResult, Verdict
from tilcoach.errors import InputError
from tilcoach.plan import PlanResults
from tilcoach.release_accuracy import ReleaseAccuracy, read_release_accuracy
from tilcoach.session_files import FindingPart, LiftPart, SessionDocument
from tilcoach.store import (
    Curves,
    History,
    Ratings,
    SavedSession,
    curves_beside,
    read_session_file,
)

LiftKey = tuple[int, int]
"""The person, and the number of the lift."""


@dataclass(frozen=True, slots=True)
class ReportLift:
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

    @property
    def findings(self) -> tuple[FindingPart, ...]:
        """One finding per pattern, then those on patterns that only a later version knows."""
        later = (f for f in self.part.findings if not isinstance(f.pattern, Pattern))
        return (*map(self.finding, Pattern), *later)

    def finding(self, pattern: Pattern) -> FindingPart:
        """Return the finding on one pattern."""
        return self.part.finding(pattern)

    def has(self, verdict: Verdict) -> bool:
        """Return whether a verdict was given on any pattern."""
        return any(finding.verdict is verdict for finding in self.findings)


@dataclass(frozen=True, slots=True)
class ReportSession:
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
    ratings
        Pain and effort, as far as they were filled in.
    """

    document: SessionDocument
    day: date | None = None
    note: str = ""
    curves: Mapping[LiftKey, Curves] = field(default_factory=dict)
    ratings: Ratings = field(default_factory=Ratings)

    @property
    def lifts(self) -> tuple[ReportLift, ...]:
        """All lifts, by person and then in order of time."""
        return tuple(self._lifts())

    @property
    def people(self) -> int:
        """How many people lifted."""
        return sum(bool(person.lifts) for person in self.document.people)

    @classmethod
    def of_saved(cls, saved: SavedSession, curves: Mapping[LiftKey, Curves]) -> ReportSession:
        """Return a session of the history."""
        return cls(saved.document, saved.started_at, saved.note, curves, saved.ratings)

    @classmethod
    def of_review(
        cls, document: SessionDocument, review: RecordingResult, day: date
    ) -> ReportSession:
        """Return a film that was just looked at."""
        curves = {
            (person.person, judged.lift.number): Curves.of(judged.lift.postures)
            for person in review.people
            for judged in person.lifts
        }
        return cls(document, day, curves=curves)

    def _lifts(self) -> Iterator[ReportLift]:
        for person in self.document.people:
            for part in person.lifts:
                curves = self.curves.get((person.person, part.lift))
                yield ReportLift(person.person, part, curves)


MOST_LETTERS_CLIENT = 40
"""Of a client number: as long as a name."""

MOST_LETTERS_CONCLUSION = 1500
"""Of a conclusion: a third of a page."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a therapist adds for the file.

    Attributes
    ----------
    client_number
        In the file system of the clinic; empty for none.
    conclusion
        In the therapist's own words; empty for none. tilcoach itself concludes nothing.
    plan
        With what was done of it; None without a plan.
    """

    client_number: str = ""
    conclusion: str = ""
    plan: PlanResults | None = None

    def __post_init__(self) -> None:
        """Hold that all of it fits on the pages that it is meant for."""
        for said, most in (
            (self.client_number, MOST_LETTERS_CLIENT),
            (self.conclusion, MOST_LETTERS_CONCLUSION),
        ):
            if len(said) > most:
                sentence = "This is longer than {most} letters, and does not fit: make it shorter."
                raise InputError(sentence, most=most)


@dataclass(frozen=True, slots=True)
class Report:
    """The contents of one report.

    Attributes
    ----------
    sessions
        At least one, in order of time.
    made_on
        The day.
    name
        The name or tag of the profile; empty for none.
    published
        Accuracy of this version by its own validation; None while that is not published.
    dossier
        What a therapist adds.
    """

    sessions: tuple[ReportSession, ...]
    made_on: date
    name: str = ""
    published: ReleaseAccuracy | None = None
    dossier: Dossier = Dossier()

    @property
    def lifts(self) -> tuple[ReportLift, ...]:
        """The lifts of all sessions."""
        return tuple(lift for session in self.sessions for lift in session.lifts)


def build_report(
    sessions: Iterable[ReportSession],
    made_on: date,
    name: str = "",
    dossier: Dossier | None = None,
) -> Report:
    """Return a report with the published accuracy of this version."""
    accuracy = read_release_accuracy()
    return Report(tuple(sessions), made_on, name, accuracy, dossier or Dossier())


def build_saved_report(
    history: History,
    sessions: Iterable[SavedSession],
    made_on: date,
    name: str = "",
    dossier: Dossier | None = None,
) -> Report:
    """Return a report of saved sessions, with their curves."""
    contents = (ReportSession.of_saved(saved, history.curves(saved.number)) for saved in sessions)
    return build_report(contents, made_on, name, dossier)


def read_session(path: Path) -> ReportSession:
    """Return the session of a ``session.json``, with the curves of the ``frames.csv`` beside it."""
    document, changed = read_session_file(path)
    day = document.source.recorded_at or changed
    return ReportSession(document, day, curves=curves_beside(path, document))
