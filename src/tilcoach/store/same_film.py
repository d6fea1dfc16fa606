"""The same film, analysed more than once: replaced or kept beside, and counted once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from enum import StrEnum

from tilcoach.store.records import SavedSession


class SameFilm(StrEnum):
    """What becomes of the older session of a film that is saved again."""

    REPLACE = "replace"
    """The newer one takes its place, and keeps its note."""
    BESIDE = "beside"
    """Both stay; progress counts the newer one."""


_SHA256 = "CASE WHEN json_valid(document) THEN json_extract(document, '$.source.sha256') END"

COUNTED = f"""
    SELECT max(number) FROM (SELECT number, {_SHA256} AS sha256 FROM session WHERE profile = ?1)
    GROUP BY CASE WHEN sha256 <> '' THEN sha256 ELSE number END
"""  # noqa: S608  a text of our own
"""The numbers of a profile's sessions, of each film the one that was saved last."""

_OLDER = f"""
    SELECT number FROM session WHERE profile = ? AND {_SHA256} = ? ORDER BY number DESC LIMIT 1
"""  # noqa: S608  a text of our own


def find_older(connection: sqlite3.Connection, profile: int, sha256: str) -> int | None:
    """Return the session of a film that was saved last under a profile; None without one."""
    if not sha256:  # the camera
        return None
    row = connection.execute(_OLDER, (profile, sha256)).fetchone()
    return None if row is None else int(row[0])


def counted(sessions: Iterable[SavedSession]) -> tuple[SavedSession, ...]:
    """Return sessions in their order, of each film under a profile the one saved last."""
    known = tuple(sessions)
    newest: dict[tuple[int, str], int] = {}
    for session in known:
        film = session.profile, session.head.source.sha256
        newest[film] = max(session.number, newest.get(film, 0))
    return tuple(
        session
        for session in known
        if not session.head.source.sha256
        or session.number == newest[session.profile, session.head.source.sha256]
    )
