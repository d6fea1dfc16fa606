"""Whether the server answers, for what watches over it: ``python -m tilcoach.auth.health 8501``.

The question passes no secret and no password, so it may come from this machine alone, and the
answer says nothing else.
"""

from __future__ import annotations

import ssl
import sys
from contextlib import closing, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tilcoach.auth.loopback import is_loopback

HEALTH_PATH = "/health"
_PATIENCE_S = 5
_HERE = "127.0.0.1"


class Health:
    """Answers this machine at `HEALTH_PATH`, before anything is asked of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the one question, and pass on all others."""
        if _is_question(scope):
            await PlainTextResponse("ok\n")(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_question(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["path"] == HEALTH_PATH
        and scope["method"] == "GET"
        and is_loopback((scope.get("client") or [""])[0])
    )


def is_healthy(port: int) -> bool:
    """Return whether a tilcoach of this machine answers at a port, with encryption or without.

    Parameters
    ----------
    port
        1 to 65535.
    """
    unchecked = ssl.create_default_context()
    unchecked.check_hostname = False  # it is made for the name that others type
    unchecked.verify_mode = ssl.CERT_NONE
    for connection in (
        HTTPConnection(_HERE, port, timeout=_PATIENCE_S),
        HTTPSConnection(_HERE, port, timeout=_PATIENCE_S, context=unchecked),
    ):
        with closing(connection), suppress(OSError, HTTPException):
            connection.request("GET", HEALTH_PATH)
            return connection.getresponse().status == HTTPStatus.OK
    return False


if __name__ == "__main__":
    sys.exit(not is_healthy(int(sys.argv[1])))
