"""The profiles of the history: names or tags, each with its own settings and target."""

from __future__ import annotations

import json
import sqlite3

from tilcoach.config import Settings
from tilcoach.errors import InputError
from tilcoach.store.database import Database
from tilcoach.store.rows import read_profile
from tilcoach.store.saved import DEFAULT_PROFILE, Profile

MOST_LETTERS = 40
"""Of a name: it has to fit in a list."""


class Profiles:
    """The profiles in a database.

    Parameters
    ----------
    database
        Where they are kept; the profile without a name is there even before the file is.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Profile, ...]:
        """Return all profiles, the one without a name first."""
        if not self._database.exists:
            return (Profile(DEFAULT_PROFILE, ""),)
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT number, name, lifts_per_week, settings FROM profile"
                " ORDER BY number <> ?, name",
                (DEFAULT_PROFILE,),
            )
            return tuple(read_profile(row) for row in rows)

    def named(self, name: str) -> Profile:
        """Return the profile of a name.

        Parameters
        ----------
        name
            Capital letters do not matter; empty for the profile without a name.

        Raises
        ------
        InputError
            If there is none; names those that there are.
        """
        profiles = self.all()
        for profile in profiles:
            if profile.name.casefold() == name.strip().casefold():
                return profile
        known = ", ".join(profile.name for profile in profiles if profile.name) or "-"
        sentence = (
            "There is no profile called {name}: make it on the Progress page, "
            "or use one of these: {known}."
        )
        raise InputError(sentence, name=name, known=known)

    def add(self, name: str) -> Profile:
        """Make a profile and return it.

        Parameters
        ----------
        name
            A name or a tag, up to `MOST_LETTERS` letters.

        Raises
        ------
        InputError
            If the name is empty, too long, or taken.
        """
        wanted = checked_name(name)
        with self._database.writing() as connection:
            try:
                made = connection.execute("INSERT INTO profile (name) VALUES (?)", (wanted,))
            except sqlite3.IntegrityError as error:
                raise _taken(wanted) from error
        return Profile(made.lastrowid or 0, wanted)

    def change(self, profile: Profile) -> None:
        """Save what is different about a profile: its name, target and settings.

        Parameters
        ----------
        profile
            With the number of one that there is; the profile without a name stays without.

        Raises
        ------
        InputError
            If the name cannot be used or is taken, or a setting cannot be used.
        """
        profile.lay_over(Settings())  # says which key is at fault
        name = "" if profile.number == DEFAULT_PROFILE else checked_name(profile.name)
        values = (name, profile.lifts_per_week, json.dumps(dict(profile.settings)))
        with self._database.writing() as connection:
            try:
                connection.execute(
                    "UPDATE profile SET name = ?, lifts_per_week = ?, settings = ?"
                    " WHERE number = ?",
                    (*values, profile.number),
                )
            except sqlite3.IntegrityError as error:
                raise _taken(name) from error
        self._database.forget_erased()

    def erase(self, number: int) -> None:
        """Erase a profile and all of its sessions; the one without a name stays, empty.

        Parameters
        ----------
        number
            Of the profile; one that is gone already is fine.
        """
        if not self._database.exists:
            return
        with self._database.writing() as connection:
            connection.execute("DELETE FROM profile WHERE number = ?", (number,))
            connection.execute(
                "INSERT OR IGNORE INTO profile (number, name) VALUES (?, '')", (DEFAULT_PROFILE,)
            )
        self._database.forget_erased()


def bring_in(connection: sqlite3.Connection, profile: Profile) -> int:
    """Make a profile as it is elsewhere, and return its number here.

    One of the same name takes over targets and settings only while it has none of its own.

    Parameters
    ----------
    connection
        Within a transaction.
    profile
        Its own number does not matter.
    """
    own = (profile.lifts_per_week, json.dumps(dict(profile.settings)))
    row = connection.execute(
        "SELECT number FROM profile WHERE name = ?", (profile.name,)
    ).fetchone()
    if row is not None:
        connection.execute(
            "UPDATE profile SET lifts_per_week = ?, settings = ?"
            " WHERE number = ? AND lifts_per_week IS NULL AND settings = '{}'",
            (*own, row["number"]),
        )
        return int(row["number"])
    made = connection.execute(
        "INSERT INTO profile (name, lifts_per_week, settings) VALUES (?, ?, ?)",
        (profile.name, *own),
    )
    return int(made.lastrowid or 0)


def checked_name(name: str) -> str:
    """Return a name with single spaces.

    Parameters
    ----------
    name
        As somebody typed it.

    Raises
    ------
    InputError
        If it holds nothing, or too much.
    """
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > MOST_LETTERS or not wanted.isprintable():
        sentence = "A profile needs a name of 1 to {most} letters: choose another name."
        raise InputError(sentence, most=MOST_LETTERS)
    return wanted


def _taken(name: str) -> InputError:
    sentence = "There is a profile called {name} already: choose another name."
    return InputError(sentence, name=name)
