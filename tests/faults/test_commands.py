"""Commands that something is taken away from while they work: a sentence, and nothing half done."""

from __future__ import annotations

import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Event

import pytest
from tests.faults.conftest import ROOT, Ended
from tests.faults.live import Session

from tilcoach.estimation.model_files import find_bundle

Run = Callable[..., Ended]
FILM = ROOT / "sample_videos" / "squat_close.mp4"
A_FEW_BYTES = 300  # a session.json needs more
GARBAGE = b"No database at all.\n" * 500


def disk_full() -> None:
    """Let no file of this process grow: what a full disk does, without a disk of its own."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (A_FEW_BYTES, A_FEW_BYTES))


def wait_until_open(path: Path, process: subprocess.Popen[str]) -> None:
    """Wait until a process reads a file."""
    pause, descriptors = Event(), Path(f"/proc/{process.pid}/fd")
    while process.poll() is None:
        with suppress(OSError):  # one that was closed meanwhile
            if path.resolve() in {link.resolve() for link in descriptors.iterdir()}:
                return
        pause.wait(0.01)
    pytest.fail("It was done before it was seen to read.")


@pytest.mark.model
def test_disk_full(run: Run, short_film: Path, tmp_path: Path) -> None:
    """The disk is full while `analyze` writes | one sentence, code 3, nothing half written."""
    before = set(tmp_path.rglob("*"))
    ended = run("analyze", short_film, "--lang", "en", before=disk_full)
    assert ended.code == 3
    assert "cannot be written to" in ended.faults
    assert set(tmp_path.rglob("*")) == before


def test_no_model(run: Run, short_film: Path, tmp_path: Path) -> None:
    """The model file is removed, or cut off | one sentence with the remedy, code 4."""
    (tmp_path / "models").mkdir()
    whole = shutil.copy(find_bundle("full"), tmp_path / "models" / "own.task")
    Path(whole).write_bytes(Path(whole).read_bytes()[:100_000])
    for model in ("own", "gone"):
        ended = run("analyze", short_film, "--model", model, "--lang", "en")
        assert (ended.code, ended.said) == (4, "")
        assert "pose model" in ended.faults
    assert not (tmp_path / "out").exists()


def test_no_model_live(start: Callable[..., Session]) -> None:
    """The model file is removed before a live session | the page names the remedy."""
    start("--model", "gone").shows("There is no pose model called gone")


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Let what is started here listen to Ctrl-C: a test run in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c")
def test_stopped(tmp_path: Path, places: dict[str, str]) -> None:
    """Ctrl-C in the middle of `analyze` | one sentence, code 130, nothing half written."""
    process = subprocess.Popen(  # noqa: S603  our own words
        [sys.executable, "-m", "tilcoach", "analyze", str(FILM), "--lang", "en"],
        cwd=tmp_path,
        env=places,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    wait_until_open(FILM, process)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 130
    assert "Traceback" not in said
    assert not list(tmp_path.rglob("*.part"))
    assert not list(tmp_path.rglob("session.json"))


def test_history_locked(run: Run, saved: Path) -> None:
    """The database is locked when something is erased | one sentence, code 3, nothing erased."""
    with closing(sqlite3.connect(saved, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ended = run("history", "erase", "--all", "--yes", "--lang", "en")
        other.execute("ROLLBACK")
    assert ended.code == 3
    assert "in use by another window or program" in ended.faults
    assert saved.exists()


def test_history_damaged(run: Run, saved: Path) -> None:
    """The database is damaged | set aside unchanged, reported; the next use begins a new one."""
    saved.write_bytes(GARBAGE)
    ended = run("history", "list", "--lang", "en")
    assert ended.code == 3
    assert "is kept as history.kept-1.sqlite" in ended.faults
    assert saved.with_name("history.kept-1.sqlite").read_bytes() == GARBAGE
    assert run("history", "list", "--lang", "en").code == 0
