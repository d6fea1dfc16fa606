"""Databases of every version become the latest one, all of the way or not at all."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tilcoach.coaching import Pattern, Reason, Verdict
from tilcoach.config import Settings
from tilcoach.errors import StoreError
from tilcoach.i18n import translator
from tilcoach.session_files import unknown_codes
from tilcoach.store import (
    History,
    export_bytes,
    read_import,
    schema,
    unknown_code_notices,
    unreadable_notices,
)

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
VERSION_1 = Path(__file__).with_name("history_1.sql")
LATER = Path(__file__).with_name("history_later.sql")
MORE = (*schema.MIGRATIONS, ("ALTER TABLE session ADD COLUMN mood TEXT",))
FAULTY = (*schema.MIGRATIONS, ("ALTER TABLE session ADD COLUMN mood TEXT", "NONSENSE"))


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def later(monkeypatch: pytest.MonkeyPatch, migrations: tuple[tuple[str, ...], ...]) -> None:
    """Let the program be of a later version."""
    _forget_new_ones()
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(schema, "LATEST", len(migrations))
    monkeypatch.setattr("tilcoach.store.database.LATEST", len(migrations))


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    _forget_new_ones()


def _forget_new_ones() -> None:
    schema._tables_of_a_new_one.cache_clear()
    schema._columns_of_a_new_one.cache_clear()


def test_an_empty_database_becomes_one_of_the_latest_version(
    connection: sqlite3.Connection,
) -> None:
    assert schema.version_of(connection) == 0
    assert schema.is_ours(connection)
    assert not schema.is_whole(connection)
    schema.migrate(connection)
    assert schema.version_of(connection) == schema.LATEST
    assert schema.is_ours(connection)
    assert schema.is_whole(connection)
    schema.migrate(connection)  # twice is fine
    assert schema.is_whole(connection)


def test_a_database_without_a_table_is_not_whole(connection: sqlite3.Connection) -> None:
    schema.migrate(connection)
    connection.execute("DROP INDEX session_of_profile")
    assert not schema.is_whole(connection)


def test_an_older_history_is_brought_up_to_date(
    history: History, save: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    save(lifts=2)
    later(monkeypatch, MORE)
    (session,) = history.sessions()
    assert len(session.lifts) == 2
    with closing(sqlite3.connect(history.path)) as other:
        assert schema.version_of(other) == len(MORE)
        assert other.execute("SELECT mood FROM session").fetchall() == [(None,)]


def test_a_step_that_fails_leaves_everything_as_it_was(
    history: History, save: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    save(lifts=2)
    with monkeypatch.context() as patched:
        later(patched, FAULTY)
        with pytest.raises(sqlite3.OperationalError, match="NONSENSE"):
            history.sessions()
    schema._tables_of_a_new_one.cache_clear()
    (session,) = history.sessions()
    assert len(session.lifts) == 2
    assert history.set_aside_files == ()


def test_a_history_of_version_1_can_be_read_for_ever(history: History) -> None:
    history.path.parent.mkdir()
    with closing(sqlite3.connect(history.path)) as old:
        old.executescript(VERSION_1.read_text(encoding="utf-8"))
    (session,) = history.sessions()
    assert session.note == "Eerste keer, ging goed."
    assert session.started_at.isoformat() == "2026-03-02T09:30:00+01:00"
    assert [lift.part.lift for lift in session.lifts] == [1, 2]
    assert session.document.people[0].lifts[1].measures.stoop_squat_index == 50
    assert len(history.curves(session.number)[1, 2].time_s) == 60
    assert [profile.name for profile in history.profiles.all()] == ["", "Anna"]
    assert history.profiles.named("Anna").settings == {"height_cm": 168.0}


def later_history(history: History) -> None:
    history.path.parent.mkdir()
    with closing(sqlite3.connect(history.path)) as made:
        made.executescript(LATER.read_text(encoding="utf-8"))


def test_a_history_of_a_later_version_that_only_added_is_read(history: History) -> None:
    later_history(history)
    (session,) = history.sessions()
    (lift,) = session.lifts
    assert lift.view.label == "above"
    assert lift.part.load.source == "scale"
    assert lift.part.finding(Pattern.LOAD_FAR).verdict is Verdict.GOED
    assert lift.part.finding(Pattern.TWIST_WITH_LOAD).reason == "mirror_image"
    assert lift.part.finding(Pattern.STRAIGHT_LEGS).reason is Reason.NOT_RECORDED
    assert unknown_codes(session.document) == (
        "breathe_out", "jerk", "mirror_image", "scale", "snow",
    )  # fmt: skip
    curves = history.curves(session.number)[1, 1]
    assert list(curves.trunk_flexion_deg) == [0, 1, 2]
    assert list(curves.stoop_squat_index) == [None] * 3
    assert history.set_aside_files == ()


def test_the_settings_of_a_later_version_hold_as_far_as_they_are_known(history: History) -> None:
    later_history(history)
    anna = history.profiles.named("Anna")
    many = {**anna.settings, "persons": 12}  # more people than this version can follow
    settings = replace(anna, settings=many).lay_over(Settings())
    assert settings.height_cm == 168
    assert settings.persons == 1
    assert settings.limits.values()["stoop_squat_index"] == 60
    assert settings.limits.values().keys() == Settings().limits.values().keys()


def test_what_makes_no_sense_is_left_out_and_told(history: History) -> None:
    later_history(history)
    (row,) = history.unreadable_rows()
    assert (row.session, row.is_lift, row.columns["number"]) == (1, True, 2)
    assert history.unreadable_rows(profile=2) == ()
    (sentence,) = unreadable_notices([row], translator("nl"))
    assert sentence.startswith("Sessie 1: 1 tilbeweging is niet te lezen")
    (sentence,) = unknown_code_notices(history.sessions(), translator("en"))
    assert "breathe_out, jerk" in sentence


def test_it_can_be_added_to_exported_and_erased(history: History, save: Callable[..., int]) -> None:
    later_history(history)
    second = save(lifts=2)
    assert [session.number for session in history.sessions()] == [1, second]
    with zipfile.ZipFile(io.BytesIO(export_bytes(history))) as archive:
        unreadable, plan = json.loads(archive.read("unreadable.json"))
        lifts = archive.read("lifts.csv").decode().splitlines()
    assert '"verdict":"perhaps"' in unreadable["document"]
    assert '"breathing":"slow"' in plan["document"]
    assert len(lifts) == 1 + 3
    assert "jerk_measured" in lifts[0]
    history.erase_all()
    assert not history.path.parent.exists()


def test_what_a_later_version_saved_can_be_brought_into_another_history(
    history: History, tmp_path: Path
) -> None:
    later_history(history)
    other = History(tmp_path / "other")
    assert other.import_bundle(read_import(export_bytes(history), "export", MONDAY)) == 1
    (here,), (there,) = history.sessions(), other.sessions()
    assert here.document == there.document
    assert other.profiles.named("Anna").settings == history.profiles.named("Anna").settings


def test_a_database_that_lost_the_number_of_its_version_is_read(
    history: History, save: Callable[..., int]
) -> None:
    save()
    with closing(sqlite3.connect(history.path)) as other:
        other.execute("PRAGMA user_version = 0")
    assert len(history.sessions()) == 1


@pytest.mark.parametrize("version", [-1, -65536, 4 << 16 | 4, 99])
def test_a_version_for_newer_programs_is_left_alone(
    history: History, save: Callable[..., int], version: int
) -> None:
    save()
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(StoreError, match="newer tilcoach"):
        history.sessions()
    assert history.set_aside_files == ()
