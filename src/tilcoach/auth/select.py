"""Selects what stands in front of the pages: with a password, or for this machine alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from starlette.middleware import Middleware

from tilcoach.auth.health import Health
from tilcoach.auth.loopback_only import LoopbackOnly
from tilcoach.auth.password import HASH_VARIABLE
from tilcoach.auth.password_middleware import PasswordMiddleware
from tilcoach.auth.request_checks import RequestChecks
from tilcoach.auth.security_headers import SecurityHeaders
from tilcoach.auth.token import TOKEN_VARIABLE
from tilcoach.auth.token_middleware import TokenMiddleware


def select_auth(
    environment: Mapping[str, str], inline_scripts: Iterable[str] = ()
) -> list[Middleware]:
    """Return the middleware, outermost first; without a password only this machine has access."""
    return [
        Middleware(SecurityHeaders, inline_scripts=inline_scripts),
        Middleware(RequestChecks),
        Middleware(Health),
        *_access(environment),
    ]


def _access(environment: Mapping[str, str]) -> list[Middleware]:
    password_hash = environment.get(HASH_VARIABLE)
    if password_hash:
        return [Middleware(PasswordMiddleware, password_hash=password_hash)]
    token = environment.get(TOKEN_VARIABLE)
    with_token = [Middleware(TokenMiddleware, token=token)] if token else []
    return [Middleware(LoopbackOnly), *with_token]
