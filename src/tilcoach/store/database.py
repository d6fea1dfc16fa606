"""The SQLite file: opened for one thing at a time, and never overwritten when it is damaged.

A connection lives as long as one question or one change. So threads share nothing, other windows
get their turn, and between two changes nothing lies on disk but the one file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pydantic import ValidationError

from tilcoach.errors import StoreError
from tilcoach.store.place import FILE, FOLDER_VARIABLE, identity, make_private, set_aside
from tilcoach.store.schema import LATEST, is_ours, is_whole, migrate, version_of

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# No code comes with text that is no text; too big is what a wild length leads to.
_DAMAGED = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_TOOBIG,
    None,
}
_NO_ROOM = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_AUTH,
}
_PRIMARY = 0xFF  # the rest of an error's code says where in SQLite it came up

_SET_UP = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is erased is overwritten with zeros
    "PRAGMA synchronous = FULL",  # a lift that is saved outlives a power cut as well
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",  # the file may have been tampered with
    "PRAGMA cell_size_check = ON",  # damage is noticed before it is read as something else
)


def is_busy(error: StoreError) -> bool:
    """Say whether another window or program stood in the way, so that trying again helps.

    Parameters
    ----------
    error
        As raised here.
    """
    return isinstance(error.__cause__, sqlite3.Error) and _kind(error.__cause__) in _BUSY


def _check_whole(connection: sqlite3.Connection) -> None:
    with _right_for_any_whole_one():
        if not is_whole(connection):
            raise Damaged


@contextmanager
def _right_for_any_whole_one() -> Iterator[None]:
    """Take a refusal of what every whole database understands for damage."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if _kind(error) == sqlite3.SQLITE_ERROR:
            raise Damaged from error
        raise


def _kind(error: sqlite3.Error) -> int | None:
    """Return the code of a fault; None when the fault came up outside of SQLite itself."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else int(code) & _PRIMARY


class Damaged(Exception):  # noqa: N818  seen by nobody: it becomes a StoreError
    """The database is not one of ours, or not what it was."""


class Database:
    """One SQLite file in a folder.

    Parameters
    ----------
    folder
        Made when something is first written.
    patience_s
        How long to wait for another window or program that is writing.
    """

    def __init__(self, folder: Path, patience_s: float) -> None:
        self.path = folder / FILE
        self._patience_s = patience_s

    @property
    def exists(self) -> bool:
        """Whether anything was ever written."""
        return self.path.exists()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to ask things of; the database must exist.

        Raises
        ------
        StoreError
            If the database is in use, damaged, newer than this program, or cannot be reached.
        """
        with self._faults_in_words(), closing(self._connect()) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection within a transaction, which is on disk when the block is left.

        Raises
        ------
        StoreError
            As above; then nothing was changed.
        """
        with self._faults_in_words():
            make_private(self.path)
            with closing(self._connect()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise

    def forget_erased(self) -> None:
        """Remove what was erased from the file that SQLite writes changes to first, too."""
        with self.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=self._patience_s, isolation_level=None)
        try:
            with _right_for_any_whole_one():
                for statement in _SET_UP:
                    connection.execute(statement)
                version = self._version(connection)
            if version == 0:
                connection.execute("PRAGMA journal_mode = WAL")
            if version < LATEST:  # a step that fails is our fault, and nobody's history is damaged
                migrate(connection)
            _check_whole(connection)
            connection.row_factory = sqlite3.Row
        except BaseException:
            connection.close()
            raise
        return connection

    def _version(self, connection: sqlite3.Connection) -> int:
        """Return the version of our database; stop at one that is newer, or not ours."""
        if not is_ours(connection):
            raise Damaged
        version = version_of(connection)
        if version > LATEST:
            sentence = (
                "The history in {path} was made by a newer tilcoach and is left as it is: "
                "install that version to go on with it."
            )
            raise StoreError(sentence, path=self.path)
        return version

    @contextmanager
    def _faults_in_words(self) -> Iterator[None]:
        """Turn what SQLite or the disk says into one sentence; keep a damaged database aside."""
        looked_at = identity(self.path)
        try:
            yield
        # Text that is no text reaches us as such when it stands in what SQLite has to say.
        except (Damaged, ValidationError, UnicodeDecodeError) as error:
            raise self._put_aside(looked_at) from error
        except OSError as error:
            raise self._unreachable(error.strerror or str(error)) from error
        except sqlite3.Error as error:
            kind = _kind(error)
            if kind in _DAMAGED:
                raise self._put_aside(looked_at) from error
            if kind in _BUSY:
                sentence = (
                    "The history is in use by another window or program: "
                    "it will be tried again in a moment."
                )
                raise StoreError(sentence) from error
            if kind in _NO_ROOM:
                raise self._unreachable(str(error)) from error
            raise  # a fault of our own: the tables are as they should be

    def _put_aside(self, looked_at: tuple[int, int] | None) -> StoreError:
        """Keep the database under another name, unless somebody else has done so already."""
        if looked_at != identity(self.path):
            sentence = "The history in {path} was just replaced: try again."
            return StoreError(sentence, path=self.path)
        try:
            aside = set_aside(self.path)
        except OSError as error:
            return self._unreachable(error.strerror or str(error))
        sentence = (
            "The history in {path} can no longer be read. It is kept as {aside}, "
            "and a new one begins with what you save next."
        )
        return StoreError(sentence, path=self.path, aside=aside.name)

    def _unreachable(self, cause: str) -> StoreError:
        sentence = (
            "The history in {path} cannot be reached ({cause}): "
            "see whether the disk is full, or name another folder in {variable}."
        )
        return StoreError(sentence, path=self.path, cause=cause, variable=FOLDER_VARIABLE)
