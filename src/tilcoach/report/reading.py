"""A session read back from the text of a ``session.json``; what is none gets a sentence."""

from __future__ import annotations

import json

from pydantic import ValidationError

from tilcoach.errors import InputError
from tilcoach.report.session import SessionDocument

MOST_BYTES = 50_000_000
"""Of one session: an hour of lifting is not a tenth of it."""

_SCHEMA = 1


def read_document(data: bytes, path: object) -> SessionDocument:
    """Return the session that a file holds.

    Parameters
    ----------
    data
        What the file holds.
    path
        What to call the file in a sentence.

    Raises
    ------
    InputError
        If it is no session, not a whole one, or of a newer tilcoach; says which and where.
    """
    if len(data) > MOST_BYTES:
        sentence = "{path} is too large for a session: give a session.json of tilcoach analyze."
        raise InputError(sentence, path=path)
    try:
        given = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        sentence = "{path} is not a session: give a session.json of tilcoach analyze."
        raise InputError(sentence, path=path) from error
    schema = given.get("schema") if isinstance(given, dict) else None
    if isinstance(schema, int) and schema > _SCHEMA:
        sentence = "{path} was made by a newer tilcoach: install that version to read it."
        raise InputError(sentence, path=path)
    try:
        return SessionDocument.model_validate(given)
    except (ValidationError, RecursionError) as error:
        sentence = "{path} is not a whole session ({cause}): analyse the video again."
        raise InputError(sentence, path=path, cause=first_fault(error)) from error


def first_fault(error: ValidationError | RecursionError) -> str:
    """Return the first place that is not as it should be.

    Parameters
    ----------
    error
        As pydantic raised it.
    """
    if isinstance(error, RecursionError):
        return type(error).__name__
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
