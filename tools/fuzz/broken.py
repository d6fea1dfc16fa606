"""Doors behind which nothing is right, to see that the fuzzer notices."""

from __future__ import annotations

import os
import signal
from threading import Event

from hypothesis import strategies as st

from tools.fuzz.doors import Bench, Door, Outcome, refusing

_CASES = st.integers(0, 1_000_000)
_FROM = 1000  # about one case in two is beyond, the smallest of them being this one


def _crash(case: int, bench: Bench) -> Outcome:
    """Die as a video library would."""
    del bench
    if case >= _FROM:
        os.kill(os.getpid(), signal.SIGSEGV)
    return "taken"


def _loop(case: int, bench: Bench) -> Outcome:
    """Work for ever."""
    del bench
    while case >= _FROM:
        pass
    return "taken"


def _wait(case: int, bench: Bench) -> Outcome:
    """Wait for ever."""
    del bench
    if case >= _FROM:
        Event().wait()
    return "taken"


def _raise(case: int, bench: Bench) -> Outcome:
    """Raise what no user should see."""
    del bench
    with refusing():
        if case >= _FROM:
            raise ValueError(case)
    return "taken"


DOORS = (
    Door("crash", "a crash", _CASES, _crash, share=0),
    Door("loop", "an endless loop", _CASES, _loop, share=0),
    Door("wait", "waiting for ever", _CASES, _wait, share=0),
    Door("raise", "an exception that is not ours", _CASES, _raise, share=0),
)
