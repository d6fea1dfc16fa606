"""Ends a process right before its n-th call that writes: no clock and no luck decides where.

Python tells of every file that is opened to write, renamed, removed and so on before it happens
(audit events), and SQLite's statements pass through a connection of our own. What a process writes
between two such places is what the next one finds on disk.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tilcoach.errors import TilcoachError

CAN_CUT = hasattr(os, "fork")
_CUT, _DONE, _BROKEN = 9, 0, 3
_WRITES = {
    *("os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate"),
    *("os.symlink", "os.utime"),
}
_SETTINGS = ("foreign_keys", "secure_delete", "synchronous", "temp_store", "trusted", "cell_size")
_READS = ("SELECT", *(f"PRAGMA {name}" for name in _SETTINGS))  # nothing on disk changes
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class _Knife:
    """Counts the calls that write below a folder, and ends the process before one of them."""

    def __init__(self, folder: Path, place: int) -> None:
        self.folder = str(folder)
        self.left = place

    def count(self) -> None:
        self.left -= 1
        if not self.left:
            os._exit(_CUT)

    def hear(self, event: str, values: tuple[Any, ...]) -> None:
        if (event == "open" and values[2] & _WRITING and self._is_here(values[0])) or (
            event in _WRITES and any(map(self._is_here, values))
        ):
            self.count()

    def sync(self, file: int, really: Callable[[int], None] = os.fsync) -> None:
        """Lose half of what was not yet on disk, as a power cut may."""
        if self.left == 1:
            os.ftruncate(file, os.fstat(file).st_size // 2)
        self.count()
        really(file)

    def _is_here(self, path: object) -> bool:
        return isinstance(path, str | bytes | os.PathLike) and self.folder in os.fsdecode(path)


def cut(work: Callable[[], object], folder: Path, place: int) -> bool:
    """Do something in a process that ends before its n-th write; return whether it got through.

    Parameters
    ----------
    work
        What to do; a refusal of tilcoach is fine.
    folder
        Writes below it count.
    place
        The number of the write, from 1.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads: this child needs none
        child = os.fork()
    if not child:
        _run(work, _Knife(folder, place))
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (_CUT, _DONE), f"ended with {code}"
    return code == _DONE


def _run(work: Callable[[], object], knife: _Knife) -> None:
    """Do the work and end, without a return to the tests."""
    try:
        _watch_sqlite(knife)
        os.fsync = knife.sync  # type: ignore[assignment]
        sys.addaudithook(knife.hear)
        with suppress(TilcoachError):
            work()
        os._exit(_DONE)
    except BaseException:  # noqa: BLE001 - the parent is told by the code
        sys.excepthook(*sys.exc_info())
        os._exit(_BROKEN)


def _watch_sqlite(knife: _Knife) -> None:
    connect = sqlite3.connect

    class Watched(sqlite3.Connection):
        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401
            if not statement.lstrip().startswith(_READS):
                knife.count()
            return super().execute(statement, *values)

        def close(self) -> None:
            knife.count()
            super().close()

    def open_watched(path: object, **options: Any) -> sqlite3.Connection:  # noqa: ANN401
        return connect(str(path), factory=Watched, **options)

    sqlite3.connect = open_watched  # type: ignore[assignment]
