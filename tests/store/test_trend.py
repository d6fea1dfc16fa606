"""Weeks count what happened in them, and say nothing where nothing happened."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tilcoach.coaching import Pattern, Reason, Verdict
from tilcoach.session_files import SessionDocument
from tilcoach.store import NewLift, SavedSession, Tally, tally, weeks

Make = Callable[..., NewLift]


@pytest.fixture
def session(document: SessionDocument, lift: Make, monday: datetime) -> Callable[..., SavedSession]:
    """Make a session so many days after a Monday: ``session(3, Verdict.FOUT)``."""

    def make(days: int, *verdicts: Verdict, rotation_deg: float = 8) -> SavedSession:
        lifts = tuple(
            lift(number, verdict, rotation_deg=rotation_deg)
            for number, verdict in enumerate(verdicts, start=1)
        )
        return SavedSession(1, 1, monday + timedelta(days=days), "", document, lifts)

    return make


def test_without_sessions_there_are_no_weeks() -> None:
    assert weeks(()) == ()


def test_a_week_runs_from_monday_to_sunday_and_empty_ones_are_shown(
    session: Callable[..., SavedSession],
) -> None:
    good = Verdict.GOED
    found = weeks([session(20, good), session(0, good, good), session(6, good)])
    assert [(week.monday, week.sessions, week.lifts) for week in found] == [
        (date(2026, 3, 2), 2, 3),
        (date(2026, 3, 9), 0, 0),
        (date(2026, 3, 16), 1, 1),
    ]
    assert math.isnan(found[1].tallies[Pattern.STRAIGHT_LEGS].share_goed)
    assert math.isnan(found[1].measures["trunk_flexion_deg"])


def test_the_share_is_of_what_was_judged(session: Callable[..., SavedSession]) -> None:
    (week,) = weeks([session(0, Verdict.GOED, Verdict.GOED, Verdict.FOUT, Verdict.GOED)])
    assert week.tallies[Pattern.STRAIGHT_LEGS] == Tally(goed=3, fout=1)
    assert week.tallies[Pattern.STRAIGHT_LEGS].share_goed == 0.75
    twist = week.tallies[Pattern.TWIST_WITH_LOAD]
    assert twist == Tally(not_judged=4)
    assert twist.share_not_judged == 1
    assert math.isnan(twist.share_goed)
    assert math.isnan(Tally().share_not_judged)


def test_a_turn_counts_the_same_to_both_sides(session: Callable[..., SavedSession]) -> None:
    sides = [session(0, Verdict.GOED, rotation_deg=side) for side in (-20, 10, 30)]
    (week,) = weeks(sides)
    assert week.measures["trunk_rotation_deg"] == 20


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-400, 400), min_size=1, max_size=12))
def test_no_session_is_lost_or_counted_twice(
    session: Callable[..., SavedSession], days: list[int]
) -> None:
    sessions = [session(day, Verdict.GOED) for day in days]
    found = weeks(sessions)
    assert sum(week.sessions for week in found) == len(days)
    assert sum(week.lifts for week in found) == len(days)
    assert all(week.monday.weekday() == 0 for week in found)
    steps = {b.monday - a.monday for a, b in pairwise(found)}
    assert steps <= {timedelta(weeks=1)}
    assert sum(week.tallies[Pattern.LOAD_FAR].goed for week in found) == len(days)


def test_a_tally_counts_one_pattern(lift: Make) -> None:
    lifts = [lift(1), lift(2, Verdict.FOUT)]
    assert tally(lifts, Pattern.STRAIGHT_LEGS) == Tally(1, 1, 0)


def test_what_was_switched_off_is_not_counted(session: Callable[..., SavedSession]) -> None:
    (lift,) = session(0, Verdict.GOED).lifts
    off = tuple(
        finding.model_copy(update={"reason": Reason.SWITCHED_OFF})
        if finding.pattern is Pattern.TWIST_WITH_LOAD
        else finding
        for finding in lift.part.findings
    )
    left = replace(lift, part=lift.part.model_copy(update={"findings": off}))
    assert tally([left], Pattern.TWIST_WITH_LOAD) == Tally()
    assert tally([left], Pattern.STRAIGHT_LEGS) == Tally(goed=1)
