"""Which cameras this program has open: two windows must not fight over one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from tilcoach.errors import VideoError

_lock = threading.Lock()
_in_use: set[str] = set()


class Lockable(Protocol):
    """A camera that can be told from others; `tilcoach.video.CameraDevice` is one."""

    @property
    def key(self) -> str:
        """Tells it from other cameras."""
        ...


@contextmanager
def camera_lock(device: Lockable) -> Iterator[None]:
    """Hold a camera while the block runs; raise `VideoError` when another window holds it."""
    with _lock:
        if device.key in _in_use:
            sentence = (
                "Another window of tilcoach is using this camera: press Stop there, and it "
                "starts here by itself."
            )
            raise VideoError(sentence)
        _in_use.add(device.key)
    try:
        yield
    finally:
        with _lock:
            _in_use.discard(device.key)
