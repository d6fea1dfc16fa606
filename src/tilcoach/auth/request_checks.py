"""Refuses what no page of ours and no honest browser asks, before anything else looks at it."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

POLICY_VIOLATION = 1008
"""Code with which a WebSocket is closed (RFC 6455, section 7.4.1)."""

_OWN_SITES = frozenset({"same-origin", "none"})
"""Values of ``Sec-Fetch-Site`` of our own pages and of the address bar; old browsers say none."""


class RequestChecks:
    """Refuses unreadable addresses, and requests that pages of other sites make."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request, or refuse it in one line."""
        status = None if scope["type"] == "lifespan" else _refusal(scope)
        if status is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
        else:
            await PlainTextResponse(f"{status.phrase}\n", status)(scope, receive, send)


def _refusal(scope: Scope) -> HTTPStatus | None:
    headers = Headers(scope=scope)
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    addresses = [*(f"//{host}" for host in hosts), *origins]
    if len(hosts) > 1 or len(origins) > 1 or not all(map(_is_readable, addresses)):
        return HTTPStatus.BAD_REQUEST
    if not scope["query_string"].isascii():  # no browser sends it so, and nothing behind reads it
        return HTTPStatus.BAD_REQUEST
    sites = headers.getlist("sec-fetch-site")
    if set(sites) <= _OWN_SITES or scope["type"] == "websocket":
        return None  # browsers disagree about a WebSocket's site; its origin is checked
    return None if _opens_a_page(scope["method"], headers) else HTTPStatus.FORBIDDEN


def _opens_a_page(method: str, headers: Headers) -> bool:
    """Return whether a link of another site opens our page in a tab, and in no frame of theirs."""
    return (
        method == "GET"
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
    )


def _is_readable(address: str) -> bool:
    try:
        _ = urlsplit(address).port  # it reads the host name first
    except ValueError:
        return False
    return True
