"""Gives access to browsers on this machine only, whatever the server listens on."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from tilcoach.auth.loopback import is_loopback
from tilcoach.auth.request_checks import POLICY_VIOLATION

_FORBIDDEN = 403
_SENTENCE = (
    "tilcoach is only for the computer that it runs on. "
    "To open it to a network, start it with: tilcoach app --lan\n"
)


class LoopbackOnly:
    """Answers only browsers on this machine that used a name of this machine.

    The name counts as well as the address: a foreign page may resolve its own name to our address
    and then talk to us as if it were ours (DNS rebinding). A WebSocket must come from our own
    page; Streamlit would look a foreign origin up at a server on the internet.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on requests from this machine, and refuse the rest."""
        if scope["type"] == "lifespan" or _is_own(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
        else:
            await PlainTextResponse(_SENTENCE, _FORBIDDEN)(scope, receive, send)


def same_origin(scope: Scope) -> bool:
    """Return whether a page of this server makes the request; no origin means no page does."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def with_local_origin(scope: Scope) -> Scope:
    """Return a request to Streamlit with an origin that it accepts.

    Streamlit compares the origin with the names of this machine, and asks a server on the internet
    for its public address when the name is another one, such as that of this machine on the
    network. The origin was compared with the host already.
    """
    if not scope["path"].startswith(_STREAMLIT):
        return scope
    headers = [
        (name, b"https://localhost" if name == b"origin" else value)
        for name, value in scope["headers"]
    ]
    return {**scope, "headers": headers}


_STREAMLIT = "/_stcore/"


def _is_own(scope: Scope) -> bool:
    host = urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname
    return is_loopback((scope.get("client") or [""])[0]) and (
        is_loopback(host) and same_origin(scope)
    )
