"""The SQLite file: one connection per query or change; a damaged file is never overwritten.

Threads share nothing, other windows get their turn, and between two changes there is only the one
file on disk.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tilcoach.errors import StoreError
from tilcoach.store.paths import (
    FILE,
    FOLDER_VARIABLE,
    finish_what_was_cut,
    identity,
    is_being_erased,
    make_private,
    set_aside,
)
from tilcoach.store.schema import (
    LATEST,
    has_tables,
    is_for_newer_ones,
    is_ours,
    is_whole,
    migrate,
    version_of,
)

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# None: text that is not UTF-8; TOOBIG: a length that makes no sense.
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
_IN_USE = "The history is in use by another window or program: it will be tried again in a moment."
_PRIMARY = 0xFF  # the low byte is the kind of error

_SET_UP = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # erased data is overwritten with zeros
    "PRAGMA synchronous = FULL",  # a saved lift survives a power cut
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",  # the file may have been tampered with
    "PRAGMA cell_size_check = ON",  # damage is detected before it is read as data
)


def _lenient_text(data: bytes) -> str:
    """Return text of which a damaged letter does not make the other rows unreadable."""
    return data.decode("utf-8", "replace")


def is_busy(error: StoreError) -> bool:
    """Return whether another window or program holds the database, so that a retry helps."""
    return isinstance(error.__cause__, sqlite3.Error) and _kind(error.__cause__) in _BUSY


def _in_use() -> StoreError:
    sentence = (
        "The history is in use by another window or program: it will be tried again in a moment."
    )
    return StoreError(sentence)


def _check_whole(connection: sqlite3.Connection) -> None:
    with _refusal_is_damage():
        if not is_whole(connection):
            raise Damaged


@contextmanager
def _refusal_is_damage() -> Iterator[None]:
    """Raise `Damaged` when SQLite rejects a statement that every whole database accepts."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if _kind(error) == sqlite3.SQLITE_ERROR:
            raise Damaged from error
        raise


def _kind(error: sqlite3.Error) -> int | None:
    """Return the primary error code; None for an error outside SQLite itself."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else int(code) & _PRIMARY


class Damaged(Exception):  # noqa: N818  internal: it becomes a StoreError
    """The database is damaged, or not one of ours."""


class Database:
    """One SQLite file in a folder."""

    def __init__(self, folder: Path, patience_s: float) -> None:
        self.path = folder / FILE
        self._patience_s = patience_s

    @property
    def exists(self) -> bool:
        """Whether the file exists."""
        return self.path.exists()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open a connection for queries; the database must exist."""
        with self._translated_errors(), closing(self._connect()) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Open a connection in a transaction, which is on disk when the block ends."""
        finish_what_was_cut(self.path.parent)
        if is_being_erased(self.path.parent):  # what is written now would be erased with the rest
            raise _in_use()
        with self._translated_errors():
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

    def purge_erased(self) -> None:
        """Remove erased data from SQLite's write-ahead log as well."""
        with self.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=self._patience_s, isolation_level=None)
        connection.text_factory = _lenient_text
        try:
            with _refusal_is_damage():
                for statement in _SET_UP:
                    connection.execute(statement)
                version = self._version(connection)
            if version == 0:
                connection.execute("PRAGMA journal_mode = WAL")
            if version < LATEST:  # a step that fails is our fault, not damage
                migrate(connection)
            _check_whole(connection)
            connection.row_factory = sqlite3.Row
        except BaseException:
            connection.close()
            raise
        return connection

    def _version(self, connection: sqlite3.Connection) -> int:
        """Return the version of a database that this program can use; stop at any other."""
        if not is_ours(connection):
            raise Damaged
        if is_for_newer_ones(connection):
            sentence = (
                "The history in {path} was made by a newer tilcoach and is left as it is: "
                "install that version to go on with it."
            )
            raise StoreError(sentence, path=self.path)
        version = version_of(connection)
        return LATEST if version == 0 and has_tables(connection) else version  # it lost its number

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Turn errors of SQLite and the disk into a `StoreError`; set a damaged database aside."""
        found = identity(self.path)
        try:
            yield
        # UnicodeDecodeError: damaged text in an error message of SQLite.
        except (Damaged, UnicodeDecodeError) as error:
            raise self._set_aside(found) from error
        except OSError as error:
            raise self._unreachable(error.strerror or str(error)) from error
        except sqlite3.Error as error:
            kind = _kind(error)
            if kind in _DAMAGED:
                raise self._set_aside(found) from error
            if kind in _BUSY:
                raise _in_use() from error
            if kind in _NO_ROOM:
                raise self._unreachable(str(error)) from error
            raise  # a bug of ours: the tables are as they should be

    def _set_aside(self, found: tuple[int, int] | None) -> StoreError:
        """Rename the database, unless another process has done so already."""
        if found != identity(self.path):
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
