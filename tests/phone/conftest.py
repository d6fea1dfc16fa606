"""A telephone that a test plays itself, over TLS, against the real server."""

from __future__ import annotations

import json
import ssl
import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import cv2
import numpy as np
import pytest
from tests.ports import listens, wait_for
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tilcoach.i18n import translator
from tilcoach.phone.camera import ADDRESS_VARIABLE, PhoneCamera

LONG_S = 10.0
Greet = Callable[..., ClientConnection]
OpenLine = Callable[..., ClientConnection]


def picture(width_px: int = 640, height_px: int = 480, shade: int = 90) -> bytes:
    """Return a JPEG of one shade of grey."""
    _, coded = cv2.imencode(".jpg", np.full((height_px, width_px, 3), shade, np.uint8))
    return coded.tobytes()


def message(jpeg: bytes, moment_ms: float = float("nan")) -> bytes:
    """Return a picture as a telephone sends it."""
    return struct.pack("<d", moment_ms) + jpeg


def heard(line: ClientConnection) -> dict[str, Any]:
    """Return what the computer says next."""
    said: dict[str, Any] = json.loads(line.recv(LONG_S))
    return said


@pytest.fixture
def unchecked() -> ssl.SSLContext:
    """Trust any certificate, as the user does who goes on past the browser's question."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Iterator[PhoneCamera]:
    """Return an open telephone camera at an address of this machine alone."""
    monkeypatch.setenv(ADDRESS_VARIABLE, "127.0.0.1")
    phone = PhoneCamera(translator("nl"))
    phone.open()
    wait_for(lambda: listens("127.0.0.1", port_of(phone)))
    yield phone
    phone.close()


def port_of(phone: PhoneCamera) -> int:
    """Return the port that a telephone reaches."""
    return int(phone.address.rpartition(":")[2])


@pytest.fixture
def open_line(phone: PhoneCamera, unchecked: ssl.SSLContext) -> Iterator[OpenLine]:
    """Connect a telephone that has said nothing, from a page of the computer's own by default."""
    with ExitStack() as stack:

        def connected(origin: str | None = None) -> ClientConnection:
            url = f"{phone.address.replace('https', 'wss')}/camera"
            page = Origin(phone.address if origin is None else origin)
            return stack.enter_context(connect(url, ssl=unchecked, origin=page, proxy=None))

        yield connected


@pytest.fixture
def greet(phone: PhoneCamera, open_line: OpenLine) -> Greet:
    """Connect a telephone, and say these words; by default, the code."""

    def greeted(**said: str) -> ClientConnection:
        line = open_line()
        line.send(json.dumps(said or {"code": phone.pairing.code}))
        return line

    return greeted
