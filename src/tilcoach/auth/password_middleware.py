"""Requires a password for everything: pages, pictures and WebSockets."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from tilcoach.auth.cookies import cookie_values
from tilcoach.auth.login_form import LOGIN_PATH, PASSWORD_FIELD, form
from tilcoach.auth.loopback import is_loopback
from tilcoach.auth.loopback_only import same_origin, with_local_origin
from tilcoach.auth.password import is_password
from tilcoach.auth.rate_limit import RateLimit
from tilcoach.auth.request_checks import POLICY_VIOLATION

COOKIE = "__Host-tilcoach-session"
"""The prefix keeps other ports and subdomains from setting it (RFC 6265bis, 4.1.3)."""

SESSION_S = 12 * 3600.0
"""A day of training; then the password is asked for again."""

_THIS_MACHINE = "this machine"
"""Whose addresses have one budget of wrong passwords between them."""

_MOST_BYTES = 4096
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",  # with "no-referrer" a form names no origin at all
}


class PasswordMiddleware:
    """Asks for the password once per browser; has state: sessions and attempts."""

    def __init__(
        self,
        app: ASGIApp,
        password_hash: str,
        tries: RateLimit | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app, self._password_hash = app, password_hash
        self._rate_limit = tries or RateLimit()
        self._clock = clock
        self._sessions: dict[str, float] = {}  # expiry by the secret in the cookie
        self._known: set[str] = set()  # addresses that knew the password

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on requests of a browser with a session; ask the others for the password."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        left_s = self._session_left_s(scope)
        if left_s > 0 and same_origin(scope):
            await self._pass_on(with_local_origin(scope), receive, send, left_s)
        elif scope["type"] == "websocket":
            await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
        else:
            answer = await self._respond(Request(scope, receive))
            await answer(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send, left_s: float) -> None:
        """Pass on a request; a WebSocket ends with its session."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        session = asyncio.timeout(left_s)
        try:
            async with session:
                await self._app(scope, receive, send)
        except TimeoutError:
            if not session.expired():
                raise
            with suppress(RuntimeError):  # closed already
                await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)

    def _session_left_s(self, scope: Scope) -> float:
        """Return how long the session of a browser still lasts; 0 or less without one."""
        secrets_sent = cookie_values(scope, COOKIE)
        until_s = max((self._sessions.get(sent, 0.0) for sent in secrets_sent), default=0.0)
        return until_s - self._clock()

    async def _respond(self, request: Request) -> Response:
        if (
            request.url.path != LOGIN_PATH
            or request.method != "POST"
            or not same_origin(request.scope)
        ):
            return _login_page(HTTPStatus.UNAUTHORIZED)
        address = request.client.host if request.client else ""
        own = (request.scope.get("server") or [""])[0]  # the address that was called
        if address == own or is_loopback(address):
            address = _THIS_MACHINE  # any of its users may call from millions of addresses
        is_known = address in self._known or address == _THIS_MACHINE
        wait_s = self._rate_limit.wait_s(address, is_known=is_known)
        if wait_s > 0:
            return _login_page(HTTPStatus.TOO_MANY_REQUESTS, wait_s)
        # In a thread, because it is slow on purpose and others are looking at their film.
        if not await asyncio.to_thread(is_password, await _submitted(request), self._password_hash):
            return _login_page(HTTPStatus.FORBIDDEN)
        self._rate_limit.reset(address)
        self._known.add(address)
        return self._start_session()

    def _start_session(self) -> Response:
        now_s = self._clock()
        self._sessions = {
            token: until_s for token, until_s in self._sessions.items() if until_s > now_s
        }
        secret = secrets.token_urlsafe(32)
        self._sessions[secret] = now_s + SESSION_S
        answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        answer.set_cookie(
            COOKIE, secret, int(SESSION_S), secure=True, httponly=True, samesite="strict"
        )
        return answer


async def _submitted(request: Request) -> str:
    """Return the submitted password; empty when the form is larger than any password."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return ""
    return parse_qs(body.decode("utf-8", "replace")).get(PASSWORD_FIELD, [""])[0]


def _login_page(status: HTTPStatus, wait_s: float = 0.0) -> Response:
    wait = {"Retry-After": f"{wait_s:.0f}"} if wait_s else {}
    return HTMLResponse(form(status, wait_s), status, {**_HEADERS, **wait})
