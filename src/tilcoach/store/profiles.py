"""The profiles of the history: names or tags, each with its settings and target."""

from __future__ import annotations

import json
import sqlite3
from datetime import date

from tilcoach.errors import InputError
from tilcoach.store.database import Database
from tilcoach.store.records import (
    DEFAULT_PROFILE,
    SAVING_CHOSEN_ON,
    SAVING_STOPPED_ON,
    Profile,
)
from tilcoach.store.serialization import read_profile

MOST_LETTERS = 40
"""Of a name: it has to fit in a list."""


KEEP_DEFAULT_PROFILE = (
    f"INSERT OR IGNORE INTO profile (number, name) VALUES ({DEFAULT_PROFILE}, '')"  # noqa: S608
)
"""Belongs to every change that may remove profiles: the one without a name is always there."""


class Profiles:
    """The profiles in a database."""

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
        """Return the profile of a name."""
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
        """Make a profile and return it."""
        wanted = checked_name(name)
        with self._database.writing() as connection:
            try:
                made = connection.execute("INSERT INTO profile (name) VALUES (?)", (wanted,))
            except sqlite3.IntegrityError as error:
                raise _taken(wanted) from error
        return Profile(made.lastrowid or 0, wanted)

    def change(self, profile: Profile) -> None:
        """Save what is different about a profile: its name, target and settings."""
        profile.check()
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
        self._database.purge_erased()

    def record_saving(self, number: int, day: date) -> None:
        """Record on which day the user chose to save under a profile."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE profile SET settings = json_remove(json_set(settings, ?, ?), ?)"
                " WHERE number = ?",
                (f"$.{SAVING_CHOSEN_ON}", day.isoformat(), f"$.{SAVING_STOPPED_ON}", number),
            )

    def record_stop(self, number: int, day: date) -> None:
        """Record on which day the user chose to save under a profile no longer."""
        if self._database.exists:
            with self._database.writing() as connection:
                connection.execute(
                    "UPDATE profile SET settings = json_set(settings, ?, ?) WHERE number = ?",
                    (f"$.{SAVING_STOPPED_ON}", day.isoformat(), number),
                )

    def erase(self, number: int) -> None:
        """Erase a profile and all of its sessions; the one without a name stays, empty."""
        if not self._database.exists:
            return
        with self._database.writing() as connection:
            connection.execute("DELETE FROM profile WHERE number = ?", (number,))
            connection.execute(KEEP_DEFAULT_PROFILE)
        self._database.purge_erased()


def import_profile(connection: sqlite3.Connection, profile: Profile) -> int:
    """Import a profile, and return its number here.

    A profile of the same name takes over target and settings only when it has none itself.
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
    """Return a name with single spaces."""
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > MOST_LETTERS or not wanted.isprintable():
        sentence = "A profile needs a name of 1 to {most} letters: choose another name."
        raise InputError(sentence, most=MOST_LETTERS)
    return wanted


def _taken(name: str) -> InputError:
    sentence = "There is a profile called {name} already: choose another name."
    return InputError(sentence, name=name)
