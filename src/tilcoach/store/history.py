"""The history on this machine: profiles, sessions and lifts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from tilcoach.errors import InputError, StoreError
from tilcoach.session_files import SessionDocument
from tilcoach.store.curves import Curves
from tilcoach.store.database import Database, is_busy
from tilcoach.store.importer import ImportBundle
from tilcoach.store.paths import (
    finish_what_was_cut,
    history_folder,
    mark_erased,
    remove_all,
    set_aside_files,
    unmark_erased,
)
from tilcoach.store.plans import Plans, import_plan
from tilcoach.store.profiles import KEEP_DEFAULT_PROFILE, Profiles, import_profile
from tilcoach.store.records import (
    DEFAULT_PROFILE,
    NewLift,
    Ratings,
    SavedLift,
    SavedSession,
    UnreadableRow,
)
from tilcoach.store.same_film import SameFilm, find_older
from tilcoach.store.serialization import (
    head_text,
    read_curves,
    read_lift,
    read_session,
    replace_session,
    time_text,
    write_lift,
    write_ratings,
    write_session,
)

PATIENCE_S = 2.0
"""Longer than any change takes, and short enough for a person who waits."""

_SESSIONS = """
    SELECT * FROM session WHERE (?1 IS NULL OR profile = ?1) AND (?2 IS NULL OR number = ?2)
    ORDER BY number
"""
_LIFTS = """
    SELECT lift.session, lift.person, lift.number, lift.view, lift.document
    FROM lift JOIN session ON session.number = lift.session
    WHERE (?1 IS NULL OR session.profile = ?1) AND (?2 IS NULL OR session.number = ?2)
    ORDER BY lift.session, lift.person, lift.number
"""


class History:
    """Sessions of lifts in a database; every change is on disk when its call returns.

    Reading never makes a file: where nothing was saved, nothing lies on disk. Objects are cheap,
    hold nothing open, and may be used from any thread.

    Attributes
    ----------
    profiles
        The profiles that sessions belong to.
    plans
        What is practised under them.
    """

    def __init__(self, folder: Path | None = None, patience_s: float = PATIENCE_S) -> None:
        self._folder = folder or history_folder()
        finish_what_was_cut(self._folder)
        self._database = Database(self._folder, patience_s)
        self.profiles = Profiles(self._database)
        self.plans = Plans(self._database)

    @property
    def path(self) -> Path:
        """The database; not there before anything was saved."""
        return self._database.path

    @property
    def set_aside_files(self) -> tuple[Path, ...]:
        """Older databases that could not be read; tilcoach leaves them alone."""
        return set_aside_files(self._folder)

    def sessions(self, profile: int | None = None) -> tuple[SavedSession, ...]:
        """Return sessions in order of time, without the curves of their lifts."""
        return self._read(profile, None).sessions

    def unreadable_rows(self, profile: int | None = None) -> tuple[UnreadableRow, ...]:
        """Return the sessions and lifts that `sessions` leaves out because they make no sense."""
        return self._read(profile, None).unreadable

    def session(self, number: int) -> SavedSession:
        """Return one session, without the curves of its lifts."""
        found = self._read(None, number)
        if found.sessions:
            return found.sessions[0]
        if found.unreadable:
            raise _unreadable_session(number)
        raise _no_session(number)

    def curves(self, session: int) -> dict[tuple[int, int], Curves]:
        """Return what was measured during the lifts of a session, by person and lift."""
        if not self._database.exists:
            return {}
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT person, number, curves FROM lift WHERE session = ? ORDER BY person, number",
                (session,),
            )
            found = {(row["person"], row["number"]): read_curves(row) for row in rows}
        return {lift: curves for lift, curves in found.items() if curves.time_s}

    def add_session(
        self,
        profile: int,
        started_at: datetime,
        document: SessionDocument,
        lifts: Iterable[NewLift],
    ) -> int:
        """Save a session with what it holds so far, and return its number."""
        with self._database.writing() as connection:
            return write_session(connection, profile, started_at, document, lifts)

    def older_session(self, profile: int, sha256: str) -> int | None:
        """Return the session of the same film that was saved last; None without one."""
        if not self._database.exists:
            return None
        with self._database.reading() as connection:
            return find_older(connection, profile, sha256)

    def save_film(
        self,
        profile: int,
        started_at: datetime,
        document: SessionDocument,
        lifts: Iterable[NewLift],
        again: SameFilm = SameFilm.REPLACE,
    ) -> int:
        """Save the session of a film, and return its number."""
        with self._database.writing() as connection:
            older = self._older(connection, profile, document, again)
            if older is None:
                return write_session(connection, profile, started_at, document, lifts)
            replace_session(connection, older, document, lifts)
        self._database.purge_erased()
        return older

    @staticmethod
    def _older(
        connection: sqlite3.Connection, profile: int, document: SessionDocument, again: SameFilm
    ) -> int | None:
        """Return the session that a film replaces; None when it comes beside, or is the first."""
        if again is SameFilm.BESIDE:
            return None
        return find_older(connection, profile, document.source.sha256)

    def import_bundle(
        self,
        bundle: ImportBundle,
        profile: int = DEFAULT_PROFILE,
        again: SameFilm = SameFilm.BESIDE,
    ) -> int:
        """Save an import, all of it or nothing, and return the number of new sessions.

        A session that exists already stays as it is, and so does a profile of the same name.
        """
        known = {session.document.model_dump_json() for session in self.sessions()}
        by_text = {session.document.model_dump_json(): session for session in bundle.sessions}
        new = [session for text, session in by_text.items() if text not in known]
        with self._database.writing() as connection:
            numbers = {
                number: import_profile(connection, p) for number, p in bundle.profiles.items()
            }
            for session in new:
                number = numbers.get(session.profile, profile)
                older = self._older(connection, number, session.document, again)
                if older is not None:
                    replace_session(connection, older, session.document, session.lifts)
                    continue
                write_session(
                    connection,
                    number,
                    session.started_at,
                    session.document,
                    session.lifts,
                    session.note,
                    session.ratings,
                )
            for plan in bundle.plans:
                import_plan(connection, numbers.get(plan.profile, profile), plan)
        if again is SameFilm.REPLACE:
            self._database.purge_erased()
        return len(new)

    def add_lift(
        self,
        session: int,
        document: SessionDocument,
        lift: NewLift,
        started_at: datetime | None = None,
    ) -> bool:
        """Save another lift of a session; False when that session no longer exists.

        With when it started: once all was erased, a number may belong to another session.
        """
        started = "" if started_at is None else time_text(started_at)
        with self._database.writing() as connection:
            found = connection.execute(
                "UPDATE session SET document = ?1 WHERE number = ?2 AND ?3 IN ('', started_at)",
                (head_text(document), session, started),
            )
            if found.rowcount:
                write_lift(connection, session, lift)
        return bool(found.rowcount)

    def write_note(self, session: int, note: str) -> None:
        """Save the user's note on a session."""
        self._change("UPDATE session SET note = ?2 WHERE number = ?1", session, note.strip())

    def write_ratings(self, session: int, ratings: Ratings) -> None:
        """Save the pain and effort of a session."""
        if self._database.exists:
            with self._database.writing() as connection:
                write_ratings(connection, session, ratings)

    def erase_session(self, number: int) -> None:
        """Erase a session from the disk."""
        self._change("DELETE FROM session WHERE number = ?", number)

    def erase_all(self) -> None:
        """Erase everything: the database, older databases set aside, and the folder."""
        if self._database.exists:
            try:
                with self._database.writing() as connection:
                    connection.execute("DELETE FROM profile")
                    connection.execute(KEEP_DEFAULT_PROFILE)
                    mark_erased(self._folder)  # cut off from here on, the next start removes all
                self._database.purge_erased()
            except StoreError as error:
                if is_busy(error):  # damaged, or newer: it can still be removed
                    unmark_erased(self._folder)
                    raise
        try:
            remove_all(self._folder)
        except OSError as error:
            cause = error.strerror or error
            sentence = (
                "The history in {folder} cannot be removed ({cause}): "
                "close other windows of tilcoach and try again."
            )
            raise StoreError(sentence, folder=self._folder, cause=cause) from error

    def _read(self, profile: int | None, number: int | None) -> _Contents:
        """Return the sessions of a profile, or of a number; None stands for all."""
        if not self._database.exists:
            return _Contents((), ())
        with self._database.reading() as connection:
            connection.execute("BEGIN")  # both questions see the same moment
            lift_rows = connection.execute(_LIFTS, (profile, number)).fetchall()
            session_rows = connection.execute(_SESSIONS, (profile, number)).fetchall()
        return _contents(session_rows, lift_rows)

    def _change(self, statement: str, *values: object) -> None:
        """Run a statement, and purge what it erased from SQLite's log."""
        if not self._database.exists:
            return
        with self._database.writing() as connection:
            connection.execute(statement, values)
            connection.execute(KEEP_DEFAULT_PROFILE)
        self._database.purge_erased()


@dataclass(frozen=True, slots=True)
class _Contents:
    sessions: tuple[SavedSession, ...]
    unreadable: tuple[UnreadableRow, ...]


def _contents(sessions: Iterable[sqlite3.Row], lifts: Iterable[sqlite3.Row]) -> _Contents:
    """Return what the rows hold; one that makes no sense costs nothing but itself."""
    found: list[SavedSession] = []
    unreadable: list[UnreadableRow] = []
    by_session: dict[int, list[SavedLift]] = {}
    for row in lifts:
        try:
            by_session.setdefault(row["session"], []).append(read_lift(row))
        except ValidationError:
            unreadable.append(UnreadableRow(row["session"], is_lift=True, columns=dict(row)))
    for row in sessions:
        try:
            found.append(read_session(row, by_session.get(row["number"], ())))
        except ValidationError:
            unreadable.append(UnreadableRow(row["number"], is_lift=False, columns=dict(row)))
    return _Contents(tuple(found), tuple(unreadable))


def _unreadable_session(number: int) -> InputError:
    sentence = (
        "Session {number} cannot be read by this version of tilcoach. "
        "It stays saved, and the export contains it."
    )
    return InputError(sentence, number=number)


def _no_session(number: int) -> InputError:
    sentence = "There is no session {number}: `{command}` shows those that there are."
    return InputError(sentence, number=number, command="tilcoach history list")
