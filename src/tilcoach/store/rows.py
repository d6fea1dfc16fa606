"""From rows of the database to what they stand for; a row that makes no sense is damage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime, BaseModel, Json

from tilcoach.errors import StoreError
from tilcoach.report import LiftPart, SessionDocument, ViewPart
from tilcoach.store.saved import NewLift, Profile, SavedLift, SavedSession, without_lifts


class _ProfileRow(BaseModel):
    number: int
    name: str
    lifts_per_week: int | None
    settings: Json[dict[str, Any]]


class _SessionRow(BaseModel):
    number: int
    profile: int
    started_at: AwareDatetime
    note: str
    document: Json[SessionDocument]


class _LiftRow(BaseModel):
    person: int
    view: Json[ViewPart]
    document: Json[LiftPart]


def read_profile(row: sqlite3.Row) -> Profile:
    """Return the profile that a row holds.

    Parameters
    ----------
    row
        All columns of ``profile``.
    """
    checked = _ProfileRow.model_validate(dict(row))
    return Profile(checked.number, checked.name, checked.lifts_per_week, checked.settings)


def read_session(row: sqlite3.Row, lifts: Iterable[SavedLift]) -> SavedSession:
    """Return the session that a row holds.

    Parameters
    ----------
    row
        All columns of ``session``.
    lifts
        Those of this session, in order.
    """
    checked = _SessionRow.model_validate(dict(row))
    return SavedSession(
        checked.number,
        checked.profile,
        checked.started_at,
        checked.note,
        checked.document,
        tuple(lifts),
    )


def read_lift(row: sqlite3.Row) -> SavedLift:
    """Return the lift that a row holds.

    Parameters
    ----------
    row
        The columns of ``lift``; its curves may be left out.
    """
    checked = _LiftRow.model_validate(dict(row))
    return SavedLift(checked.person, checked.view, checked.document)


def head_text(document: SessionDocument) -> str:
    """Return what a row says of a session, whose lifts have rows of their own.

    Parameters
    ----------
    document
        Of a whole session, or without lifts already.
    """
    return without_lifts(document).model_dump_json(by_alias=True)


def write_session(
    connection: sqlite3.Connection,
    profile: int,
    started_at: datetime,
    document: SessionDocument,
    lifts: Iterable[NewLift],
    note: str = "",
) -> int:
    """Write a session with its lifts, and return its number.

    Parameters
    ----------
    connection
        Within a transaction.
    profile
        The number of the profile.
    started_at
        With its time zone.
    document
        What ``session.json`` says of it; lifts in it are left out.
    lifts
        Those that are finished.
    note
        In the user's own words.

    Raises
    ------
    StoreError
        If the profile is gone.
    """
    made = connection.execute(
        "INSERT INTO session (profile, started_at, note, document)"
        " SELECT number, ?, ?, ? FROM profile WHERE number = ?",
        (started_at.isoformat(timespec="seconds"), note, head_text(document), profile),
    )
    if not made.rowcount:
        sentence = "The profile that this would be saved under is gone: choose another."
        raise StoreError(sentence)
    number = int(made.lastrowid or 0)
    for lift in lifts:
        write_lift(connection, number, lift)
    return number


def write_lift(connection: sqlite3.Connection, session: int, lift: NewLift) -> None:
    """Write a lift; one of the same session, person and number is replaced.

    Parameters
    ----------
    connection
        Within a transaction.
    session
        The number of a session that is there.
    lift
        That is finished.
    """
    connection.execute(
        "INSERT OR REPLACE INTO lift (session, person, number, view, document, curves)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            session,
            lift.person,
            lift.part.lift,
            lift.view.model_dump_json(),
            lift.part.model_dump_json(),
            lift.curves.model_dump_json(),
        ),
    )
