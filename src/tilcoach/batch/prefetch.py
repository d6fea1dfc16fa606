"""Computes the next items in a thread while the caller works on the current one."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import suppress
from queue import Empty, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")

# Enough to bridge a slow key frame; at 4K a frame is 25 MB, so not more than needed. Four took
# 30 MB more at 1080p.
DEPTH = 2


class _Worker(Thread, Generic[T]):
    """Puts items into a short queue; then the exception that stopped it, or None at the end."""

    def __init__(self, items: Iterable[T], depth: int) -> None:
        super().__init__(name="prefetch", daemon=True)
        self.queue: Queue[tuple[T] | BaseException | None] = Queue(depth)
        self._items = items
        self._stopped = Event()

    def run(self) -> None:
        """Work until the end, an exception, or `stop`."""
        last: BaseException | None = None
        try:
            for item in self._items:
                self.queue.put((item,))
                if self._stopped.is_set():
                    return
        except BaseException as fault:  # noqa: BLE001 - handed to the thread that asked
            last = fault
        self.queue.put(last)

    def stop(self) -> None:
        """Let the thread end, also when it waits in `put`."""
        self._stopped.set()
        with suppress(Empty):
            while True:
                self.queue.get_nowait()
        self.join()


def prefetch(items: Iterable[T], depth: int = DEPTH) -> Generator[T, None, None]:
    """Yield the same items in the same order, computed by a thread that is a little ahead.

    Codecs, the pose model and drawing release Python's lock, so chained stages overlap on two
    cores. Close a stage before the one that it takes from.
    """
    worker = _Worker(items, depth)
    worker.start()
    try:
        while (item := worker.queue.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item[0]
    finally:
        worker.stop()
