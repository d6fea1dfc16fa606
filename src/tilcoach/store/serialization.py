"""From rows of the database to what they stand for, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, Json, ValidationError

from tilcoach.errors import StoreError
from tilcoach.session_files import LiftPart, SessionDocument, ViewPart
from tilcoach.session_files.bounds import Moment
from tilcoach.store.curves import Curves
from tilcoach.store.records import (
    LARGEST_RATING,
    NO_RATINGS,
    NewLift,
    Profile,
    Ratings,
    SavedLift,
    SavedSession,
    without_lifts,
)

Rating = Annotated[int | None, Field(ge=0, le=LARGEST_RATING)]


class _ProfileRow(BaseModel):
    lifts_per_week: int | None
    settings: Json[dict[str, Any]]


class _SessionRow(BaseModel):
    number: int
    profile: int
    started_at: Moment
    note: str
    document: Json[SessionDocument]
    pain_before: Rating = None
    pain_after: Rating = None
    effort_before: Rating = None
    effort_after: Rating = None


class _LiftRow(BaseModel):
    person: int
    view: Json[ViewPart]
    document: Json[LiftPart]


def read_profile(row: sqlite3.Row) -> Profile:
    """Return the profile that a row holds; what cannot be read of it counts as not set."""
    number, name = int(row["number"]), str(row["name"])
    try:
        checked = _ProfileRow.model_validate(dict(row))
    except ValidationError:
        return Profile(number, name)
    return Profile(number, name, checked.lifts_per_week, checked.settings)


def read_session(row: sqlite3.Row, lifts: Iterable[SavedLift]) -> SavedSession:
    """Return the session that a row holds."""
    checked = _SessionRow.model_validate(dict(row))
    return SavedSession(
        checked.number,
        checked.profile,
        checked.started_at,
        checked.note,
        checked.document,
        tuple(lifts),
        Ratings(
            checked.pain_before, checked.pain_after, checked.effort_before, checked.effort_after
        ),
    )


def read_lift(row: sqlite3.Row) -> SavedLift:
    """Return the lift that a row holds."""
    checked = _LiftRow.model_validate(dict(row))
    return SavedLift(checked.person, checked.view, checked.document)


def read_curves(row: sqlite3.Row) -> Curves:
    """Return the curves of the lift in a row; none when they cannot be read."""
    try:
        return Curves.model_validate_json(row["curves"])
    except ValidationError:
        return Curves.empty()


def head_text(document: SessionDocument) -> str:
    """Return what a row says of a session, whose lifts have rows of their own."""
    return without_lifts(document).model_dump_json()


def time_text(moment: datetime) -> str:
    """Return a moment as the history keeps it."""
    return moment.isoformat(timespec="seconds")


def write_session(
    connection: sqlite3.Connection,
    profile: int,
    started_at: datetime,
    document: SessionDocument,
    lifts: Iterable[NewLift],
    note: str = "",
    ratings: Ratings = NO_RATINGS,
) -> int:
    """Write a session with its lifts, and return its number."""
    made = connection.execute(
        "INSERT INTO session (profile, started_at, note, document)"
        " SELECT number, ?, ?, ? FROM profile WHERE number = ?",
        (time_text(started_at), note, head_text(document), profile),
    )
    if not made.rowcount:
        sentence = "The profile that this would be saved under is gone: choose another."
        raise StoreError(sentence)
    number = int(made.lastrowid or 0)
    write_ratings(connection, number, ratings)
    for lift in lifts:
        write_lift(connection, number, lift)
    return number


def replace_session(
    connection: sqlite3.Connection,
    number: int,
    document: SessionDocument,
    lifts: Iterable[NewLift],
) -> None:
    """Put another analysis of the same film in a session, whose day, note and ratings stay."""
    connection.execute("DELETE FROM lift WHERE session = ?", (number,))
    connection.execute(
        "UPDATE session SET document = ? WHERE number = ?", (head_text(document), number)
    )
    for lift in lifts:
        write_lift(connection, number, lift)


def write_ratings(connection: sqlite3.Connection, session: int, ratings: Ratings) -> None:
    """Write the pain and effort of a session."""
    connection.execute(
        "UPDATE session SET pain_before = ?, pain_after = ?, effort_before = ?, effort_after = ?"
        " WHERE number = ?",
        (*astuple(ratings), session),
    )


def write_lift(connection: sqlite3.Connection, session: int, lift: NewLift) -> None:
    """Write a lift; one of the same session, person and number is replaced."""
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
