"""Waits for what another thread does."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

LONG_S = 10.0  # far more than a thread needs; only a fault takes so long
_POLL_S = 0.01


def wait_for(condition: Callable[[], object]) -> None:
    """Wait until a condition holds; fail when it takes too long."""
    pause = threading.Event()
    for _ in range(int(LONG_S / _POLL_S)):
        if condition():
            return
        pause.wait(_POLL_S)
    pytest.fail("it did not happen")
