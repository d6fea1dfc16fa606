"""A telephone that a test plays: it sends pictures until it leaves, and may come back."""

from __future__ import annotations

import json
import struct
from threading import Event, Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import cv2
import numpy as np
from tests.phone.line import Line
from websockets.exceptions import ConnectionClosed

INTERVAL_S = 0.05


class PhonePlayer:
    """Uses the code of a link, and sends pictures in which something moves."""

    def __init__(self, link: str) -> None:
        parts = urlsplit(link)
        self._origin, self._code, self._token = f"https://{parts.netloc}", parts.fragment, ""
        self._url = f"wss://{parts.netloc}/camera"
        self._size_px = 640, 480
        self._gone = Event()
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        self.come_back()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.leave()

    def come_back(self) -> None:
        """Connect, with the code at first and then with the secret, and send pictures."""
        self._gone.clear()
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    def turn(self) -> None:
        """Turn the telephone from its side to upright, or back."""
        self._size_px = self._size_px[1], self._size_px[0]

    def leave(self) -> None:
        """Go away."""
        self._gone.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        try:
            with Line(self._url, self._origin) as line:
                self._greet(line)
                for number in range(1_000_000):
                    if self._gone.wait(INTERVAL_S):
                        return
                    line.send(struct.pack("<d", float("nan")) + _picture(number, *self._size_px))
                    line.recv()
        except ConnectionClosed:  # the session has ended
            return

    def _greet(self, line: Line) -> None:
        line.send(json.dumps({"token": self._token} if self._token else {"code": self._code}))
        self._token = json.loads(line.recv())["token"]


def _picture(number: int, width_px: int, height_px: int) -> bytes:
    rows = np.linspace(60, 180, width_px).astype(np.uint8)
    picture = np.tile(rows[None, :, None], (height_px, 1, 3))
    at = 8 * number % width_px
    picture[:, at : at + 8] = 250
    return cv2.imencode(".jpg", picture)[1].tobytes()
