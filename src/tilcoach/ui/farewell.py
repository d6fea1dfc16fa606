"""Ends the live workers before Python takes their tools away.

MediaPipe works through a thread pool. Python closes all pools before it calls what is registered
with `atexit`, and a model that is freed after that greets a Ctrl-C with a page of tracebacks.
`threading` has a list of its own that is called earlier, last in first out.
"""

from __future__ import annotations

import atexit
import threading
import weakref
from contextlib import suppress
from functools import cache
from typing import Protocol


class Leaving(Protocol):
    """Something that has to be ended before the program is."""

    def leave(self) -> None:
        """End, and wait until that is done."""
        ...


_present: weakref.WeakSet[Leaving] = weakref.WeakSet()


def leave_before_exit(worker: Leaving) -> None:
    """Have a worker ended when the program ends; one that is gone by then is left out.

    Parameters
    ----------
    worker
        It is not kept alive by this.
    """
    _present.add(worker)
    _watch()


@cache
def _watch() -> None:
    """Register once; without Python's private list, late is better than not at all."""
    register = getattr(threading, "_register_atexit", atexit.register)
    with suppress(RuntimeError):  # the program is ending already
        register(_end_all)


def _end_all() -> None:
    for worker in list(_present):
        worker.leave()
