"""The tables of the history, as steps from one version to the next.

A step, once released, is never changed: it has to turn the databases of its day into the next
version for ever. What a session and a lift look like inside (``document``) is the business of
``session.json``, whose fields may be added to but not renamed.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
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
)
"""One tuple of statements per version; the first makes version 1."""

LATEST = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a database; 0 for an empty one.

    Parameters
    ----------
    connection
        To the database.
    """
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_ours(connection: sqlite3.Connection) -> bool:
    """Say whether a database is one of ours, or empty and about to be.

    Parameters
    ----------
    connection
        To the database.
    """
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return application == APPLICATION_ID or (application == 0 and not _tables(connection))


def is_whole(connection: sqlite3.Connection) -> bool:
    """Say whether a database of the latest version has the tables that it should have.

    Parameters
    ----------
    connection
        To the database.
    """
    return _tables(connection) == _tables_of_a_new_one()


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to the latest version: all of the way, or not at all.

    Parameters
    ----------
    connection
        To the database; not within a transaction.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again under the lock: another process may have done it meanwhile.
        for statements in MIGRATIONS[version_of(connection) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {LATEST}")
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


@cache
def _tables_of_a_new_one() -> frozenset[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        return _tables(connection)
