"""Gives memory back that a long piece of work has left behind."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Hand freed memory back to the system, where the C library can (glibc).

    It keeps what was freed for the next request; after the model and the look back that is more
    than 100 MB, which the annotated video does not ask for. Elsewhere nothing happens.
    """
    # AttributeError: another C library. OSError, TypeError: Windows has no such handle.
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
