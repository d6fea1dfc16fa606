"""Connections that keep the server waiting have a deadline, and a short one when they are many.

uvicorn waits for a request for ever, and Streamlit passes no limit on to it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Mapping
from http import HTTPStatus

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from tilcoach.auth.security_headers import REFUSAL_HEADERS

PATIENCE_S = 20.0
"""How long a request may take before its bytes count: a browser needs milliseconds."""

MIN_BYTES_PER_S = 10_000
"""The slowest upload that is waited for; a poor wireless network is a hundred times faster."""

MANY, SHORT_PATIENCE_S = 100, 1.0
"""With more connections than this the patience is short; a browser opens some six."""

HANDSHAKE_S = 5.0
"""How long a connection may take to agree on its encryption; Python waits for a minute."""

MOST_CONNECTIONS = 200
"""With more than this, the one that has waited longest makes room: each costs an open file."""

MAX_LINES, LINES_WINDOW_S = 20, 60.0
"""Messages of the log within a minute: enough to see what happens, and too few to fill a disk."""

_CHECK_S = 0.5

_WAITING = frozenset({h11.IDLE, h11.SEND_BODY})
"""States of the other end in which it owes us something."""


_KEY_BYTES = 16  # of a WebSocket (RFC 6455, section 4.1)

_CAN_ANSWER = frozenset({h11.IDLE, h11.SEND_RESPONSE})


class PatientProtocol(H11Protocol):
    """uvicorn's own protocol, which closes connections that keep it waiting too long."""

    _check: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the patience."""
        super().connection_made(transport)
        self._start_patience()
        if len(self.connections) > MOST_CONNECTIONS:
            self._make_room()
        self._check = self.loop.call_later(_CHECK_S, self._close_if_late)

    def data_received(self, data: bytes) -> None:
        """Count the bytes."""
        self._received_bytes += len(data)
        super().data_received(data)

    def due_s(self) -> float:
        """Return until when the bytes that came have earned a wait, on the clock of the loop."""
        return self._since_s + self._received_bytes / MIN_BYTES_PER_S

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be read, with the headers of every answer."""
        if self.cycle is not None:
            self.cycle.disconnected = True  # its answer has nowhere to go
        if self.conn.our_state in _CAN_ANSWER:
            headers = [
                *REFUSAL_HEADERS,
                (b"content-type", b"text/plain"),
                (b"connection", b"close"),
            ]
            answer = h11.Response(status_code=HTTPStatus.BAD_REQUEST, headers=headers)
            for event in (answer, h11.Data(data=msg.encode()), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def on_response_complete(self) -> None:
        """Start the patience for the next request."""
        self._start_patience()
        super().on_response_complete()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Leave the connection to the protocol of WebSockets, which pings."""
        if not _is_handshake(dict(self.headers)):
            self.send_400_response("No WebSocket of this version.")
            return
        self._stop_checks()
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the checks."""
        self._stop_checks()
        super().connection_lost(exc)

    def _start_patience(self) -> None:
        self._since_s, self._received_bytes = self.loop.time(), 0

    def _stop_checks(self) -> None:
        if self._check is not None:
            self._check.cancel()

    def _make_room(self) -> None:
        """End the connection whose patience ends first: an upload that goes on is not it."""
        ours = (one for one in self.connections if isinstance(one, PatientProtocol))
        waiting = (one for one in ours if one.conn.their_state in _WAITING)
        last = min(waiting, key=PatientProtocol.due_s, default=self)
        self.connections.discard(last)  # it counts until the loop has run
        last.transport.abort()

    def _close_if_late(self) -> None:
        patience_s = SHORT_PATIENCE_S if len(self.connections) > MANY else PATIENCE_S
        is_late = self.loop.time() - self.due_s() > patience_s
        if is_late and self.conn.their_state in _WAITING:
            self.transport.abort()
        else:
            self._check = self.loop.call_later(_CHECK_S, self._close_if_late)


def _is_handshake(headers: Mapping[bytes, bytes]) -> bool:
    """Return whether a WebSocket may begin; the library behind would refuse it by itself."""
    try:
        key = b64decode(headers.get(b"sec-websocket-key", b""), validate=True)
    except ValueError:
        return False
    return len(key) == _KEY_BYTES and headers.get(b"sec-websocket-version") == b"13"


class LineRate(logging.Filter):
    """Lets through so many messages of a log in a window of time, and drops the rest; has state."""

    def __init__(
        self,
        lines: int = MAX_LINES,
        window_s: float = LINES_WINDOW_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._lines, self._window_s, self._clock = lines, window_s, clock
        self._written_s: deque[float] = deque()

    def filter(self, _record: logging.LogRecord) -> bool:
        """Return whether a line is written."""
        now_s = self._clock()
        while self._written_s and now_s - self._written_s[0] >= self._window_s:
            self._written_s.popleft()
        if len(self._written_s) >= self._lines:
            return False
        self._written_s.append(now_s)
        return True
