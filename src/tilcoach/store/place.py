"""Where the history lies on disk: a folder and a file that only the user can read.

The folder is the one that ``$TILCOACH_HISTORY`` names, or ``history/`` in the user's data folder.
A database that cannot be read any more is kept beside the new one, under a name of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

FOLDER_VARIABLE = "TILCOACH_HISTORY"
FILE = "history.sqlite"
SETTINGS_FILE = "settings.toml"

_FOLDER_MODE = 0o700
_FILE_MODE = 0o600
_COMPANIONS = ("-wal", "-shm", "-journal")  # SQLite keeps what is not yet in the database there
_ASIDE = "history.kept-{number}.sqlite"


def history_folder() -> Path:
    """Return the folder of the history; it need not exist yet."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named).expanduser()
    return user_data_path("tilcoach", appauthor=False) / "history"


def make_private(path: Path) -> None:
    """Make an empty file in a folder of its own, both for this user alone; whole ones stay.

    Parameters
    ----------
    path
        The database.
    """
    make_folder(path.parent)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, _FILE_MODE))
    if path.stat().st_mode & ~_FILE_MODE & 0o777:  # copied here by hand, perhaps
        path.chmod(_FILE_MODE)


def make_folder(folder: Path) -> None:
    """Make a folder for this user alone; one that is there stays as it is.

    Parameters
    ----------
    folder
        Of the history.
    """
    folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name; None when it is not there.

    Parameters
    ----------
    path
        Any file.
    """
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def set_aside(path: Path) -> Path:
    """Give a database, with what SQLite keeps beside it, another name, and return that.

    Parameters
    ----------
    path
        The database; nothing of it is changed, and nothing is overwritten.
    """
    aside = _reserve(path.parent)
    for companion in _COMPANIONS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + companion).replace(aside.with_name(aside.name + companion))
    path.replace(aside)
    return aside


def _reserve(folder: Path) -> Path:
    """Return a free name, taken by an empty file so that nobody else takes it."""
    number = 1
    while True:
        aside = folder / _ASIDE.format(number=number)
        try:
            os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, _FILE_MODE))
        except FileExistsError:
            number += 1
        else:
            return aside


def kept_aside(folder: Path) -> tuple[Path, ...]:
    """Return the databases that could not be read and were kept.

    Parameters
    ----------
    folder
        The folder of the history.
    """
    return tuple(sorted(folder.glob(_ASIDE.format(number="*"))))


def remove_all(folder: Path) -> None:
    """Remove all that is kept, what was kept aside as well, and the folder when it is empty then.

    Parameters
    ----------
    folder
        The folder of the history.
    """
    for database in (*kept_aside(folder), folder / FILE):
        for path in _with_companions(database):
            path.unlink(missing_ok=True)
    (folder / SETTINGS_FILE).unlink(missing_ok=True)
    with suppress(OSError):  # something of somebody else is in it, or it is gone already
        folder.rmdir()


def _with_companions(database: Path) -> Iterator[Path]:
    """Give what SQLite keeps beside a database first: it says nothing without the database."""
    yield from (database.with_name(database.name + companion) for companion in _COMPANIONS)
    yield database
