"""Turns a decoded frame into the upright picture."""

from __future__ import annotations

import struct
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import numpy as np

from tilcoach.pose.arrays import Bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    import av
    from av.buffer import Buffer

_DISPLAY_MATRIX = struct.Struct("=9i")  # a b u, c d v, x y w; fixed point

Turn = tuple[int, int, int, int]
"""The signs of a display matrix, a b c d: a pixel at (x, y) is shown at (a x + c y, b x + d y)."""

UPRIGHT: Turn = (1, 0, 0, 1)
MIRRORED: Turn = (-1, 0, 0, 1)
_CLOCKWISE: tuple[Turn, ...] = (UPRIGHT, (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))


def clockwise(turn_deg: int) -> Turn:
    """Return a turn by so many degrees, a multiple of 90."""
    return _CLOCKWISE[turn_deg // 90 % 4]


def then(first: Turn, second: Turn) -> Turn:
    """Return two turns, one after the other, as one."""
    a, b, c, d = second
    e, f, g, h = first
    return (a * e + c * f, b * e + d * f, a * g + c * h, b * g + d * h)


def display_turn(frame: av.VideoFrame) -> Turn:
    """Return how the file says to turn and mirror its pictures."""
    with suppress(KeyError, ValueError):  # ValueError: side data that PyAV has no name for
        matrix = cast("Mapping[str, Buffer]", frame.side_data)["DISPLAYMATRIX"]
        a, b, _, c, d, *_ = _DISPLAY_MATRIX.unpack(bytes(matrix))
        if abs(a) >= abs(b):  # quarter turns only: no camera writes anything else
            return (_sign(a), 0, 0, _sign(d))
        return (0, _sign(b), _sign(c), 0)
    return UPRIGHT


def is_on_its_side(turn: Turn) -> bool:
    """Return whether width and height are swapped."""
    return turn[0] == 0


def turned(bgr: Bytes, turn: Turn) -> Bytes:
    """Return a picture turned and mirrored."""
    if turn == UPRIGHT:
        return bgr
    a, b, c, d = turn
    if is_on_its_side(turn):
        bgr = bgr.transpose(1, 0, 2)
    rows, columns = b + d, a + c  # one of each pair is zero
    return np.ascontiguousarray(bgr[::rows, ::columns])


def _sign(value: int) -> int:
    return 1 if value >= 0 else -1
