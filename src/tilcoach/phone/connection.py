"""The connection with one telephone: a greeting, then pictures, each acknowledged.

The telephone has at most two pictures underway, so nothing queues up: a slow network or a slow
computer gets fewer pictures, and never older ones.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from tilcoach.auth.request_checks import POLICY_VIOLATION
from tilcoach.phone.pairing import Pairing, Refusal
from tilcoach.phone.picture import PictureError, read_picture
from tilcoach.pose.arrays import Bytes

GREETING_S = 5.0
"""How long a telephone may take to say its code."""

SILENCE_S = 10.0
"""After this long without a word the connection is closed; the page asks the time every second."""

LEAST_INTERVAL_S = 1 / 40
"""Pictures are taken up no faster than this; a camera gives thirty a second."""

OLDEST_S = 5.0
"""A picture that claims to be older than this is taken as of this moment."""

MOST_LETTERS = 200  # of a word: a secret has 43
CLOCK = "clock"
UNSUPPORTED = 1003  # code with which a WebSocket is closed (RFC 6455, section 7.4.1)


class Connections:
    """Serves telephones, of which the newest with a session gives the pictures; has state.

    Everything but `is_connected` belongs to the thread of the server.
    """

    def __init__(
        self,
        pairing: Pairing,
        put: Callable[[Bytes, float], None],
        clock: Callable[[], float],
    ) -> None:
        self._pairing = pairing
        self._put = put
        self._clock = clock
        self._newest: WebSocket | None = None

    @property
    def is_connected(self) -> bool:
        """Whether a telephone with a session is connected."""
        return self._newest is not None

    async def serve(self, socket: WebSocket) -> None:
        """Greet a telephone, and take its pictures until it goes."""
        await socket.accept()
        with suppress(WebSocketDisconnect, TimeoutError, RuntimeError):  # it is gone
            async with asyncio.timeout(GREETING_S):
                answer = self._greeted(await socket.receive_text(), socket)
            if isinstance(answer, Refusal):
                await socket.send_json({"refused": answer})
                await socket.close(POLICY_VIOLATION)
                return
            self._newest = socket
            try:
                await socket.send_json({"token": answer, **self._now()})
                await self._take(socket)
            finally:
                if self._newest is socket:
                    self._newest = None

    def _greeted(self, greeting: str, socket: WebSocket) -> str | Refusal:
        """Return the secret of the session, or why there is none."""
        address = socket.client.host if socket.client else ""
        words = _words(greeting)
        if "token" in words:
            return self._pairing.resume(words["token"], address)
        return self._pairing.exchange(words.get("code", ""), address)

    async def _take(self, socket: WebSocket) -> None:
        """Take pictures; the connection that the same telephone had before ends."""
        while True:
            begin_s = self._clock()
            async with asyncio.timeout(SILENCE_S):
                message = await socket.receive()
            if message["type"] != "websocket.receive" or self._newest is not socket:
                break
            if not self._pairing.is_paired:  # another code was made in the meantime
                break
            self._pairing.note_seen()
            if (sent := message.get("bytes")) is not None:
                if not await self._take_picture(sent):
                    await socket.close(UNSUPPORTED)
                    return
                await asyncio.sleep(max(0.0, begin_s + LEAST_INTERVAL_S - self._clock()))
                await socket.send_json({"seen": True, **self._now()})
            elif message.get("text") == CLOCK:
                await socket.send_json(self._now())
        await socket.close(POLICY_VIOLATION)

    async def _take_picture(self, message: bytes) -> bool:
        """Hand on a picture, and return whether it was one."""
        try:
            claimed_s, bgr = await asyncio.to_thread(read_picture, message)
        except PictureError:
            return False
        now_s = self._clock()
        taken_s = now_s if claimed_s is None else claimed_s
        self._put(bgr, taken_s if now_s - OLDEST_S < taken_s <= now_s else now_s)
        return True

    def _now(self) -> dict[str, float]:
        return {"now": 1000 * self._clock()}


def _words(greeting: str) -> dict[str, str]:
    """Return what a greeting says; nothing when it is none."""
    if len(greeting) > MOST_LETTERS:
        return {}
    try:
        said = json.loads(greeting)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    return {name: value for name, value in said.items() if isinstance(value, str)}
