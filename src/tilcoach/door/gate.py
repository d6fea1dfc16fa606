"""Nothing of the app without the password: no page, no picture, no open line."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from tilcoach.door.form import DOOR, FIELD, form
from tilcoach.door.only_here import same_origin, without_name
from tilcoach.door.password import is_password
from tilcoach.door.tries import Tries

COOKIE = "tilcoach-door"
OPEN_S = 12 * 3600.0
"""A day of training; after that the password is asked again."""

_NOT_FOR_YOU = 1008  # a WebSocket's code for it
_MOST_BYTES = 4096
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    "Referrer-Policy": "same-origin",  # with "no-referrer" a form names no origin at all
    "X-Frame-Options": "DENY",
}


class PasswordGate:
    """Asks for a password once per browser; has state: who came in, and who guessed.

    Parameters
    ----------
    app
        What is behind the gate.
    kept
        The hash of the password.
    tries
        How often may be guessed.
    clock
        Rising seconds.
    """

    def __init__(
        self,
        app: ASGIApp,
        kept: str,
        tries: Tries | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app, self._kept = app, kept
        self._tries = tries or Tries()
        self._clock = clock
        self._guests: dict[str, float] = {}  # by the secret in the cookie: until when

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what comes from a browser that knew the password; ask the others for it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif self._is_guest(scope) and same_origin(scope):
            await self._app(without_name(scope), receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(_NOT_FOR_YOU)(scope, receive, send)
        else:
            answer = await self._answer(Request(scope, receive))
            await answer(scope, receive, send)

    def _is_guest(self, scope: Scope) -> bool:
        cookies: SimpleCookie = SimpleCookie()
        try:
            cookies.load(Headers(scope=scope).get("cookie", ""))
        except CookieError:
            return False
        secret = cookies[COOKIE].value if COOKIE in cookies else ""
        return self._guests.get(secret, 0.0) > self._clock()

    async def _answer(self, request: Request) -> Response:
        if request.url.path != DOOR or request.method != "POST" or not same_origin(request.scope):
            return _ask(HTTPStatus.UNAUTHORIZED)
        address = request.client.host if request.client else ""
        wait_s = self._tries.wait_s(address)
        if wait_s > 0:
            return _ask(HTTPStatus.TOO_MANY_REQUESTS, wait_s)
        # In a thread, because it is slow on purpose and others are looking at their film.
        if not await asyncio.to_thread(is_password, await _given(request), self._kept):
            return _ask(HTTPStatus.FORBIDDEN)
        self._tries.forgive(address)
        return self._welcome()

    def _welcome(self) -> Response:
        now_s = self._clock()
        self._guests = {
            guest: until_s for guest, until_s in self._guests.items() if until_s > now_s
        }
        secret = secrets.token_urlsafe(32)
        self._guests[secret] = now_s + OPEN_S
        answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        answer.set_cookie(
            COOKIE, secret, int(OPEN_S), secure=True, httponly=True, samesite="strict"
        )
        return answer


async def _given(request: Request) -> str:
    """Return the password in a form; nothing when the form is larger than any password."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return ""
    return parse_qs(body.decode("utf-8", "replace")).get(FIELD, [""])[0]


def _ask(status: HTTPStatus, wait_s: float = 0.0) -> Response:
    wait = {"Retry-After": f"{wait_s:.0f}"} if wait_s else {}
    return HTMLResponse(form(status, wait_s), status, {**_HEADERS, **wait})
