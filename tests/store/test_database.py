"""The database is private; one that is damaged stands aside and is never overwritten."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tilcoach.errors import InputError, StoreError
from tilcoach.i18n import translator
from tilcoach.store import DEFAULT_PROFILE, History, Profile
from tilcoach.store.paths import FOLDER_VARIABLE, history_folder

Save = Callable[..., int]

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def aside_bytes(history: History) -> list[bytes]:
    return [path.read_bytes() for path in history.set_aside_files]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_folder_and_files_are_for_this_user_alone(history: History, save: Save) -> None:
    umask = os.umask(0)
    try:
        save()
    finally:
        os.umask(umask)
    assert mode(history.path.parent) == 0o700
    with closing(sqlite3.connect(history.path)) as other:
        other.execute("SELECT count(*) FROM lift").fetchone()
        files = list(history.path.parent.iterdir())
        assert len(files) == 3  # with -wal and -shm
        assert {mode(path) for path in files} == {0o600}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_that_others_could_read_is_closed_to_them(history: History, save: Save) -> None:
    save()
    history.path.chmod(0o644)
    save()
    assert mode(history.path) == 0o600


def test_the_place_is_the_users_own_or_the_one_that_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "elsewhere"))
    assert history_folder() == tmp_path / "elsewhere"
    monkeypatch.delenv(FOLDER_VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert history_folder().name == "history"


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\x00" + bytes(500), b"xy"]
)
def test_what_cannot_be_read_is_kept_and_a_new_history_begins(
    history: History, save: Save, content: bytes
) -> None:
    history.path.parent.mkdir()
    history.path.write_bytes(content)
    with pytest.raises(StoreError, match=r"kept as history\.kept-1\.sqlite") as caught:
        history.sessions()
    assert "blijft bewaard als history.kept-1.sqlite" in translator("nl").error(caught.value)
    assert history.sessions() == ()
    save()
    assert len(history.sessions()) == 1
    assert aside_bytes(history) == [content]


def test_nothing_that_is_kept_is_overwritten_by_what_comes_later(history: History) -> None:
    history.path.parent.mkdir()
    for content in (b"first" * 50, b"second" * 50):
        history.path.write_bytes(content)
        with pytest.raises(StoreError):
            history.sessions()
    assert aside_bytes(history) == [b"first" * 50, b"second" * 50]


def test_somebody_elses_database_is_left_whole(history: History, save: Save) -> None:
    history.path.parent.mkdir()
    with closing(sqlite3.connect(history.path)) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    before = history.path.read_bytes()
    with pytest.raises(StoreError, match="kept"):
        save()
    assert aside_bytes(history) == [before]


def test_a_row_that_makes_no_sense_costs_nothing_but_itself(history: History, save: Save) -> None:
    for _ in range(3):
        save(lifts=2)
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("UPDATE lift SET document = '{}' WHERE session = 1 AND number = 2")
        other.execute("UPDATE lift SET curves = '[]' WHERE session = 1")
        other.execute("UPDATE session SET document = 'no JSON' WHERE number = 2")
        other.execute("UPDATE session SET note = CAST(x'6EFF' AS TEXT) WHERE number = 3")
    first, third = history.sessions()
    assert [lift.part.lift for lift in first.lifts] == [1]
    assert history.curves(first.number) == {}
    assert (len(third.lifts), third.note) == (2, "n\N{REPLACEMENT CHARACTER}")
    assert [(row.session, row.is_lift) for row in history.unreadable_rows()] == [
        (1, True),
        (2, False),
    ]
    with pytest.raises(InputError, match="cannot be read by this version"):
        history.session(2)
    assert history.set_aside_files == ()


def test_a_profile_that_makes_no_sense_keeps_its_name(history: History, save: Save) -> None:
    anna = history.profiles.add("Anna")
    save(profile=anna.number)
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("UPDATE profile SET settings = '[', lifts_per_week = 'often'")
    assert history.profiles.all() == (Profile(DEFAULT_PROFILE, ""), anna)
    assert len(history.sessions(anna.number)) == 1


def test_a_history_of_a_newer_version_is_left_alone(history: History, save: Save) -> None:
    save()
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("PRAGMA user_version = 99")
    before = history.path.read_bytes()
    for use in (history.sessions, save):
        with pytest.raises(StoreError, match="newer tilcoach"):
            use()
    assert history.path.read_bytes() == before
    assert history.set_aside_files == ()


def test_two_that_find_the_same_damage_put_it_aside_once(history: History, save: Save) -> None:
    save()
    healthy = history.path.read_bytes()

    def find_damage_late() -> None:
        with history._database.reading():
            history.path.rename(history.path.with_name("moved"))  # by the other one
            history.path.write_bytes(healthy)  # who then started again
            raise sqlite3.DatabaseError

    with pytest.raises(StoreError, match="just replaced"):
        find_damage_late()
    assert history.set_aside_files == ()
    assert history.path.read_bytes() == healthy


def test_a_program_that_holds_the_history_is_waited_for_and_then_told(
    history: History, save: Save
) -> None:
    save()
    with subprocess.Popen(  # noqa: S603  the program above
        [sys.executable, "-c", HOLD, str(history.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert len(history.sessions()) == 1  # reading goes on
        with pytest.raises(StoreError, match="in use"):
            save()
        holder.kill()
    save()
    assert len(history.sessions()) == 2
    assert history.set_aside_files == ()


def test_a_folder_that_is_a_file_is_told(history: History, save: Save) -> None:
    history.path.parent.write_bytes(b"")
    with pytest.raises(StoreError, match="cannot be reached"):
        save()


def test_a_full_disk_is_told_and_leaves_the_history_whole(
    history: History, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(lifts=2)
    monkeypatch.setattr(
        "tilcoach.store.database._SET_UP",
        ("PRAGMA foreign_keys = ON", f"PRAGMA max_page_count = {page_count(history)}"),
    )
    with pytest.raises(StoreError, match="full"):
        save(lifts=40)
    (session,) = history.sessions()
    assert len(session.lifts) == 2


def page_count(history: History) -> int:
    with closing(sqlite3.connect(history.path)) as other:
        return int(other.execute("PRAGMA page_count").fetchone()[0])


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_kept_as_it_was(
    history: History, save: Save, share: float
) -> None:
    save(lifts=9)
    whole = history.path.read_bytes()
    history.path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(StoreError, match="kept"):
        history.sessions()
    assert aside_bytes(history) == [whole[: int(len(whole) * share)]]


def test_a_format_that_nobody_knows_is_kept_as_it_was(history: History, save: Save) -> None:
    save()
    data = bytearray(history.path.read_bytes())
    data[44:48] = b"\0\0\0\x09"  # the number of the format in which the tables are described
    history.path.write_bytes(data)
    with pytest.raises(StoreError, match="kept as"):
        history.sessions()
    assert aside_bytes(history) == [data]


@pytest.mark.parametrize("seed", range(60))
def test_flipped_bytes_never_cost_more_than_a_sentence(
    history: History, save: Save, seed: int
) -> None:
    save(lifts=2)
    history.write_note(1, "n" * 300)
    damaged = bytearray(history.path.read_bytes())
    chance = random.Random(seed)  # noqa: S311  the same bytes every time
    for _ in range(chance.choice((1, 3, 30))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    history.path.write_bytes(damaged)
    for use in (history.sessions, save, history.profiles.all):
        with suppress(StoreError):
            use()
    if history.set_aside_files:
        assert aside_bytes(history)[0] == bytes(damaged)
    history.erase_all()
    assert not history.path.parent.exists()
