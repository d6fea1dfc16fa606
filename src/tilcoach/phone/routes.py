"""The three routes that a telephone can reach: the page, its script, and the WebSocket."""

from __future__ import annotations

import base64
import json
import re
from hashlib import sha256
from html import escape
from http import HTTPStatus
from importlib.resources import files
from string import Template

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from tilcoach.auth.request_checks import POLICY_VIOLATION, RequestChecks
from tilcoach.auth.security_headers import SecurityHeaders
from tilcoach.i18n import Translator
from tilcoach.phone.connection import Connections
from tilcoach.phone.wording import page_words, script_words

PAGE_PATH, SCRIPT_PATH, SOCKET_PATH = "/", "/phone.js", "/camera"

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def phone_app(connections: Connections, netloc: str, words: Translator) -> ASGIApp:
    """Return what is served at ``https://netloc``."""
    html, script = _page(words), _asset("phone.js")
    headers = _headers(netloc, html)

    async def page(_request: Request) -> Response:
        return Response(html, headers=headers, media_type="text/html")

    async def code(_request: Request) -> Response:
        return Response(script, headers=headers, media_type="text/javascript")

    async def nothing(_request: Request, _error: Exception) -> Response:
        status = HTTPStatus.NOT_FOUND
        return PlainTextResponse(f"{status.phrase}\n", status, headers)

    app = Starlette(
        routes=[
            Route(PAGE_PATH, page),
            Route(SCRIPT_PATH, code),
            WebSocketRoute(SOCKET_PATH, connections.serve),
        ],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(RequestChecks),
            Middleware(OwnPageOnly, netloc=netloc),
        ],
        exception_handlers={HTTPStatus.NOT_FOUND: nothing, HTTPStatus.METHOD_NOT_ALLOWED: nothing},
    )
    app.router.redirect_slashes = False
    return app


class OwnPageOnly:
    """Answers only requests to the address in the code, and WebSockets of its own page.

    A foreign page may resolve a name of its own to our address and then talk to us (DNS rebinding),
    and any page may open a WebSocket to any address.
    """

    def __init__(self, app: ASGIApp, netloc: str) -> None:
        self._app = app
        self._netloc = netloc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what our own page asks, and refuse the rest."""
        if scope["type"] == "lifespan" or self._is_own(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
        else:
            status = HTTPStatus.NOT_FOUND
            await PlainTextResponse(f"{status.phrase}\n", status)(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        if headers.get("host") != self._netloc:
            return False
        origin = headers.get("origin")
        if scope["type"] != "websocket" and origin is None:
            return True
        return origin == f"https://{self._netloc}"


def _page(words: Translator) -> str:
    """Return the page in one language; the script finds its sentences in it."""
    said = {name: escape(text) for name, text in page_words(words).items()}
    more = escape(json.dumps(script_words(words)))
    return Template(_asset("page.html")).substitute(said, words=more, lang=words.language)


def _headers(netloc: str, html: str) -> dict[str, str]:
    """Return headers by which the page loads its own script and style, and speaks to us only."""
    styles = (sha256(style.encode()).digest() for style in _STYLE.findall(html))
    hashes = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in styles)
    policy = (
        "default-src 'none'",
        "script-src 'self'",
        f"style-src {hashes}",
        f"connect-src 'self' wss://{netloc}",  # older Safari knows no WebSocket by 'self'
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "; ".join(policy),
        "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    }


def _asset(name: str) -> str:
    return files(__package__ or "tilcoach.phone").joinpath(name).read_text(encoding="utf-8")
