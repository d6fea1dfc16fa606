"""Plans in the history: followed, changed, ended, exported, and with results beside them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tilcoach.coaching import Pattern
from tilcoach.config import Settings
from tilcoach.errors import StoreError
from tilcoach.plan import Plan, PlanResults, checked_plan, file_text, new_code, read_plan_file
from tilcoach.store import (
    DEFAULT_PROFILE,
    History,
    export_bytes,
    plan_results,
    read_import,
    results_of,
)

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, tzinfo=UTC)
Save = Callable[..., int]


def make_plan(**parts: object) -> Plan:
    return checked_plan({"code": new_code(), "made_on": MONDAY, **parts})


def test_where_nothing_was_saved_there_is_no_plan_and_no_file(history: History) -> None:
    assert history.plans.all() == ()
    assert history.plans.followed(DEFAULT_PROFILE) is None
    assert history.plans.lifts_by_day(DEFAULT_PROFILE, MONDAY) == {}
    assert not history.path.exists()


def test_a_profile_follows_the_plan_that_was_opened_last(history: History) -> None:
    first, second = make_plan(), make_plan(lifts=5)
    history.plans.open(DEFAULT_PROFILE, first, MONDAY)
    opened = history.plans.open(DEFAULT_PROFILE, second, MONDAY)
    assert opened.plan == second
    assert history.plans.followed(DEFAULT_PROFILE) == opened
    assert [saved.is_followed for saved in history.plans.all()] == [False, True]
    history.plans.stop(opened.number)
    assert history.plans.followed(DEFAULT_PROFILE) is None


def test_a_plan_that_changed_goes_on_from_its_first_day(history: History) -> None:
    plan = make_plan()
    history.plans.open(DEFAULT_PROFILE, plan, MONDAY)
    easier = plan.model_copy(update={"lifts": 6})
    opened = history.plans.open(DEFAULT_PROFILE, easier, MONDAY + timedelta(days=9))
    assert (opened.opened_on, opened.plan.lifts) == (MONDAY, 6)
    assert len(history.plans.all()) == 1


def test_each_profile_has_its_own(history: History) -> None:
    anna = history.profiles.add("Anna")
    history.plans.open(anna.number, make_plan(), MONDAY)
    assert history.plans.followed(DEFAULT_PROFILE) is None
    history.profiles.erase(anna.number)
    assert history.plans.all() == ()


def test_under_a_profile_that_is_gone_nothing_is_opened(history: History) -> None:
    with pytest.raises(StoreError, match="is gone"):
        history.plans.open(99, make_plan(), MONDAY)
    assert history.plans.all() == ()


def test_the_targets_hold_over_the_settings_by_the_height_of_the_person(history: History) -> None:
    plan = make_plan(targets={"hands_at_most_cm": 40}, load_kg=5)
    settings = history.plans.open(DEFAULT_PROFILE, plan, MONDAY).lay_over(Settings(height_cm=160))
    assert settings.limits.values()["load_distance_ratio"] == pytest.approx(0.25)
    assert (settings.load_kg, settings.height_cm) == (5, 160)


def test_lifts_are_counted_by_day(history: History, save: Save) -> None:
    save(lifts=2)
    save(lifts=1)
    save(lifts=3, days=2)
    counted = history.plans.lifts_by_day(DEFAULT_PROFILE, MONDAY)
    assert counted == {MONDAY: 3, MONDAY + timedelta(days=2): 3}
    assert history.plans.lifts_by_day(DEFAULT_PROFILE, MONDAY + timedelta(days=1)) == {
        MONDAY + timedelta(days=2): 3
    }


def test_a_plan_goes_to_the_patient_and_its_results_come_back(
    history: History, save: Save, tmp_path: Path
) -> None:
    at_clinic = History(tmp_path / "clinic")
    anna = at_clinic.profiles.add("Anna")
    made = at_clinic.plans.open(anna.number, make_plan(message="Rustig aan."), MONDAY)

    arrived = read_plan_file(file_text(made.plan).encode(), "anna.tilcoach")
    assert isinstance(arrived, Plan)
    opened = history.plans.open(DEFAULT_PROFILE, arrived, MONDAY + timedelta(days=1))
    save(lifts=4)  # the day before the plan
    number = save(lifts=2, days=3)
    history.write_note(number, "Ging goed.\tEcht.")
    written = plan_results(history, opened, MONDAY + timedelta(days=4))

    back = read_plan_file(file_text(written).encode(), "terug.tilcoach")
    assert isinstance(back, PlanResults)
    beside = at_clinic.plans.put_results(DEFAULT_PROFILE, back)
    assert (beside.number, beside.profile, beside.is_followed) == (made.number, anna.number, True)
    assert beside.results == written
    assert results_of(at_clinic, beside, MONDAY) == written
    assert results_of(history, opened, MONDAY).sessions == written.sessions
    (session,) = written.sessions
    assert (session.lifts, session.note) == (2, "Ging goed. Echt.")
    assert sum(session.patterns[Pattern.TWIST_WITH_LOAD].model_dump().values()) == 2
    assert session.medians["trunk_rotation_deg"] is not None


def test_notes_stay_at_home_when_the_patient_wants_so(history: History, save: Save) -> None:
    opened = history.plans.open(DEFAULT_PROFILE, make_plan(), MONDAY)
    history.write_note(save(), "Voor mij alleen.")
    written = plan_results(history, opened, MONDAY, with_notes=False)
    assert "Voor mij" not in file_text(written)


def test_newer_results_take_the_place_of_older_ones(history: History) -> None:
    plan = make_plan()
    older = PlanResults(plan=plan, opened_on=MONDAY, written_on=MONDAY)
    newer = older.model_copy(update={"written_on": MONDAY + timedelta(days=7)})
    history.plans.put_results(DEFAULT_PROFILE, older)
    beside = history.plans.put_results(DEFAULT_PROFILE, newer)
    assert history.plans.all() == (beside,)
    assert beside.results == newer
    assert not beside.is_followed


def test_an_export_brings_plans_to_another_computer(history: History, tmp_path: Path) -> None:
    anna = history.profiles.add("Anna")
    here = history.plans.open(anna.number, make_plan(), MONDAY)
    results = PlanResults(plan=here.plan, opened_on=MONDAY, written_on=MONDAY)
    here = history.plans.put_results(anna.number, results)
    other = History(tmp_path / "other")
    arrivals = read_import(export_bytes(history), "export", NOW)
    for _ in range(2):  # what is here already stays as it is
        other.import_bundle(arrivals)
    (there,) = other.plans.all()
    assert (there.plan, there.results, there.is_followed) == (here.plan, here.results, True)
    assert other.plans.followed(other.profiles.named("Anna").number) == there


def test_an_import_does_not_change_what_is_followed_here(history: History, tmp_path: Path) -> None:
    history.plans.open(DEFAULT_PROFILE, make_plan(), MONDAY)
    other = History(tmp_path / "other")
    own = other.plans.open(DEFAULT_PROFILE, make_plan(), MONDAY)
    other.import_bundle(read_import(export_bytes(history), "export", NOW))
    assert len(other.plans.all()) == 2
    assert other.plans.followed(DEFAULT_PROFILE) == own


def test_a_plan_that_was_tampered_with_is_not_followed(history: History) -> None:
    opened = history.plans.open(DEFAULT_PROFILE, make_plan(), MONDAY)
    with closing(sqlite3.connect(history.path)) as other, other:
        other.execute("UPDATE plan SET document = json_set(document, '$.lifts', 1e9)")
    assert history.plans.followed(DEFAULT_PROFILE) is None
    (row,) = history.plans.unreadable_rows()
    assert row["number"] == opened.number


def test_an_erased_plan_leaves_nothing_on_the_disk(history: History) -> None:
    opened = history.plans.open(DEFAULT_PROFILE, make_plan(message="Zebrapad"), MONDAY)
    assert b"Zebrapad" in _bytes(history)
    history.plans.erase(opened.number)
    assert b"Zebrapad" not in _bytes(history)


def _bytes(history: History) -> bytes:
    return b"".join(path.read_bytes() for path in history.path.parent.iterdir())
