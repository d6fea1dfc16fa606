"""Real processes of tilcoach, in places of their own, that something is taken away from."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.faults.live import Cameras, Session, write_films
from tools.fuzz.films import Film

import tilcoach
from tilcoach.store import History

SOURCES = Path(tilcoach.__file__).parents[1]
ROOT = SOURCES.parent


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    code: int
    said: str
    faults: str


@pytest.fixture(scope="session")
def camera_films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("camera")
    write_films(folder)
    return folder


@pytest.fixture
def cameras(camera_films: Path, tmp_path: Path) -> Cameras:
    return Cameras(camera_films, tmp_path / "camera.mkv")


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "data" / "history")


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which tilcoach keeps its things in a folder of this test."""
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(SOURCES), str(ROOT)]),
        "TILCOACH_HISTORY": str(tmp_path / "data" / "history"),
        "TILCOACH_MODELS": str(tmp_path / "models"),
        "TILCOACH_CAMERA": str(tmp_path / "camera.mkv"),
    }


@pytest.fixture
def start(places: dict[str, str], cameras: Cameras) -> Iterator[Callable[..., Session]]:
    """Start a live session: ``start()``, or ``start("--model", "full")``."""
    assert cameras.plug.exists()
    with ExitStack() as stack:

        def one(*words: str, **more: str) -> Session:
            session = Session({**places, **more}, *words)
            stack.callback(session.close)
            return session

        yield one


@pytest.fixture
def run(tmp_path: Path, places: dict[str, str]) -> Callable[..., Ended]:
    """Run ``tilcoach`` to its end: ``run("history", "list")``."""

    def to_its_end(*words: object, before: Callable[[], None] | None = None) -> Ended:
        done = subprocess.run(  # noqa: S603  our own words
            [sys.executable, "-m", "tilcoach", *map(str, words)],
            cwd=tmp_path,
            env=places,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=before,
        )
        assert "Traceback" not in done.stdout + done.stderr
        return Ended(done.returncode, done.stdout, done.stderr)

    return to_its_end


@pytest.fixture
def short_film(tmp_path: Path) -> Path:
    """Return a film of two pictures."""
    path = tmp_path / "short.mp4"
    Film("short.mp4", times_s=(0.0, 0.04), size_px=(160, 120)).write(tmp_path)
    return path


@pytest.fixture
def saved(history: History) -> Path:
    """Return a history that there is, with a profile in it."""
    history.profiles.add("Anna")
    return history.path


@pytest.fixture
def libfaketime(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which a file says what time it is; how fast it goes stays true."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))  # MT: for threads
    assert found, "There is no libfaketime: on Debian or Ubuntu run `apt-get install libfaketime`."
    moment = tmp_path / "moment"
    moment.write_text("+0\n", encoding="utf-8")
    return {
        "LD_PRELOAD": str(found[0]),
        "FAKETIME_TIMESTAMP_FILE": str(moment),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # or no thread ever waits for Python's lock: all spin
    }
