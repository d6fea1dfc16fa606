"""Gathers what goes onto a sheet, from the history or from what was just looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tilcoach.sheet.contents import Sheet, SheetSession
from tilcoach.sheet.published import read_published
from tilcoach.store import History, SavedSession


def sheet_of(sessions: Iterable[SheetSession], made_on: date, name: str = "") -> Sheet:
    """Return a sheet with the measurement errors of this version.

    Parameters
    ----------
    sessions
        At least one, in order of time.
    made_on
        The day.
    name
        Of the profile; empty for none.
    """
    return Sheet(tuple(sessions), made_on, name, read_published())


def sheet_of_saved(
    history: History, sessions: Iterable[SavedSession], made_on: date, name: str = ""
) -> Sheet:
    """Return a sheet of sessions of the history, with their curves.

    Parameters
    ----------
    history
        Of this machine.
    sessions
        At least one, in order of time.
    made_on, name
        As above.

    Raises
    ------
    StoreError
        If the history cannot be read.
    """
    gathered = (SheetSession.of_saved(saved, history.curves(saved.number)) for saved in sessions)
    return sheet_of(gathered, made_on, name)
