"""The history fails while lifts are saved: it is said, and no finished lift is lost."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.faults.live import Session

from tilcoach.store import History

Start = Callable[..., Session]
NO_MORE = 0
GARBAGE = b"No database at all.\n" * 500


def lifts(history: History) -> int:
    return sum(len(session.lifts) for session in history.sessions())


def test_killed(start: Start, history: History) -> None:
    """The server is killed (-9) mid-session | every lift reported as saved is there, whole."""
    session = start()
    saved = session.saves()
    session.kill()
    assert lifts(history) >= saved
    assert history.set_aside_files == ()


def test_closed_mid_lift(start: Start, history: History) -> None:
    """The tab is closed in mid-lift | the camera is released; every finished lift is there."""
    session = start()
    saved = session.saves()
    session.until(lambda told: bool({"reaching", "grasping", "lifting"} & set(told["phases"])))
    session.say("leave")
    session.until(lambda told: not told["running"])
    assert lifts(history) >= saved


def test_disk_full(start: Start, history: History) -> None:
    """The disk is full while lifts are saved | reported; the lifts wait, and are saved later."""
    session = start()
    saved = session.saves()
    _, most = resource.prlimit(session.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(session.process.pid, resource.RLIMIT_FSIZE, (NO_MORE, most))
    told = session.until(lambda told: told["waiting"] > 0)
    assert "cannot be reached" in told["saving"]
    assert "disk is full" in told["saving"]
    resource.prlimit(session.process.pid, resource.RLIMIT_FSIZE, (most, most))
    session.until(lambda told: told["saved"] > saved and not told["waiting"])
    session.kill()
    assert lifts(history) > saved


def test_locked(start: Start, history: History) -> None:
    """The database is locked by another program | reported; the lifts wait, and are saved later."""
    session = start()
    saved = session.saves()
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = session.until(lambda told: told["waiting"] > 0)
        assert "in use by another window or program" in told["saving"]
        other.execute("ROLLBACK")
    session.until(lambda told: told["saved"] > saved and not told["waiting"])


def test_damaged(start: Start, history: History) -> None:
    """The database is damaged mid-session | set aside as it is, reported; a new one begins."""
    session = start()
    saved = session.saves()
    damaged(history.path)
    told = session.until(lambda told: "is kept as" in told["saving"] or told["saved"] > saved)
    session.until(lambda told: told["saved"] > saved and not told["waiting"])
    session.kill()
    (aside,) = history.set_aside_files
    assert aside.read_bytes() == GARBAGE
    assert aside.name in told["saving"] or lifts(history) >= 1


def damaged(path: Path) -> None:
    """Put something else in the place of a database, at once, as a bad copy would."""
    other = path.with_name("other")
    other.write_bytes(GARBAGE)
    for companion in ("-wal", "-shm"):
        path.with_name(path.name + companion).unlink(missing_ok=True)
    other.replace(path)


def test_the_clock_is_set_back(start: Start, history: History, libfaketime: dict[str, str]) -> None:
    """The clock is set back by a year, and ahead again | lifts are found and timed as before."""
    session = start(**libfaketime)
    saved = session.saves()
    for moment in ("2025-11-22 12:00:00", "2030-01-01 00:00:00"):
        told = Path(libfaketime["FAKETIME_TIMESTAMP_FILE"])
        whole = told.with_suffix(".new")  # libfaketime ends a process that finds half a moment
        whole.write_text(f"@{moment}\n", encoding="utf-8")
        whole.replace(told)
        saved = session.saves(more_than=saved)
    session.kill()
    for session_ in history.sessions():
        for lift in session_.lifts:
            assert 0 <= lift.part.start_s < lift.part.grasp_s < lift.part.end_s
