"""Lets in only browsers that were sent here by who started the app, not other users of the machine.

At 127.0.0.1 every user of a machine reaches the server. The address that is printed and opened
carries a secret of this start; a browser exchanges it for a cookie.
"""

from __future__ import annotations

import hmac
import secrets
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from tilcoach.auth.cookies import cookie_values
from tilcoach.auth.request_checks import POLICY_VIOLATION
from tilcoach.auth.token import TOKEN_PARAMETER
from tilcoach.i18n import LANGUAGES, translator


class TokenMiddleware:
    """Asks every browser for the token once; the cookie counts until the server stops."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._token = app, token
        self._session = secrets.token_urlsafe()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Exchange the token for a cookie, pass on requests with the cookie, refuse the rest."""
        if scope["type"] == "http" and self._has_token(request := Request(scope)):
            await self._start_session(request)(scope, receive, send)
        elif scope["type"] == "lifespan" or self._has_cookie(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
        else:
            await _refusal()(scope, receive, send)

    def _has_token(self, request: Request) -> bool:
        given = request.query_params.get(TOKEN_PARAMETER, "")
        return request.method == "GET" and _equal(given, self._token)

    def _has_cookie(self, scope: Scope) -> bool:
        return any(_equal(value, self._session) for value in cookie_values(scope, _cookie(scope)))

    def _start_session(self, request: Request) -> Response:
        """Return an answer that sets the cookie and takes the token out of the address."""
        kept = [
            (name, value)
            for name, value in request.query_params.multi_items()
            if name != TOKEN_PARAMETER
        ]
        path = "/" + request.url.path.lstrip("/")  # two slashes would name another server
        address = f"{path}?{urlencode(kept)}" if kept else path
        answer = RedirectResponse(address, HTTPStatus.SEE_OTHER)
        # Lax: the browser comes from a file that opens the address, which counts as another site.
        answer.set_cookie(_cookie(request.scope), self._session, httponly=True, samesite="lax")
        return answer


def _cookie(scope: Scope) -> str:
    """Return the name of the cookie: all ports of a machine share their cookies."""
    _, port = scope.get("server") or ("", None)
    return f"tilcoach-{port}"


def _equal(given: str, secret: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())


def _refusal() -> Response:
    sentence = "Open the address that tilcoach printed when it started: it holds a secret code."
    lines = (translator(language).text(sentence) for language in LANGUAGES)
    return PlainTextResponse("".join(f"{line}\n" for line in lines), HTTPStatus.FORBIDDEN)
