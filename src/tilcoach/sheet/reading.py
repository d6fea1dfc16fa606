"""Reads a session back from the files that ``tilcoach analyze`` wrote."""

from __future__ import annotations

from pathlib import Path

from tilcoach.sheet.contents import SheetSession
from tilcoach.store import curves_beside, read_session_file


def read_session(path: Path) -> SheetSession:
    """Return the session of a ``session.json``, with the curves of the ``frames.csv`` beside it.

    Parameters
    ----------
    path
        The ``session.json``; without a ``frames.csv`` beside it there are no curves.

    Raises
    ------
    InputError
        If a file cannot be read or is not what ``tilcoach analyze`` writes; says which and why.
    """
    document, changed = read_session_file(path)
    return SheetSession(document, changed, curves=curves_beside(path, document))
