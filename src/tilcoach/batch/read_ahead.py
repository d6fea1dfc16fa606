"""Decodes the next frames while the pose model looks at this one."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import suppress
from queue import Empty, Queue
from threading import Event, Thread

from tilcoach.pose import VideoFrame

# Enough to bridge a slow key frame; at 4K a frame is 25 MB, so not more than needed.
DEPTH = 4


class _Reader(Thread):
    """Puts frames into a short queue; then the fault that stopped it, or None at the end."""

    def __init__(self, frames: Iterable[VideoFrame], depth: int) -> None:
        super().__init__(name="read-ahead", daemon=True)
        self.queue: Queue[VideoFrame | BaseException | None] = Queue(depth)
        self._frames = frames
        self._stopped = Event()

    def run(self) -> None:
        """Read until the end, a fault, or `stop`."""
        last: BaseException | None = None
        try:
            for frame in self._frames:
                self.queue.put(frame)
                if self._stopped.is_set():
                    return
        except BaseException as fault:  # noqa: BLE001 - handed to the thread that asked
            last = fault
        self.queue.put(last)

    def stop(self) -> None:
        """Let the thread end; a `put` that waits for a place gets one."""
        self._stopped.set()
        with suppress(Empty):
            while True:
                self.queue.get_nowait()
        self.join()


def read_ahead(
    frames: Iterable[VideoFrame], depth: int = DEPTH
) -> Generator[VideoFrame, None, None]:
    """Give the same frames in the same order, read by a thread that is a little ahead.

    Decoding and the pose model both let go of Python's lock, so on two cores they overlap. Close
    the generator before the source of the frames.

    Parameters
    ----------
    frames
        Any source of frames; only that thread touches it. What it raises is raised here.
    depth
        How many frames may wait.
    """
    reader = _Reader(frames, depth)
    reader.start()
    try:
        while (item := reader.queue.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        reader.stop()
