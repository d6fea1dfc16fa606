"""The secret of one start, which the printed address carries."""

from __future__ import annotations

import secrets

TOKEN_VARIABLE = "TILCOACH_TOKEN"  # noqa: S105 - the name of it
"""Through it the token reaches the server; other users of the machine see no environment."""

TOKEN_PARAMETER = "token"  # noqa: S105 - the name of it
"""In the address."""


def new_token() -> str:
    """Return a token that nobody guesses."""
    return secrets.token_urlsafe()
