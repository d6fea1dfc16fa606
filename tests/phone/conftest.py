"""A telephone that a test plays itself, over TLS, against the real server."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import cv2
import numpy as np
import pytest
from tests.phone.line import Line
from tests.ports import listens, wait_for

from tilcoach.i18n import translator
from tilcoach.phone.camera import ADDRESS_VARIABLE, PhoneCamera

Greet = Callable[..., Line]
OpenLine = Callable[..., Line]


def picture(width_px: int = 640, height_px: int = 480, shade: int = 90) -> bytes:
    """Return a JPEG of one shade of grey."""
    _, coded = cv2.imencode(".jpg", np.full((height_px, width_px, 3), shade, np.uint8))
    return coded.tobytes()


def message(jpeg: bytes, moment_ms: float = float("nan")) -> bytes:
    """Return a picture as a telephone sends it."""
    return struct.pack("<d", moment_ms) + jpeg


def heard(line: Line) -> dict[str, Any]:
    """Return what the computer says next."""
    said: dict[str, Any] = json.loads(line.recv())
    return said


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
def open_line(phone: PhoneCamera) -> Iterator[OpenLine]:
    """Connect a telephone that has said nothing, from a page of the computer's own by default."""
    with ExitStack() as stack:

        def connected(origin: str | None = None) -> Line:
            url = f"{phone.address.replace('https', 'wss')}/camera"
            return stack.enter_context(Line(url, phone.address if origin is None else origin))

        yield connected


@pytest.fixture
def greet(phone: PhoneCamera, open_line: OpenLine) -> Greet:
    """Connect a telephone, and say these words; by default, the code."""

    def greeted(**said: str) -> Line:
        line = open_line()
        line.send(json.dumps(said or {"code": phone.pairing.code}))
        return line

    return greeted
