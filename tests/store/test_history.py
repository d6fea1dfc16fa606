"""What is saved comes back as it was, and stays apart by session and profile."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from tilcoach.coaching import Pattern, Verdict
from tilcoach.errors import InputError, StoreError
from tilcoach.session_files import SessionDocument, json_text
from tilcoach.store import (
    DEFAULT_PROFILE,
    History,
    NewLift,
    SameFilm,
    SavedLift,
    counted,
    weeks,
)

Make = Callable[..., NewLift]
Save = Callable[..., int]

ROOT = Path(__file__).parents[2]


def test_where_nothing_was_saved_reading_makes_nothing(history: History) -> None:
    assert history.sessions() == ()
    assert [profile.name for profile in history.profiles.all()] == [""]
    history.erase_session(1)
    history.write_note(1, "niets")
    history.profiles.erase(1)
    history.erase_all()
    assert not history.path.parent.exists()


def test_a_lift_comes_back_as_it_was_saved(
    history: History, document: SessionDocument, lift: Make, monday: datetime
) -> None:
    made = lift(1, Verdict.FOUT)
    number = history.add_session(DEFAULT_PROFILE, monday, document, [made])
    (session,) = history.sessions()
    assert (session.number, session.started_at, session.note) == (number, monday, "")
    assert session.lifts == (SavedLift(made.person, made.view, made.part),)
    assert history.curves(number) == {(1, 1): made.curves}


def test_the_document_of_a_session_is_the_one_that_was_saved_with_its_lifts(
    history: History, document: SessionDocument, lift: Make, monday: datetime
) -> None:
    lifts = (lift(1), lift(2))
    (person,) = document.people
    whole = document.model_copy(
        update={"people": (person.model_copy(update={"lifts": tuple(x.part for x in lifts)}),)}
    )
    history.add_session(DEFAULT_PROFILE, monday, whole, lifts)
    (session,) = history.sessions()
    assert session.document == whole
    schema = json.loads((ROOT / "docs" / "session.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(json_text(session.document)), schema)


def test_lifts_are_added_one_by_one_and_the_last_word_counts(
    history: History, document: SessionDocument, lift: Make, save: Save
) -> None:
    number = save(lifts=1)
    assert history.add_lift(number, document, lift(2))
    assert history.add_lift(number, document, lift(2, Verdict.FOUT))
    assert history.add_lift(number, document, lift(1, person=2))
    (session,) = history.sessions()
    assert [(x.person, x.part.lift) for x in session.lifts] == [(1, 1), (1, 2), (2, 1)]
    verdicts = {f.pattern: f.verdict for f in session.lifts[1].part.findings}
    assert verdicts[Pattern.STRAIGHT_LEGS] == Verdict.FOUT
    assert [person.person for person in session.document.people] == [1, 2]


def test_a_lift_does_not_go_into_another_session_of_the_same_number(
    history: History, document: SessionDocument, lift: Make, monday: datetime
) -> None:
    before = monday - timedelta(hours=1)
    number = history.add_session(DEFAULT_PROFILE, before, document, [lift(1)])
    history.erase_all()
    assert history.add_session(DEFAULT_PROFILE, monday, document, [lift(1)]) == number
    assert not history.add_lift(number, document, lift(2), before)
    assert [x.part.lift for x in history.session(number).lifts] == [1]
    assert history.add_lift(number, document, lift(2), monday)


def test_a_lift_for_a_session_that_is_gone_is_not_saved(
    history: History, document: SessionDocument, lift: Make, save: Save
) -> None:
    number = save()
    history.erase_session(number)
    assert not history.add_lift(number, document, lift(2))
    assert history.sessions() == ()


def test_sessions_come_in_order_and_by_profile(history: History, save: Save) -> None:
    anna = history.profiles.add("Anna")
    numbers = [save(), save(lifts=2, days=1, profile=anna.number), save(days=2)]
    assert [session.number for session in history.sessions()] == numbers
    assert [session.number for session in history.sessions(anna.number)] == [numbers[1]]
    assert len(history.session(numbers[1]).lifts) == 2


def test_a_session_that_is_not_there_is_named(history: History, save: Save) -> None:
    save()
    with pytest.raises(InputError, match="no session 7"):
        history.session(7)
    assert history.curves(7) == {}


def test_nothing_is_saved_under_a_profile_that_is_gone(history: History, save: Save) -> None:
    anna = history.profiles.add("Anna")
    history.profiles.erase(anna.number)
    with pytest.raises(StoreError, match="gone"):
        save(profile=anna.number)
    assert history.sessions() == ()


def test_a_note_is_kept_with_its_session(history: History, save: Save) -> None:
    first, second = save(), save()
    history.write_note(second, " Ging goed; één keer gestopt. \n")
    assert history.session(second).note == "Ging goed; één keer gestopt."
    assert history.session(first).note == ""


def test_numbers_are_never_given_twice(history: History, save: Save) -> None:
    first = save()
    history.erase_session(first)
    assert save() > first


def test_a_film_that_is_analysed_again_is_counted_once_and_keeps_its_note(
    history: History, document: SessionDocument, lift: Callable[..., NewLift], monday: datetime
) -> None:
    first = history.save_film(1, monday, document, [lift(1), lift(2)])
    history.write_note(first, "eerste keer")
    again = history.save_film(1, monday + timedelta(days=3), document, [lift(1)])
    assert again == first
    (session,) = history.sessions()
    assert (len(session.lifts), session.note, session.started_at) == (1, "eerste keer", monday)
    anna = history.profiles.add("Anna").number
    other = document.source.model_copy(update={"sha256": "cd" * 32})
    assert history.save_film(anna, monday, document, [lift(1)]) != first
    new = document.model_copy(update={"source": other})
    assert history.save_film(1, monday, new, [lift(1)]) != first
    assert len(history.sessions()) == 3


def test_a_film_may_stand_beside_its_older_session_and_counts_once(
    history: History, document: SessionDocument, lift: Callable[..., NewLift], monday: datetime
) -> None:
    first = history.save_film(1, monday, document, [lift(1), lift(2)])
    second = history.save_film(1, monday, document, [lift(1)], SameFilm.BESIDE)
    assert history.older_session(1, document.source.sha256) == second != first
    assert history.older_session(1, "") is None
    assert [session.number for session in history.sessions()] == [first, second]
    assert [session.number for session in counted(history.sessions())] == [second]
    assert history.plans.lifts_by_day(1, monday.date()) == {monday.date(): 1}
    assert sum(week.lifts for week in weeks(counted(history.sessions()))) == 1


def test_sessions_before_the_camera_and_of_other_profiles_all_count(
    history: History, document: SessionDocument, lift: Callable[..., NewLift], monday: datetime
) -> None:
    source = document.source.model_copy(update={"sha256": ""})
    camera = document.model_copy(update={"source": source})
    anna = history.profiles.add("Anna").number
    for profile in (1, 1, anna):
        history.save_film(profile, monday, camera, [lift(1)])
    history.save_film(1, monday, document, [lift(1)])
    history.save_film(anna, monday, document, [lift(1)])
    assert len(counted(history.sessions())) == len(history.sessions()) == 5
    assert history.plans.lifts_by_day(1, monday.date()) == {monday.date(): 3}
