"""The connection of a telephone that a test plays.

All of it happens in one thread of its own, as in a browser: Python's TLS may hang when one thread
sends while another receives.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Coroutine
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Data, Origin

Answer = TypeVar("Answer")

LONG_S = 60.0
"""Far more than an answer needs; only a fault takes so long."""


class Line:
    """A WebSocket over TLS that trusts any certificate."""

    def __init__(self, url: str, origin: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        try:
            self._line = self._run(_connected(url, origin))
        except BaseException:
            self._end()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        try:
            self.close()
        finally:
            self._end()

    def send(self, message: str | bytes) -> None:
        """Send a message."""
        self._run(self._line.send(message))

    def send_raw(self, data: bytes) -> None:
        """Send bytes that are no message."""
        self._loop.call_soon_threadsafe(self._line.transport.write, data)

    def recv(self) -> Data:
        """Return the next message."""
        return self._run(asyncio.wait_for(self._line.recv(), LONG_S))

    def close(self) -> None:
        """Go away."""
        self._run(self._line.close())

    def _run(self, work: Coroutine[object, object, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def unchecked() -> ssl.SSLContext:
    """Return a context as of a user who goes on past the browser's question."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


async def _connected(url: str, origin: str) -> ClientConnection:
    return await connect(
        url, ssl=unchecked(), origin=Origin(origin), proxy=None, open_timeout=LONG_S
    )
