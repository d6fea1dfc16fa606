"""What is erased is gone from the disk: rows, pages, and the files that SQLite keeps beside."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tilcoach.atomic_files import hidden_path
from tilcoach.errors import StoreError
from tilcoach.store import History, Profile, settings_path

Save = Callable[..., int]
Bytes = Callable[[], bytes]

# Long words, so that a page holding one cannot look like anything else.
NOTE, FILM, NAME = "Zeldzaamwoordinnotitie", "Bijzonderefilmnaam.mp4", "Uniekeprofielnaam"


@pytest.fixture
def marked(history: History, save: Save) -> int:
    """Save a session that can be found on disk by its words, among others without them."""
    save(lifts=3)
    profile = history.profiles.add(NAME)
    number = save(lifts=5, profile=profile.number, name=FILM)
    history.write_note(number, NOTE)
    save(lifts=3)
    return number


def test_the_words_can_be_found_before(marked: int, stored_bytes: Bytes) -> None:
    assert marked
    for word in (NOTE, FILM, NAME):
        assert word.encode() in stored_bytes()


def test_nothing_of_an_erased_session_is_left_on_disk(
    history: History, marked: int, stored_bytes: Bytes
) -> None:
    history.erase_session(marked)
    assert len(history.sessions()) == 2
    assert NOTE.encode() not in stored_bytes()
    assert FILM.encode() not in stored_bytes()


def test_nothing_is_left_while_another_window_has_the_history_open(
    history: History, marked: int, stored_bytes: Bytes
) -> None:
    with closing(sqlite3.connect(history.path)) as other:
        other.execute("SELECT count(*) FROM lift").fetchone()  # its -wal and -shm stay for now
        history.erase_session(marked)
        assert history.path.with_name("history.sqlite-wal").exists()
        assert NOTE.encode() not in stored_bytes()


def test_an_older_note_is_gone(history: History, marked: int, stored_bytes: Bytes) -> None:
    history.write_note(marked, "kort")
    assert NOTE.encode() not in stored_bytes()


def test_a_profile_goes_with_its_sessions(
    history: History, marked: int, stored_bytes: Bytes
) -> None:
    history.profiles.erase(history.profiles.named(NAME).number)
    assert marked not in [session.number for session in history.sessions()]
    for word in (NOTE, FILM, NAME):
        assert word.encode() not in stored_bytes()


def test_an_older_name_of_a_profile_is_gone(
    history: History, marked: int, stored_bytes: Bytes
) -> None:
    assert marked
    history.profiles.change(Profile(history.profiles.named(NAME).number, "Anders"))
    assert NAME.encode() not in stored_bytes()


def test_the_profile_without_a_name_stays_empty_and_without_settings(
    history: History, save: Save
) -> None:
    history.profiles.change(Profile(1, "", 30, {"height_cm": 170}))
    save()
    history.profiles.erase(1)
    assert history.profiles.all() == (Profile(1, ""),)
    assert history.sessions() == ()
    save()


@pytest.mark.usefixtures("marked")
def test_erasing_all_leaves_no_file_and_no_folder(history: History) -> None:
    (history.path.parent / "history.kept-1.sqlite").write_bytes(b"damaged")
    (history.path.parent / "history.kept-1.sqlite-wal").write_bytes(b"damaged")
    history.erase_all()
    assert not history.path.parent.exists()
    assert history.sessions() == ()


@pytest.mark.usefixtures("marked")
def test_after_erasing_all_a_new_history_begins(history: History, save: Save) -> None:
    history.erase_all()
    save()
    assert len(history.sessions()) == 1


def test_erasing_all_removes_what_cannot_be_read_as_well(history: History) -> None:
    history.path.parent.mkdir()
    history.path.write_bytes(b"no database at all" * 100)
    history.erase_all()
    assert not history.path.parent.exists()


@pytest.mark.usefixtures("marked")
def test_what_is_not_ours_stays(history: History) -> None:
    other = history.path.with_name("brief.txt")
    other.write_text("van iemand anders", encoding="utf-8")
    history.erase_all()
    assert list(history.path.parent.iterdir()) == [other]


@pytest.mark.usefixtures("marked")
def test_a_history_in_use_is_not_erased_half(history: History) -> None:
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use"):
            history.erase_all()
        other.execute("ROLLBACK")
    assert len(history.sessions()) == 3


@pytest.mark.usefixtures("marked")
def test_a_disk_that_does_not_let_go_is_told(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path, *, missing_ok: bool = False) -> None:
        del missing_ok
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StoreError, match="cannot be removed"):
        history.erase_all()


def test_a_stop_between_erasing_and_removing_leaves_a_history_that_works(
    history: History, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    save()

    def stop(_folder: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("tilcoach.store.history.remove_all", stop)
        with pytest.raises(KeyboardInterrupt):
            history.erase_all()
    assert history.profiles.all() == (Profile(1, ""),)
    assert history.profiles.named("").number == 1
    save()
    assert len(history.sessions(1)) == 1


def test_what_another_window_holds_on_to_counts_as_erased_until_it_lets_go(
    history: History, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    save()

    def refuse(_: Path, *, missing_ok: bool = False) -> None:
        del missing_ok
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(StoreError, match="cannot be removed"):
            history.erase_all()
        again = History(history.path.parent)
        assert again.sessions() == ()
        with pytest.raises(StoreError, match="in use"):  # it would be erased with the rest
            save()
    save()
    assert len(history.sessions()) == 1
    assert not list(history.path.parent.glob(".erased"))


def test_erasing_all_takes_settings_along_that_were_half_written(
    history: History, save: Save
) -> None:
    save()
    path = settings_path(history.path.parent)
    half = path.with_name(hidden_path(path, ".1.part").name)
    half.write_text("height_cm = 180", encoding="utf-8")
    history.erase_all()
    assert not history.path.parent.exists()
