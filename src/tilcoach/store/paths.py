"""Where the history is on disk: a folder and a file that only the user can read.

The folder is the one that ``$TILCOACH_HISTORY`` names, or ``history/`` in the user's data folder.
A database that can no longer be read is renamed and stays beside the new one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from platformdirs import user_data_path

from tilcoach.atomic_files import FILE_MODE, FOLDER_MODE, PART

FOLDER_VARIABLE = "TILCOACH_HISTORY"
FILE = "history.sqlite"
SETTINGS_FILE = "settings.toml"

_COMPANIONS = ("-wal", "-shm", "-journal")  # SQLite's logs of changes
_ERASED = ".erased"  # as long as it is there, nothing else in the folder counts
_ASIDE = "history.kept-{number}.sqlite"


def history_folder() -> Path:
    """Return the folder of the history; it need not exist yet."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named).expanduser()
    return user_data_path("tilcoach", appauthor=False) / "history"


def make_private(path: Path) -> None:
    """Create an empty private file and its folder where they are missing."""
    make_folder(path.parent)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, FILE_MODE))
    if path.stat().st_mode & ~FILE_MODE & 0o777:  # copied here by hand, perhaps
        path.chmod(FILE_MODE)


def make_folder(folder: Path) -> None:
    """Create a private folder where it is missing."""
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def identity(path: Path) -> tuple[int, int] | None:
    """Return device and inode of a file; None when it does not exist."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def set_aside(path: Path) -> Path:
    """Rename a database and its logs, and return the new path.

    The database goes first, for without its log it might pass for a whole one that is older;
    `finish_what_was_cut` brings the logs after it when the process is killed in between.
    """
    logs = {log: identity(log) for log in _logs(path)}
    aside = _free_name(path.parent)
    path.replace(aside)
    for log, found in logs.items():
        if found is not None and found == identity(log):  # else it is of a new database
            log.replace(_log_aside(log, aside))
    return aside


def _free_name(folder: Path) -> Path:
    names = (folder / _ASIDE.format(number=number) for number in count(1))
    return next(path for path in names if not path.exists())


def set_aside_files(folder: Path) -> tuple[Path, ...]:
    """Return the databases that could not be read and were set aside, the oldest first."""
    found = folder.glob(_ASIDE.format(number="*"))
    return tuple(sorted(found, key=lambda path: (len(path.name), path.name)))


def remove_all(folder: Path) -> None:
    """Remove everything that is stored, files set aside too, and the folder if it is then empty.

    A mark says what is going on, so that it goes on at the next start when it is cut off here.
    """
    if folder.exists():
        mark_erased(folder)
    for database in (*set_aside_files(folder), folder / FILE):
        for path in (*_logs(database), database):  # without the database the logs are useless
            path.unlink(missing_ok=True)
    for path in (*folder.glob(f".{SETTINGS_FILE}.*{PART}"), folder / SETTINGS_FILE):
        path.unlink(missing_ok=True)
    unmark_erased(folder)
    with suppress(OSError):  # it holds other files, or is gone already
        folder.rmdir()


def mark_erased(folder: Path) -> None:
    """Let everything in a folder count as erased from now on, whatever happens."""
    (folder / _ERASED).touch(FILE_MODE)


def unmark_erased(folder: Path) -> None:
    """Take that back."""
    (folder / _ERASED).unlink(missing_ok=True)


def is_being_erased(folder: Path) -> bool:
    """Return whether what is in a folder counts as erased and is not yet removed."""
    return (folder / _ERASED).exists()


def finish_what_was_cut(folder: Path) -> None:
    """Go on with what a killed process began: erasing everything, or setting a database aside."""
    try:
        if is_being_erased(folder):
            remove_all(folder)
        elif not (folder / FILE).exists():
            _bring_logs_after(folder)
    except OSError:  # another window has it open: the next start tries again
        return


def _bring_logs_after(folder: Path) -> None:
    logs = [log for log in _logs(folder / FILE) if log.exists()]
    kept = set_aside_files(folder) if logs else ()
    for log in logs if kept else ():
        if not (aside := _log_aside(log, kept[-1])).exists():
            log.replace(aside)


def _logs(database: Path) -> Iterator[Path]:
    return (database.with_name(database.name + companion) for companion in _COMPANIONS)


def _log_aside(log: Path, aside: Path) -> Path:
    return aside.with_name(aside.name + log.name.removeprefix(FILE))
