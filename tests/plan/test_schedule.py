"""What is today's set, and how much of a plan was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.conftest import FIRST_DAY

from tilcoach.guidance import Cadence
from tilcoach.plan import Plan, Speaking, adherence, cadence_on, checked_plan, today

MakePlan = Callable[..., Plan]


def days_later(n: int) -> date:
    return FIRST_DAY + timedelta(days=n)


@pytest.mark.parametrize(
    ("lifts", "sets_done", "in_set", "is_done"),
    [(0, 0, 0, False), (7, 0, 7, False), (10, 1, 0, False), (29, 2, 9, False), (30, 3, 0, True),
     (34, 3, 0, True)],
)  # fmt: skip
def test_sets_of_today(
    make_plan: MakePlan, lifts: int, sets_done: int, in_set: int, *, is_done: bool
) -> None:
    found = today(make_plan(), {FIRST_DAY: lifts}, FIRST_DAY, FIRST_DAY)
    assert (found.sets_done, found.lifts_in_set, found.is_done) == (sets_done, in_set, is_done)


def test_weeks_begin_on_the_day_on_which_the_plan_was_opened(make_plan: MakePlan) -> None:
    done = {days_later(0): 30, days_later(6): 5, days_later(7): 30}
    last_of_first = today(make_plan(), done, FIRST_DAY, days_later(6))
    first_of_second = today(make_plan(), done, FIRST_DAY, days_later(7))
    assert (last_of_first.week, last_of_first.days_this_week) == (1, 2)
    assert (first_of_second.week, first_of_second.days_this_week) == (2, 1)


def test_after_its_weeks_a_plan_is_over(make_plan: MakePlan) -> None:
    plan = make_plan(weeks=2)
    assert not today(plan, {}, FIRST_DAY, days_later(13)).is_over
    assert today(plan, {}, FIRST_DAY, days_later(14)).is_over


def test_nobody_is_behind_on_the_first_day(make_plan: MakePlan) -> None:
    asked = [adherence(make_plan(), {}, FIRST_DAY, days_later(n)).days_asked for n in range(9)]
    assert asked == [1, 2, 3, 3, 3, 3, 3, 4, 5]


def test_what_was_done_is_counted_by_week_of_the_plan(make_plan: MakePlan) -> None:
    done = {days_later(0): 30, days_later(2): 12, days_later(8): 30, days_later(20): 30}
    found = adherence(make_plan(), done, FIRST_DAY, days_later(10))
    assert [(week.days, week.lifts) for week in found.weeks] == [(2, 42), (1, 30)]
    assert (found.days_done, found.lifts_done, found.days_since) == (3, 72, 2)


def test_before_the_first_practice_nothing_is_since(make_plan: MakePlan) -> None:
    assert adherence(make_plan(), {}, FIRST_DAY, FIRST_DAY).days_since is None


@given(
    done=st.dictionaries(st.integers(0, 60).map(days_later), st.integers(0, 200)),
    day=st.integers(-3, 80).map(days_later),
    lifts=st.integers(1, 100),
    sets=st.integers(1, 20),
    weeks=st.integers(1, 9),
)
def test_whatever_was_done_the_counts_hold_together(
    done: dict[date, int], day: date, lifts: int, sets: int, weeks: int
) -> None:
    plan = checked_plan({"code": "0" * 32, "made_on": FIRST_DAY, "lifts": lifts, "sets": sets,
                         "weeks": weeks})  # fmt: skip
    now, whole = today(plan, done, FIRST_DAY, day), adherence(plan, done, FIRST_DAY, day)
    assert now.is_done == (now.sets_done == sets)
    assert min(now.lifts, plan.lifts_per_day) == now.sets_done * lifts + now.lifts_in_set
    assert 1 <= len(whole.weeks) <= weeks
    assert 1 <= whole.days_asked <= plan.days
    assert whole.days_done <= 7 * len(whole.weeks)


def test_fading_goes_from_every_lift_to_on_request(make_plan: MakePlan) -> None:
    plan = make_plan(speaking=Speaking.FADING, days_per_week=3, weeks=3)
    said = [cadence_on(plan, n) for n in range(12)]
    assert said == ([Cadence.EVERY_LIFT] * 3 + [Cadence.EVERY_THIRD] * 3 + [Cadence.ON_REQUEST] * 6)


@pytest.mark.parametrize("speaking", [one for one in Speaking if one is not Speaking.FADING])
def test_else_it_stays_as_it_is(make_plan: MakePlan, speaking: Speaking) -> None:
    plan = make_plan(speaking=speaking)
    assert {cadence_on(plan, n) for n in range(30)} == {Cadence(speaking.value)}
