"""The history on this machine: what was lifted, under which name, and how to be rid of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tilcoach.errors import InputError, StoreError
from tilcoach.report import SessionDocument
from tilcoach.store.arrivals import Arrivals
from tilcoach.store.curves import Curves
from tilcoach.store.database import Database, is_busy
from tilcoach.store.place import history_folder, kept_aside, remove_all
from tilcoach.store.profiles import Profiles, bring_in
from tilcoach.store.rows import head_text, read_lift, read_session, write_lift, write_session
from tilcoach.store.saved import DEFAULT_PROFILE, NewLift, SavedLift, SavedSession

PATIENCE_S = 2.0
"""Longer than any change takes, and short enough for somebody who waits."""

_SESSIONS = """
    SELECT * FROM session WHERE (?1 IS NULL OR profile = ?1) AND (?2 IS NULL OR number = ?2)
    ORDER BY number
"""
_LIFTS = """
    SELECT lift.session, lift.person, lift.view, lift.document
    FROM lift JOIN session ON session.number = lift.session
    WHERE (?1 IS NULL OR session.profile = ?1) AND (?2 IS NULL OR session.number = ?2)
    ORDER BY lift.session, lift.person, lift.number
"""


class History:
    """Sessions of lifts in a database; every change is on disk when its call returns.

    Reading never makes a file: where nothing was saved, nothing lies on disk. Objects are cheap,
    hold nothing open, and may be used from any thread.

    Parameters
    ----------
    folder
        Where the database lies; the user's own place when left out.
    patience_s
        How long to wait for another window or program that is writing.

    Attributes
    ----------
    profiles
        Under which names things are kept.
    """

    def __init__(self, folder: Path | None = None, patience_s: float = PATIENCE_S) -> None:
        self._folder = folder or history_folder()
        self._database = Database(self._folder, patience_s)
        self.profiles = Profiles(self._database)

    @property
    def path(self) -> Path:
        """The database; not there before anything was saved."""
        return self._database.path

    @property
    def kept_aside(self) -> tuple[Path, ...]:
        """Older databases that could not be read any more; tilcoach leaves them alone."""
        return kept_aside(self._folder)

    def sessions(self, profile: int | None = None) -> tuple[SavedSession, ...]:
        """Return sessions in order of time, without the curves of their lifts.

        Parameters
        ----------
        profile
            The number of a profile; the sessions of all of them when left out.
        """
        return self._read(profile, None)

    def session(self, number: int) -> SavedSession:
        """Return one session, without the curves of its lifts.

        Parameters
        ----------
        number
            Of the session.

        Raises
        ------
        InputError
            If there is none of that number.
        """
        found = self._read(None, number)
        if not found:
            raise _no_session(number)
        return found[0]

    def curves(self, session: int) -> dict[tuple[int, int], Curves]:
        """Return what was measured during the lifts of a session, by person and lift.

        Parameters
        ----------
        session
            The number of the session; one that is gone has none. Nor has a lift that came from
            a file without its curves.
        """
        if not self._database.exists:
            return {}
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT person, number, curves FROM lift WHERE session = ? ORDER BY person, number",
                (session,),
            )
            found = {
                (row["person"], row["number"]): Curves.model_validate_json(row["curves"])
                for row in rows
            }
        return {lift: curves for lift, curves in found.items() if curves.time_s}

    def add_session(
        self,
        profile: int,
        started_at: datetime,
        document: SessionDocument,
        lifts: Iterable[NewLift],
    ) -> int:
        """Save a session with what it holds so far, and return its number.

        Parameters
        ----------
        profile
            The number of the profile.
        started_at
            With its time zone.
        document
            What ``session.json`` says of it; lifts in it are left out.
        lifts
            Those that are finished.

        Raises
        ------
        StoreError
            If it cannot be saved, or the profile is gone.
        """
        with self._database.writing() as connection:
            return write_session(connection, profile, started_at, document, lifts)

    def take_in(self, arrivals: Arrivals, profile: int = DEFAULT_PROFILE) -> int:
        """Save what a file brought: all of it or nothing, and say how many sessions were new.

        A session that is here already stays as it is, and so does a profile of the same name.

        Parameters
        ----------
        arrivals
            As they were read.
        profile
            The number of the profile for sessions that come without one.

        Raises
        ------
        StoreError
            If it cannot be saved, or the profile is gone.
        """
        known = {session.document.model_dump_json() for session in self.sessions()}
        arriving = {session.document.model_dump_json(): session for session in arrivals.sessions}
        new = [session for text, session in arriving.items() if text not in known]
        with self._database.writing() as connection:
            homes = {number: bring_in(connection, p) for number, p in arrivals.profiles.items()}
            for session in new:
                home = homes.get(session.profile, profile)
                write_session(
                    connection,
                    home,
                    session.started_at,
                    session.document,
                    session.lifts,
                    session.note,
                )
        return len(new)

    def add_lift(self, session: int, document: SessionDocument, lift: NewLift) -> bool:
        """Save one more lift of a session, and say whether that session is still there.

        Parameters
        ----------
        session
            The number of the session.
        document
            What ``session.json`` says of the session by now; lifts in it are left out.
        lift
            That is finished; one of the same person and number is replaced.
        """
        with self._database.writing() as connection:
            found = connection.execute(
                "UPDATE session SET document = ? WHERE number = ?", (head_text(document), session)
            )
            if found.rowcount:
                write_lift(connection, session, lift)
        return bool(found.rowcount)

    def write_note(self, session: int, note: str) -> None:
        """Save what the user has to say of a session.

        Parameters
        ----------
        session
            The number of the session; one that is gone already is fine.
        note
            Replaces what was there.
        """
        self._change("UPDATE session SET note = ?2 WHERE number = ?1", session, note.strip())

    def erase_session(self, number: int) -> None:
        """Erase a session; nothing of it stays on disk.

        Parameters
        ----------
        number
            Of the session; one that is gone already is fine.
        """
        self._change("DELETE FROM session WHERE number = ?", number)

    def erase_all(self) -> None:
        """Erase everything: the database, what was kept aside, and the folder.

        Raises
        ------
        StoreError
            If it is in use, or the disk does not let go of it.
        """
        if self._database.exists:
            try:
                self._change("DELETE FROM profile")
            except StoreError as error:
                if is_busy(error):  # damaged, or newer: it can be removed all the same
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

    def _read(self, profile: int | None, number: int | None) -> tuple[SavedSession, ...]:
        """Return the sessions of a profile, or of a number; None stands for all."""
        if not self._database.exists:
            return ()
        lifts: dict[int, list[SavedLift]] = {}
        with self._database.reading() as connection:
            connection.execute("BEGIN")  # both questions see the same moment
            for row in connection.execute(_LIFTS, (profile, number)):
                lifts.setdefault(row["session"], []).append(read_lift(row))
            rows = connection.execute(_SESSIONS, (profile, number))
            return tuple(read_session(row, lifts.get(row["number"], ())) for row in rows)

    def _change(self, statement: str, *values: object) -> None:
        """Change or erase something, and what SQLite keeps of it elsewhere."""
        if not self._database.exists:
            return
        with self._database.writing() as connection:
            connection.execute(statement, values)
        self._database.forget_erased()


def _no_session(number: int) -> InputError:
    sentence = "There is no session {number}: `{command}` shows those that there are."
    return InputError(sentence, number=number, command="tilcoach history list")
