"""Reads a ``session.json``."""

from __future__ import annotations

import json

from pydantic import ValidationError

from tilcoach.errors import InputError
from tilcoach.session_files.schema import SessionDocument
from tilcoach.session_files.tables import decode_text

MOST_BYTES = 50_000_000
"""Of one session: an hour of lifting is not a tenth of it."""

_SCHEMA = 1


def read_document(data: bytes, path: object) -> SessionDocument:
    """Return the session that a file holds."""
    if len(data) > MOST_BYTES:
        sentence = "{path} is too large for a session: give a session.json of tilcoach analyze."
        raise InputError(sentence, path=path)
    try:
        values = json.loads(decode_text(data))
    except (ValueError, RecursionError) as error:
        sentence = "{path} is not a session: give a session.json of tilcoach analyze."
        raise InputError(sentence, path=path) from error
    schema = values.get("schema") if isinstance(values, dict) else None
    if isinstance(schema, int) and schema > _SCHEMA:
        sentence = "{path} was made by a newer tilcoach: install that version to read it."
        raise InputError(sentence, path=path)
    try:
        return SessionDocument.model_validate(values)
    except (ValidationError, RecursionError) as error:
        sentence = "{path} is not a whole session ({cause}): analyse the video again."
        raise InputError(sentence, path=path, cause=first_fault(error)) from error


def first_fault(error: ValidationError | RecursionError) -> str:
    """Return the first place that is not as it should be."""
    if isinstance(error, RecursionError):
        return type(error).__name__
    first = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
