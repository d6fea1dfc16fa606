"""Build-up, repetition, sudden effort and breaks, each against one's own usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.store.conftest import MONDAY, judged

from tilcoach.i18n import translator
from tilcoach.kinematics import View, ViewLabel
from tilcoach.session_files import lift_part, view_part
from tilcoach.store import Habits, SavedLift, SavedSession, habits
from tilcoach.ui.history.habits import habit_sentences

TODAY = MONDAY.date()
STEADY = Habits(20, 20, None, 0, 10, 0)


def lift(number: int, grasp_s: float = 0.0, rise_s: float = 1.5) -> SavedLift:
    part = lift_part(judged(), translator("nl"))
    moved = part.model_copy(
        update={
            "lift": number,
            "start_s": grasp_s - 1,
            "grasp_s": grasp_s,
            "upright_s": grasp_s + rise_s,
            "end_s": grasp_s + rise_s + 1,
        }
    )
    return SavedLift(1, view_part(View(ViewLabel.SIDE, 2.0)), moved)


def session(days_ago: int, lifts: Sequence[SavedLift]) -> SavedSession:
    when = MONDAY - timedelta(days=days_ago)
    return SavedSession(1, 1, when, "", None, tuple(lifts))  # type: ignore[arg-type]  # no head needed


def many(n: int, every_s: float = 20.0, rise_s: float = 1.5) -> list[SavedLift]:
    return [lift(number, every_s * number, rise_s) for number in range(1, n + 1)]


def found(sessions: Sequence[SavedSession], today: date = TODAY) -> Habits:
    told = habits(sessions, today)
    assert told is not None
    return told


def test_before_the_first_lift_there_is_nothing_to_tell() -> None:
    assert habits([], TODAY) is None
    assert habits([session(0, [])], TODAY) is None


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (20, 31, "is_much_more"),
        (20, 30, "is_gradual"),
        (20, 10, "is_gradual"),
        (20, 9, "is_much_less"),
        (9, 90, None),
    ],
)
def test_build_up_is_this_week_against_last(before: int, now: int, kind: str | None) -> None:
    told = found([session(7, many(before)), session(6, many(now))])
    assert (told.lifts_before, told.lifts) == (before, now)
    kinds = ("is_much_more", "is_gradual", "is_much_less")
    assert [name for name in kinds if getattr(told, name)] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("lifts", "every_s", "is_told"), [(60, 6.0, True), (60, 10.0, False), (20, 6.0, False)]
)
def test_repetition_is_told_when_it_is_high_for_long(
    lifts: int, every_s: float, *, is_told: bool
) -> None:
    told = found([session(0, many(lifts, every_s))])
    assert (told.rate_per_min is not None) is is_told


def test_sudden_effort_is_held_against_ones_own_usual() -> None:
    quick = [*many(3), lift(4, 100, 0.6)]
    assert found([session(1, many(12)), session(0, quick)]).quick_lifts == 1
    assert found([session(1, many(12, rise_s=0.6)), session(0, quick)]).quick_lifts == 0
    assert found([session(1, many(5)), session(0, quick)]).quick_lifts == 0  # no usual as yet


@pytest.mark.parametrize(("days", "is_told"), [(3, False), (4, True)])
def test_a_break_is_told_after_some_days(days: int, *, is_told: bool) -> None:
    assert found([session(days, many(3))]).was_away is is_told


@pytest.mark.parametrize("language", ["nl", "en"])
def test_whatever_is_told_is_calm(language: str) -> None:
    words = translator(language)
    every = [
        replace(STEADY, lifts=90, rate_per_min=10.0, quick_lifts=2, days_since=6),
        replace(STEADY, lifts=3),
        STEADY,
    ]
    told = [list(habit_sentences(one, words)) for one in every]
    assert [len(sentences) for sentences in told] == [4, 1, 1]
    assert all(sentence.endswith(".") for sentences in told for sentence in sentences)
    assert "90" in told[0][0]
    assert list(habit_sentences(replace(STEADY, lifts_before=0), words)) == []
