"""The door to the terminal: names and notes that would steer it, in whatever is printed."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from tilcoach.cli.main import run
from tools.fuzz.commands import Terminal, Words, judged, without_the_world
from tools.fuzz.corpus import EXPORT, FILMS, HISTORY, PLAN, SESSION
from tools.fuzz.doors import Bench, Door, Outcome, check
from tools.fuzz.odd import TEXTS

_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NAME = "NAME"  # stands for the odd name in a command
_COMMANDS = (
    ("analyze", _NAME),
    ("analyze", _NAME, "--no-video", "--json"),
    ("analyze", "film.mp4", "--out", _NAME),
    ("analyze", "film.mp4", "--profile", _NAME),
    ("analyze", "film.mp4", "--model", _NAME),
    ("analyze", "film.mp4", "--height-cm", _NAME),
    ("report", _NAME),
    ("report", "session.json", "--out", _NAME),
    ("report", "--profile", _NAME),
    ("history", "list"),
    ("history", "list", "--profile", _NAME),
    ("history", "show", "1"),
    ("history", "show", _NAME),
    ("history", "import", _NAME),
    ("history", "export", _NAME),
    ("history", "erase", "--profile", _NAME, "--yes"),
    ("plan", "open", _NAME),
    ("plan", "show"),
    ("plan", "results", _NAME),
    ("models", "add", _NAME, _NAME),
    ("models", "verify", _NAME),
    ("validate", "--labels", _NAME),
    ("app", "--host", _NAME),
    (_NAME,),
)


@dataclass(frozen=True, slots=True)
class Screen:
    """A command, with an odd name in it and odd texts in the history.

    Attributes
    ----------
    command
        What stands behind ``tilcoach``.
    name
        Of a file or a profile.
    note
        Of the session, the film and the profile that were saved.
    is_there
        Whether a file of that name exists.
    """

    command: tuple[str, ...]
    name: str
    note: str
    is_there: bool


def _print(case: Screen, bench: Bench) -> Outcome:
    words = tuple(case.name if word == _NAME else word for word in case.command)
    said, faults = Terminal(), Terminal()
    with without_the_world(bench), redirect_stdout(said), redirect_stderr(faults):
        _fill(bench, case.note)
        if case.is_there:
            _put_file(bench, case)
        try:
            run(list(words))
        except SystemExit as end:
            code = end.code
    shown = said.shown() + faults.shown()
    steers = _STEERS.search(shown)
    check(steers is None, f"{steers} steers the terminal: {shown!r}")
    return judged(Words(words), code, said.shown(), faults.shown())


def _put_file(bench: Bench, case: Screen) -> None:
    """Put a file under the odd name, of the kind that the command reads."""
    film = bench.corpus / FILMS / "two.mp4"
    kinds = {
        "analyze": film,
        "report": bench.corpus / SESSION,
        "history": bench.corpus / EXPORT,
        "plan": bench.corpus / PLAN,
    }
    path = Path(case.name)
    if case.name.strip() and path.name == case.name:
        shutil.copy(kinds.get(case.command[0], film), bench.folder / path)


def _fill(bench: Bench, note: str) -> None:
    """Put a history there, whose texts came from somewhere else."""
    folder = Path(os.environ["TILCOACH_HISTORY"])
    folder.mkdir(parents=True)
    shutil.copy(bench.corpus / "exchange" / HISTORY, folder / HISTORY)
    with closing(sqlite3.connect(folder / HISTORY)) as other:
        other.execute("UPDATE session SET note = ?", (note,))
        other.execute("UPDATE profile SET name = number || ? WHERE number <> 1", (note,))
        other.execute(
            "UPDATE session SET document = json_set(document, '$.source.name', ?)", (note[:200],)
        )
        other.execute("UPDATE plan SET document = json_set(document, '$.lift_what', 'x')")
        other.commit()


_FILE_NAMES = TEXTS.map(lambda text: text.replace("\0", "").replace("/", "")[:40])

DOORS = (
    Door(
        "terminal",
        "names of files and profiles, notes and words that would steer a terminal",
        st.builds(
            Screen,
            st.sampled_from(_COMMANDS),
            _FILE_NAMES,
            TEXTS.map(lambda text: text.encode("utf-8", "replace").decode()),
            st.booleans(),
        ),
        _print,
        share=20,
        batch=150,
    ),
)
