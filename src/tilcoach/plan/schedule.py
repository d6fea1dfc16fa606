"""What is to be done today under a plan, and how much of it was done; days, and no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tilcoach.guidance import Cadence
from tilcoach.plan.plan import Plan, Speaking

_WEEK = timedelta(weeks=1)

LiftsByDay = Mapping[date, int]
"""How many lifts each day had; days without any may be missing."""


@dataclass(frozen=True, slots=True)
class Today:
    """Where a person stands in the plan on one day.

    Attributes
    ----------
    lifts
        Done today.
    sets_done
        Sets of today that are complete, at most all of them.
    lifts_in_set
        Done in the set that one is in; 0 between two sets and after the last.
    is_done
        Whether all sets of today are complete.
    week
        Which week of the plan it is, from 1; more than the plan has when it is over.
    days_this_week
        Days of this week of the plan with practice, today included.
    is_over
        Whether the weeks of the plan have passed.
    """

    lifts: int
    sets_done: int
    lifts_in_set: int
    is_done: bool
    week: int
    days_this_week: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class PlanWeek:
    """Seven days of a plan.

    Attributes
    ----------
    first_day
        The first of them; the weeks of a plan begin on the day on which it was opened.
    days
        With practice.
    lifts
        In all.
    """

    first_day: date
    days: int
    lifts: int


@dataclass(frozen=True, slots=True)
class Adherence:
    """How much of a plan was done so far.

    Attributes
    ----------
    weeks
        From the first to the one of today, no more than the plan has.
    days_asked, days_done
        Days of practice until today; more days than asked for in a week count as they are.
    lifts_asked, lifts_done
        In the same time.
    days_since
        Days since the last practice; None before the first.
    """

    weeks: tuple[PlanWeek, ...]
    days_asked: int
    days_done: int
    lifts_asked: int
    lifts_done: int
    days_since: int | None


def today(plan: Plan, lifts_by_day: LiftsByDay, opened_on: date, day: date) -> Today:
    """Return where a person stands in a plan on a day.

    Parameters
    ----------
    plan
        What was agreed on.
    lifts_by_day
        What was done.
    opened_on
        The first day of the plan.
    day
        Which day to tell of.
    """
    lifts = lifts_by_day.get(day, 0)
    is_done = lifts >= plan.lifts_per_day
    week = max(0, (day - opened_on).days) // 7
    first = opened_on + week * _WEEK
    return Today(
        lifts=lifts,
        sets_done=min(lifts // plan.lifts, plan.sets),
        lifts_in_set=0 if is_done else lifts % plan.lifts,
        is_done=is_done,
        week=week + 1,
        days_this_week=_week(lifts_by_day, first).days,
        is_over=week >= plan.weeks,
    )


def adherence(plan: Plan, lifts_by_day: LiftsByDay, opened_on: date, day: date) -> Adherence:
    """Return how much of a plan was done until a day.

    The week that a person is in is asked for day by day: on its second day two days are asked of a
    plan with three days a week, so that nobody is behind on a Monday.

    Parameters
    ----------
    plan
        What was agreed on.
    lifts_by_day
        What was done.
    opened_on
        The first day of the plan.
    day
        The last day to count.
    """
    passed = max(0, (day - opened_on).days) + 1
    begun = min(-(-passed // 7), plan.weeks)
    found = tuple(_week(lifts_by_day, opened_on + n * _WEEK, day) for n in range(begun))
    asked = sum(min(plan.days_per_week, passed - 7 * n) for n in range(begun))
    practised = [when for when, lifts in lifts_by_day.items() if lifts and when <= day]
    return Adherence(
        weeks=found,
        days_asked=asked,
        days_done=sum(week.days for week in found),
        lifts_asked=asked * plan.lifts_per_day,
        lifts_done=sum(week.lifts for week in found),
        days_since=(day - max(practised)).days if practised else None,
    )


def cadence_on(plan: Plan, days_before: int) -> Cadence:
    """Return how often the coach speaks on the next day of practice.

    Parameters
    ----------
    plan
        What was agreed on.
    days_before
        How many days of it were practised already.
    """
    if plan.speaking is not Speaking.FADING:
        return Cadence(plan.speaking.value)
    third = min(len(_FADING) - 1, len(_FADING) * days_before // plan.days)
    return _FADING[third]


_FADING = (Cadence.EVERY_LIFT, Cadence.EVERY_THIRD, Cadence.ON_REQUEST)
"""Feedback works while it is there; with less of it, people learn to do without."""


def _week(lifts_by_day: LiftsByDay, first: date, last: date | None = None) -> PlanWeek:
    """Return the week that begins on a day, without what came after the last one."""
    days = [first + timedelta(days=n) for n in range(7)]
    lifts = [lifts_by_day.get(d, 0) for d in days if last is None or d <= last]
    return PlanWeek(first, sum(n > 0 for n in lifts), sum(lifts))
