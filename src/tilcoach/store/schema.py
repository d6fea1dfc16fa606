"""The tables of the history, as steps from one version to the next.

A step, once released, is never changed: it has to turn the databases of its day into the next
version for ever. What a session and a lift look like inside (``document``) is the business of
``session.json``, whose fields may be added to but not renamed.

``PRAGMA user_version`` holds two numbers: the version of the tables in the lower 16 bits, and in
the upper 16 bits the oldest version of which a program can still use them (0 in the databases of
version 1, where it is the version itself). An older program may use the tables of a later version
that only added to them; one that changed them is left alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache

APPLICATION_ID = 0x74696C63
"""Says "tilc" in the header of the file: this database is ours."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # AUTOINCREMENT: the number of something erased is never given to something else.
        """CREATE TABLE profile (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL COLLATE NOCASE UNIQUE,
            lifts_per_week INTEGER,
            settings TEXT NOT NULL DEFAULT '{}'
        )""",
        """CREATE TABLE session (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            profile INTEGER NOT NULL REFERENCES profile (number) ON DELETE CASCADE,
            started_at TEXT NOT NULL,
            note TEXT NOT NULL DEFAULT '',
            document TEXT NOT NULL
        )""",
        "CREATE INDEX session_of_profile ON session (profile)",
        """CREATE TABLE lift (
            session INTEGER NOT NULL REFERENCES session (number) ON DELETE CASCADE,
            person INTEGER NOT NULL,
            number INTEGER NOT NULL,
            view TEXT NOT NULL,
            document TEXT NOT NULL,
            curves TEXT NOT NULL,
            PRIMARY KEY (session, person, number)
        )""",
        "INSERT INTO profile (name) VALUES ('')",
    ),
    (
        """CREATE TABLE plan (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            profile INTEGER NOT NULL REFERENCES profile (number) ON DELETE CASCADE,
            code TEXT NOT NULL,
            opened_on TEXT NOT NULL,
            followed INTEGER NOT NULL,
            document TEXT NOT NULL,
            results TEXT,
            UNIQUE (profile, code)
        )""",
    ),
    tuple(
        f"ALTER TABLE session ADD COLUMN {name} INTEGER CHECK ({name} BETWEEN 0 AND 10)"
        for name in ("pain_before", "pain_after", "effort_before", "effort_after")
    ),
)
"""One tuple of statements per version; the first makes version 1."""

LATEST = len(MIGRATIONS)

OLDEST_USER = 1
"""The oldest version whose programs can use the tables of the latest one: set it to that one when
a step does more than add tables, or columns that may be left out of an INSERT."""

_HALF, _LOW_HALF, _UNSIGNED = 16, 0xFFFF, 0xFFFFFFFF


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a database; 0 for an empty one."""
    return _user_version(connection) & _LOW_HALF


def is_for_newer_ones(connection: sqlite3.Connection) -> bool:
    """Return whether only a newer program can use a database."""
    oldest = _user_version(connection) >> _HALF
    return (oldest or version_of(connection)) > LATEST


def _user_version(connection: sqlite3.Connection) -> int:
    """Return what SQLite holds as a signed number without its sign."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0]) & _UNSIGNED


def is_ours(connection: sqlite3.Connection) -> bool:
    """Return whether a database is one of ours, or empty and about to be."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return application == APPLICATION_ID or (application == 0 and not has_tables(connection))


def has_tables(connection: sqlite3.Connection) -> bool:
    """Return whether anything was ever made in a database."""
    return bool(_tables(connection))


def is_whole(connection: sqlite3.Connection) -> bool:
    """Return whether a database has the tables that it should have; more than those is fine."""
    if version_of(connection) > LATEST:
        return _columns_of_a_new_one() <= _columns(connection)
    return _tables_of_a_new_one() <= _tables(connection)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to the latest version: all of the way, or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again under the lock: another process may have done it meanwhile.
        for statements in MIGRATIONS[version_of(connection) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {OLDEST_USER << _HALF | LATEST}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _tables(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return the name and the text of each table and index that we made."""
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND sql IS NOT NULL"
    )
    return frozenset((name, text) for name, text in rows)


def _columns(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return the name of each table with the name of each of its columns."""
    rows = connection.execute(
        "SELECT made.name, part.name"
        " FROM sqlite_master AS made JOIN pragma_table_info(made.name) AS part"
        " WHERE made.type = 'table'"
    )
    return frozenset((table, column) for table, column in rows)


@cache
def _tables_of_a_new_one() -> frozenset[tuple[str, str]]:
    with _new_one() as connection:
        return _tables(connection)


@cache
def _columns_of_a_new_one() -> frozenset[tuple[str, str]]:
    with _new_one() as connection:
        return _columns(connection)


@contextmanager
def _new_one() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        yield connection
