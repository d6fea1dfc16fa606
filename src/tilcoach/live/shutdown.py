"""Closes the live workers before Python closes the thread pools that they need.

MediaPipe works through a thread pool. Python closes all pools before it runs the `atexit`
callbacks, and a model that is freed later answers Ctrl-C with a page of tracebacks. `threading`
has a list of its own that runs earlier, last in first out.
"""

from __future__ import annotations

import atexit
import threading
import weakref
from contextlib import suppress
from functools import cache
from typing import Protocol


class ShutdownHandle(Protocol):
    """A worker that must end before the program does."""

    def shut_down(self) -> None:
        """End, and wait until that is done."""
        ...


_handles: weakref.WeakSet[ShutdownHandle] = weakref.WeakSet()


def close_before_exit(worker: ShutdownHandle) -> None:
    """End a worker when the program ends, if it still exists then."""
    _handles.add(worker)
    _register()


@cache
def _register() -> None:
    """Register once; without Python's private list, `atexit` has to do."""
    register = getattr(threading, "_register_atexit", atexit.register)
    with suppress(RuntimeError):  # the program is already ending
        register(_shut_down_all)


def _shut_down_all() -> None:
    for worker in list(_handles):
        worker.shut_down()
