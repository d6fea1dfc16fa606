"""Lets in this machine's own browser only, whatever the server listens on."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from tilcoach.door.this_machine import is_this_machine

_FORBIDDEN = 403
_NOT_FOR_YOU = 1008  # a WebSocket's code for it
_SENTENCE = (
    "tilcoach is only for the computer that it runs on. "
    "To open it to a network, start it with: tilcoach app --lan\n"
)


class OnlyHere:
    """Answers only browsers on this machine that called it by a name of this machine.

    The name counts as well as the address: a foreign page may give its own name our address, and
    then talk to us as if it were ours (DNS rebinding). And an open line must come from our own
    page; Streamlit would look a foreign one up at a server on the internet.

    Parameters
    ----------
    app
        What is behind the door.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what comes from this machine, and refuse the rest."""
        if scope["type"] == "lifespan" or _is_own(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(_NOT_FOR_YOU)(scope, receive, send)
        else:
            await PlainTextResponse(_SENTENCE, _FORBIDDEN)(scope, receive, send)


def same_origin(scope: Scope) -> bool:
    """Say whether a page of this very server asks; without an origin it is no page that asks.

    Parameters
    ----------
    scope
        Of a request or an open line.
    """
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def without_name(scope: Scope) -> Scope:
    """Return a request to Streamlit with an origin that it knows.

    Streamlit compares it with the names of this machine, and asks a server on the internet for
    its outer address when it is another name, such as that of this machine in the network. The
    origin was compared with the host already.

    Parameters
    ----------
    scope
        Of a request or an open line that passed `same_origin`.
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
    return is_this_machine((scope.get("client") or [""])[0]) and (
        is_this_machine(host) and same_origin(scope)
    )
