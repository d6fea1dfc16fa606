"""What came of a plan: one entry per session, in numbers, codes and the patient's own notes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from tilcoach.measures import MEASURES, Measure, Pattern
from tilcoach.plan.plan import Day, Plan, PlanPart, printable
from tilcoach.session_files.bounds import (
    MAX_LIFTS,
    MAX_SENTENCE,
    Moment,
    Number,
)

MOST_SESSIONS = 2000
"""Of one plan: five a day for a year."""

_Lifts = Annotated[int, Field(ge=0, le=MAX_LIFTS)]
Effort = Annotated[int, Field(ge=0, le=10)]
"""Pain or effort as a person says it: 0 none, 10 the most."""

_FIELDS = frozenset(measure.field for measure in MEASURES)


class TallyPart(PlanPart):
    """Numbers of lifts per verdict on one pattern."""

    goed: _Lifts = 0
    fout: _Lifts = 0
    not_judged: _Lifts = 0


class SessionResult(PlanPart):
    """One session, summed up."""

    started_at: Moment
    lifts: _Lifts
    patterns: dict[Pattern, TallyPart] = Field(
        default_factory=dict, description="By pattern, without those that were off."
    )
    medians: dict[str, Number | None] = Field(
        default_factory=dict, description="The middle lift, by measure; null = not measured."
    )
    note: Annotated[str, AfterValidator(printable)] = Field(
        default="", max_length=MAX_SENTENCE, description="In the patient's own words."
    )
    pain_before: Effort | None = None
    pain_after: Effort | None = None
    effort_before: Effort | None = None
    effort_after: Effort | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if unknown := self.medians.keys() - _FIELDS:
            message = f"expected measures of tilcoach, not {sorted(unknown)}"
            raise ValueError(message)
        for pattern, tally in self.patterns.items():
            if tally.goed + tally.fout + tally.not_judged > self.lifts:
                message = f"expected no more verdicts on {pattern} than lifts"
                raise ValueError(message)
        return self


class PlanResults(PlanPart):
    """A plan with what was done of it."""

    plan: Plan
    opened_on: Day
    written_on: Day
    sessions: tuple[SessionResult, ...] = Field(default=(), max_length=MOST_SESSIONS)

    @property
    def lifts_by_day(self) -> dict[date, int]:
        """How many lifts each day had."""
        found: dict[date, int] = {}
        for session in self.sessions:
            day = session.started_at.date()
            found[day] = found.get(day, 0) + session.lifts
        return found


@dataclass(frozen=True, slots=True)
class Trend:
    """How the middle lift changed from the first sessions to the newest.

    Attributes
    ----------
    measure
        What was measured.
    first, latest
        The median over the first and over the newest sessions that have it; NaN for none.
    sessions
        How many each of them are: a third of all, at most three, at least one.
    """

    measure: Measure
    first: float
    latest: float
    sessions: int


def trends(sessions: Sequence[SessionResult]) -> tuple[Trend, ...]:
    """Return the trend of each measure that two sessions or more have.

    Parameters
    ----------
    sessions
        In order of time.
    """
    found = (_trend(measure, sessions) for measure in MEASURES)
    return tuple(trend for trend in found if trend is not None)


_MOST_AT_EACH_END = 3


def _trend(measure: Measure, sessions: Sequence[SessionResult]) -> Trend | None:
    told = [session.medians.get(measure.field) for session in sessions]
    values = [value for value in told if value is not None and math.isfinite(value)]
    if len(values) < 2:  # noqa: PLR2004  one session has no trend
        return None
    n = max(1, min(_MOST_AT_EACH_END, len(values) // 3))
    return Trend(measure, median(values[:n]), median(values[-n:]), n)
