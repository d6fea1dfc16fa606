"""Ports of this machine, for tests that start a server."""

from __future__ import annotations

import socket
from collections.abc import Callable
from threading import Event

import pytest

TRIES, PAUSE_S = 480, 0.25  # two minutes: two cores may be shared with much else


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def listens(address: str, port: int) -> bool:
    """Return whether something answers there."""
    with socket.socket() as knock:
        return knock.connect_ex((address, port)) == 0


def wait_for(there: Callable[[], bool]) -> None:
    """Wait until something is so, as a server that has started."""
    pause = Event()
    for _ in range(TRIES):
        if there():
            return
        pause.wait(PAUSE_S)
    pytest.fail("The app did not answer")
