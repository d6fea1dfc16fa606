"""Progress by week: how much was practised, and how it was judged."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from tilcoach.coaching import Pattern, Reason, Verdict
from tilcoach.measures import MEASURES
from tilcoach.store.records import SavedLift, SavedSession

_FIELDS = tuple(measure.field for measure in MEASURES)  # rotation without its side

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of lifts per verdict on one pattern.

    Attributes
    ----------
    goed, fout, not_judged
        Numbers of lifts.
    """

    goed: int = 0
    fout: int = 0
    not_judged: int = 0

    @property
    def share_goed(self) -> float:
        """Of what was judged, 0 to 1; NaN when nothing was."""
        judged = self.goed + self.fout
        return self.goed / judged if judged else math.nan

    @property
    def share_not_judged(self) -> float:
        """Of all lifts, 0 to 1; NaN when there is none."""
        lifts = self.goed + self.fout + self.not_judged
        return self.not_judged / lifts if lifts else math.nan


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday on.

    Attributes
    ----------
    monday
        The first day.
    sessions, lifts
        How many there were.
    tallies
        The verdicts on each pattern.
    measures
        The median over the lifts, by name; NaN when nothing was measured.
    """

    monday: date
    sessions: int
    lifts: int
    tallies: Mapping[Pattern, Tally]
    measures: Mapping[str, float]


def weeks(sessions: Sequence[SavedSession]) -> tuple[Week, ...]:
    """Return the weeks from the first session to the last; those in between may be empty."""
    by_monday: dict[date, list[SavedSession]] = {}
    for session in sessions:
        day = session.started_at.date()
        by_monday.setdefault(day - timedelta(days=day.weekday()), []).append(session)
    if not by_monday:
        return ()
    first, last = min(by_monday), max(by_monday)
    mondays = (first + n * _WEEK for n in range((last - first) // _WEEK + 1))
    return tuple(_week(monday, by_monday.get(monday, [])) for monday in mondays)


def tally(lifts: Iterable[SavedLift], pattern: Pattern) -> Tally:
    """Return the number of lifts per verdict on a pattern, without those where it was off."""
    counts = Counter(
        finding.verdict
        for lift in lifts
        for finding in lift.part.findings
        if finding.pattern is pattern and finding.reason is not Reason.SWITCHED_OFF
    )
    return Tally(counts[Verdict.GOED], counts[Verdict.FOUT], counts[Verdict.NOT_JUDGED])


def _week(monday: date, sessions: Sequence[SavedSession]) -> Week:
    lifts = [lift for session in sessions for lift in session.lifts]
    return Week(
        monday=monday,
        sessions=len(sessions),
        lifts=len(lifts),
        tallies={pattern: tally(lifts, pattern) for pattern in Pattern},
        measures=medians(lifts),
    )


def medians(lifts: Sequence[SavedLift]) -> dict[str, float]:
    """Return the middle lift by measure; NaN when nothing was measured."""
    return {name: _median(lifts, name) for name in _FIELDS}


def _median(lifts: Iterable[SavedLift], name: str) -> float:
    values = [getattr(lift.part.measures, name, None) for lift in lifts]
    known = [abs(value) for value in values if value is not None]
    return median(known) if known else math.nan
