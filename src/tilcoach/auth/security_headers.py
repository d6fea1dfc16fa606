"""Headers by which a browser keeps other pages away from ours, on every answer."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from hashlib import sha256
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_COMPONENTS = "/component/"
"""Streamlit shows components of the first kind, such as WebRTC, in a frame of our own page."""

_REFUSAL = "websocket.http.response"
"""The extension of ASGI by which a WebSocket is refused with headers."""

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

_POLICY = (
    "default-src 'none'",
    "style-src 'self' 'unsafe-inline'",  # Streamlit writes its styles into the page
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    "connect-src 'self'",
    "frame-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)

_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

REFUSAL_HEADERS = tuple(
    (name.lower().encode(), value.encode())
    for name, value in {
        **_HEADERS,
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
    }.items()
)
"""Of an answer that is one line: where no app is asked, and where a WebSocket is refused."""


def script_hashes(html: str) -> list[str]:
    """Return the hashes by which a policy allows the inline scripts of a page."""
    found = (sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(html))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in found]


class SecurityHeaders:
    """Adds the headers where the app set none of its own; a fault gets an answer with them too."""

    def __init__(self, app: ASGIApp, inline_scripts: Iterable[str] = ()) -> None:
        self._app = app
        # Components of the second kind reach the browser as text, and run as a blob.
        scripts = " ".join(("script-src 'self' blob:", *inline_scripts))
        self._policy = "; ".join((*_POLICY, scripts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, _refusing_with_headers(scope, send))
            return
        defaults = self._defaults(scope["path"])
        has_started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_started
            if message["type"] == "http.response.start":
                has_started = True
                headers = MutableHeaders(scope=message)
                for name, value in defaults.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            if not has_started:
                status = HTTPStatus.INTERNAL_SERVER_ERROR
                fault = PlainTextResponse(status.phrase, status)
                await fault(scope, receive, send_with_headers)
            raise  # the server logs it

    def _defaults(self, path: str) -> dict[str, str]:
        ancestors, option = ("'self'", "SAMEORIGIN") if _is_component(path) else ("'none'", "DENY")
        return {
            **_HEADERS,
            "Content-Security-Policy": f"{self._policy}; frame-ancestors {ancestors}",
            "X-Frame-Options": option,
        }


def _refusing_with_headers(scope: Scope, send: Send) -> Send:
    """Return what sends; a WebSocket that is closed before it opens becomes an answer of ours."""
    can_answer = _REFUSAL in scope.get("extensions", {})

    async def send_refusal(message: Message) -> None:
        nonlocal can_answer
        if can_answer and message["type"] == "websocket.close":
            headers = [*REFUSAL_HEADERS, (b"content-length", b"0")]
            start = f"{_REFUSAL}.start"
            await send({"type": start, "status": HTTPStatus.FORBIDDEN, "headers": headers})
            message = {"type": f"{_REFUSAL}.body", "body": b""}
        can_answer = False  # that was the first message
        await send(message)

    return send_refusal


def _is_component(path: str) -> bool:
    return path.startswith(_COMPONENTS)
