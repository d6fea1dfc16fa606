"""Keeps MediaPipe's notes to itself off the user's screen.

Version 1.2 writes notes such as ``W0000 … Feedback manager requires …``, and 1.2.3 such as
``INFO: [environment.cc:36] Creating LiteRT environment``, straight to the process's standard error,
and reads none of the settings that used to silence them (google-ai-edge/mediapipe issue 5737). So
standard error is set aside while the model is called; afterwards everything that is no note of
MediaPipe is written after all, errors too. With ``--debug`` nothing is held back.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

_STDERR = 2
_NOTE = re.compile(
    rb"[IW]\d{4} |(INFO|WARNING): \[\w+\.cc:\d+\] "
    rb"|INFO: Created TensorFlow Lite |WARNING: Logging before |WARNING: All log messages"
)
_one_at_a_time = threading.Lock()


@contextmanager
def only_errors() -> Iterator[None]:
    """Hold back MediaPipe's information and warnings while the block runs.

    Never waits: where another thread does the same just now, or where there is no standard error,
    nothing is held back.
    """
    wanted = not logging.getLogger().isEnabledFor(logging.DEBUG)
    if not (wanted and _one_at_a_time.acquire(blocking=False)):
        yield
        return
    try:
        screen = _duplicate_stderr()
        if screen is None:
            yield
            return
        with tempfile.TemporaryFile() as aside:
            os.dup2(aside.fileno(), _STDERR)
            try:
                yield
            finally:
                os.dup2(screen, _STDERR)
                os.close(screen)
                os.write(_STDERR, _worth_saying(aside))
    finally:
        _one_at_a_time.release()


def _duplicate_stderr() -> int | None:
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
        return os.dup(_STDERR)
    except OSError:  # a program without a console
        return None


def _worth_saying(aside: IO[bytes]) -> bytes:
    aside.seek(0)
    return b"".join(line for line in aside if not _NOTE.match(line))
