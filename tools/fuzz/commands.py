"""Doors for the command line: any words behind ``tilcoach``, in this process and in real ones."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import strategies as st

import tilcoach
from tilcoach.cli.main import run
from tools.fuzz.corpus import FILMS, RECORDING, SESSION
from tools.fuzz.doors import REFUSED, TAKEN, Bench, Door, Outcome, check
from tools.fuzz.pictures import Somebody

_SOURCES = Path(tilcoach.__file__).parents[1]
_COMMANDS = (
    *(("analyze",), ("report",), ("history", "list"), ("history", "show"), ("history", "export")),
    *(("history", "erase"), ("models", "list"), ("models", "verify"), ("models", "add")),
    *(("models", "fetch"), ("doctor",), ("validate",), ("bench",), ("schema",), ("app",)),
    *(("history",), ("models",), (), ("analyse",), ("--version",), ("help",), ("--debug",)),
)
_OPTIONS = (
    *("--out", "--lang", "--model", "--load", "--height-cm", "--load-kg", "--persons"),
    *("--no-video", "--json", "--profile", "--last", "--language", "--all", "--yes", "--clips"),
    *("--labels", "--recordings", "--ablation", "--rounds", "--host", "--port", "--no-browser"),
    *("--help", "--version", "--nonsense", "-x", "--", "--out=", "--lang=en", "--height-cm=nan"),
)
_FILES = (
    *("film.mp4", "broken.mp4", "letter.txt", "nothing.mp4", "folder", "session.json", "*.mp4"),
    *("profile.toml", "labels.csv", "recording.npz", "folder/new", "film.mp4/x", ".", "/", "-"),
    *("report.pdf", "nowhere/here.pdf", "/proc/x", "/dev/null"),
)
_VALUES = (
    *("nl", "en", "de", "full", "lite", "auto", "yes", "no", "", " ", "0", "1", "-1", "3", "250"),
    *("172.5", "nan", "inf", "1e5", "Anna", "{x}", "%s", "[red]", "\udcff", "é", "💪", "a" * 300),
)
_WORD = st.one_of(
    st.sampled_from(_OPTIONS),
    st.sampled_from(_FILES),
    st.sampled_from(_VALUES),
    st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=10),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What stands behind ``tilcoach``."""

    words: tuple[str, ...]


def _drawn(command: st.SearchStrategy[tuple[str, ...]], most: int = 6) -> st.SearchStrategy[Words]:
    rest = st.lists(_WORD, max_size=most).map(tuple)
    return st.builds(lambda first, more: Words((*first, *more)), command, rest)


def _here(words: Words, bench: Bench) -> Outcome:
    """Run a command in this process, without a network, a model, or another program."""
    said, faults = Terminal(), Terminal()
    with without_the_world(bench), redirect_stdout(said), redirect_stderr(faults):
        try:
            run(list(words.words))
        except SystemExit as end:
            code = end.code
    return judged(words, code, said.shown(), faults.shown())


class Terminal(io.TextIOWrapper):
    """Takes letters and bytes, as standard output does, and keeps them."""

    def __init__(self) -> None:
        self.kept = io.BytesIO()
        super().__init__(self.kept, encoding="utf-8", write_through=True)

    def shown(self) -> str:
        """Return what was written."""
        return self.kept.getvalue().decode(errors="replace")


@contextmanager
def without_the_world(bench: Bench) -> Iterator[None]:
    """Put some files in a folder, and run what follows in it: no network, model or program."""
    _furnish(bench)
    somebody = lambda *_: Somebody(bench.corpus / RECORDING)  # noqa: E731  a stand-in
    with ExitStack() as stack:
        stack.enter_context(chdir(bench.folder))
        stack.enter_context(mock.patch.dict(os.environ, {**_places(bench), "PATH": ""}))
        stack.enter_context(mock.patch("socket.socket.connect", side_effect=OSError(101, "none")))
        stack.enter_context(mock.patch("subprocess.run", _no_program))
        stack.enter_context(mock.patch("os.execve", side_effect=SystemExit(0)))  # the app's server
        stack.enter_context(mock.patch("tilcoach.batch.film_task.open_estimator", somebody))
        stack.enter_context(mock.patch("tilcoach.estimation.open_estimator", somebody))
        stack.enter_context(mock.patch("sys.stdin", io.StringIO()))
        yield


def _no_program(command: Any, **_: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401
    return subprocess.CompletedProcess(command, 0, "", "")


def _places(bench: Bench) -> dict[str, str]:
    """Return where tilcoach keeps things: never the places of the user who runs this."""
    return {
        "TILCOACH_HISTORY": str(bench.folder / "data"),
        "TILCOACH_MODELS": str(bench.folder / "models"),
        "XDG_DATA_HOME": str(bench.folder / "share"),
    }


def _furnish(bench: Bench) -> None:
    """Put some files in reach of the words, all of them small."""
    folder = bench.folder
    (folder / "folder").mkdir()
    films = bench.corpus / FILMS
    shutil.copy(films / "two.mp4", folder / "film.mp4")
    (folder / "broken.mp4").write_bytes((films / "plain.mp4").read_bytes()[:900])
    for name in ("letter.txt",):
        shutil.copy(films / name, folder / name)
    for name in (SESSION, RECORDING):
        shutil.copy(bench.corpus / name, folder / name)
    (folder / "profile.toml").write_text('language = "en"\n', encoding="utf-8")
    row = "recording,start_s,end_s,label,ambiguous,notes\nrecording,0,3,ok,false,\n"
    (folder / "labels.csv").write_text(row, encoding="utf-8")


_EXITS = {0, 2, 3, 4}
_MAY_END_IN_1 = {"doctor", "app", "verify"}


def judged(words: Words, code: object, said: str, faults: str) -> Outcome:
    """Hold the end of a command against what the contract says of it."""
    allowed = code in _EXITS or (code == 1 and _MAY_END_IN_1 & set(words.words))
    check(bool(allowed) and "met something unexpected" not in faults, f"exit {code}: {faults}")
    if "--debug" not in words.words:
        check("Traceback" not in said + faults, f"a traceback: {faults}")
    check(code == 0 or bool(said.strip() or faults.strip()), f"exit {code} without a word")
    return TAKEN if code == 0 else REFUSED


def _really(words: Words, bench: Bench) -> Outcome:
    """Run a command in a process of its own, with the real model and all."""
    _furnish(bench)
    before = _tree(bench.folder)
    done = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-m", "tilcoach", *words.words],
        cwd=bench.folder,
        env={**os.environ, **_places(bench), "PYTHONPATH": str(_SOURCES)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    said, faults = (part.decode(errors="replace") for part in (done.stdout, done.stderr))
    if done.returncode not in {0, 3}:  # a film that cannot be read does not stop the others
        left = {path for path in _tree(bench.folder) - before if "data" not in path.parts}
        check(not left, f"left behind: {sorted(map(str, left))}")
    check(not list(bench.folder.rglob("*.part")), "half written")
    return judged(words, done.returncode, said, faults)


def _tree(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*")}


_RIGHT = (
    ("analyze", "film.mp4"),
    ("analyze", "film.mp4", "broken.mp4", "--no-video"),
    ("analyze", "film.mp4", "--json"),
    ("analyze", "film.mp4", "--out", "folder", "--profile", "profile.toml"),
    ("report", "session.json"),
    ("report", "session.json", "--out", "folder/report.pdf"),
    ("history", "list"),
    ("history", "export", "folder/all.zip"),
    ("history", "erase", "--all", "--yes"),
    ("validate", "--labels", "labels.csv"),
    ("validate", "--labels", "labels.csv", "--out", "folder/page"),
    ("models", "list"),
    ("schema",),
)
_OUTSIDE = {("app",), ("models", "fetch"), ("--debug",)}  # a server, a network
_INSIDE = tuple(command for command in _COMMANDS if command not in _OUTSIDE)

Attempt = Callable[[Words, Bench], Outcome]
DOORS = (
    Door(
        "words",
        "words on the command line, in one process",
        st.one_of(_drawn(st.sampled_from(_COMMANDS)), _drawn(st.sampled_from(_RIGHT), most=2)),
        _here,
        share=76,
        batch=200,
    ),
    Door(
        "process",
        "words on the command line, in real processes with the real model",
        st.one_of(_drawn(st.sampled_from(_INSIDE)), _drawn(st.sampled_from(_RIGHT), most=2)),
        _really,
        share=4,
        batch=50,
    ),
)
