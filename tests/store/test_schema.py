"""Databases of every version become the latest one, all of the way or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tilcoach.store import History, schema

VERSION_1 = Path(__file__).with_name("history_1.sql")
MORE = (*schema.MIGRATIONS, ("ALTER TABLE session ADD COLUMN mood TEXT",))
FAULTY = (*schema.MIGRATIONS, ("ALTER TABLE session ADD COLUMN mood TEXT", "NONSENSE"))


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def later(monkeypatch: pytest.MonkeyPatch, migrations: tuple[tuple[str, ...], ...]) -> None:
    """Let the program be of a later version."""
    schema._tables_of_a_new_one.cache_clear()
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(schema, "LATEST", len(migrations))
    monkeypatch.setattr("tilcoach.store.database.LATEST", len(migrations))


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    schema._tables_of_a_new_one.cache_clear()


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
        assert schema.version_of(other) == 2
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
    assert history.kept_aside == ()


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
