"""Which door a server gets: the environment says whether there is a password."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.middleware import Middleware

from tilcoach.door.gate import PasswordGate
from tilcoach.door.only_here import OnlyHere
from tilcoach.door.password import HASH_VARIABLE


def choose_door(environment: Mapping[str, str]) -> Middleware:
    """Return the door: without a password nobody but this machine comes in.

    Parameters
    ----------
    environment
        Of the process.
    """
    kept = environment.get(HASH_VARIABLE)
    return Middleware(PasswordGate, kept=kept) if kept else Middleware(OnlyHere)
