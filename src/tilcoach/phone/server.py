"""The server of one session with a telephone: a port of its own, in a thread of its own."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from ssl import SSLContext

from starlette.types import ASGIApp

from tilcoach.auth.closing import ClosableProtocol
from tilcoach.auth.patience import PatientProtocol
from tilcoach.errors import VideoError
from tilcoach.phone.picture import MOST_BYTES

PORTS = range(8520, 8530)
"""The first of these that is free; a firewall can be told so."""

_FAREWELL_S = 1  # for the answers that are being sent when the server stops
_STOP_S = 5.0
_PING_S = 5.0  # a telephone that is gone is noticed by then


def open_port(address: str) -> socket.socket:
    """Return a socket that is bound to the first free port, or raise `VideoError`."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for port in PORTS:
        line = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere it would let two programs have one port
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind((address, port))
            line.listen()
        except OSError:
            line.close()
        else:
            return line
    sentence = (
        "The phone cannot reach this computer: ports {first} to {last} at {address} cannot be "
        "used. Close other programs that use them."
    )
    raise VideoError(sentence, first=PORTS[0], last=PORTS[-1], address=address)


class PhoneServer:
    """Serves an app until it is stopped."""

    def __init__(self, app: ASGIApp, line: socket.socket, encryption: SSLContext) -> None:
        import uvicorn  # noqa: PLC0415 - slow to import, and seldom needed

        config = uvicorn.Config(
            app,
            http=PatientProtocol,
            ws=ClosableProtocol,
            ws_max_size=MOST_BYTES,
            ws_per_message_deflate=False,  # a JPEG is as small as it gets
            ws_ping_interval=_PING_S,
            ws_ping_timeout=_PING_S,
            ssl_context_factory=lambda _config, _default: encryption,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_FAREWELL_S,
        )
        self._line = line
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, name="tilcoach-phone", daemon=True)

    def start(self) -> None:
        """Listen from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Begin to close the port and every connection."""
        self._server.should_exit = True

    def join(self) -> None:
        """Wait until they are closed."""
        if self._thread.ident is not None:
            self._thread.join(_STOP_S)
        self._line.close()

    def _serve(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._line]))
