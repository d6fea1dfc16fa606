"""Which cameras are in use here: two windows of one program would fight over a camera."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tilcoach.errors import VideoError
from tilcoach.video import CameraPlace

_lock = threading.Lock()
_taken: set[str] = set()


@contextmanager
def borrowed(place: CameraPlace) -> Iterator[None]:
    """Hold a camera for as long as the block runs.

    Parameters
    ----------
    place
        Which camera.

    Raises
    ------
    VideoError
        If another window holds it.
    """
    with _lock:
        if place.key in _taken:
            sentence = (
                "Another window of tilcoach is using this camera: press Stop there, and it "
                "starts here by itself."
            )
            raise VideoError(sentence)
        _taken.add(place.key)
    try:
        yield
    finally:
        with _lock:
            _taken.discard(place.key)
