"""One picture as a telephone sends it: when it was taken, and a JPEG; checked before it is read."""

from __future__ import annotations

import math
import struct
from io import BytesIO

import numpy as np
from PIL import Image, UnidentifiedImageError

from tilcoach.pose.arrays import Bytes

MOST_BYTES = 500_000
"""Of a message: at 640 by 480 a JPEG takes some 50 kB."""

LEAST_PX, MOST_PX = 64, 1280
"""Of width and height."""

_MOMENT = struct.Struct("<d")  # milliseconds on the clock of this machine; NaN = not known


_UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,  # raised where warnings are errors
    OSError,
    ValueError,
)


class PictureError(ValueError):
    """A message holds no picture within the bounds."""


def read_picture(message: bytes) -> tuple[float | None, Bytes]:
    """Return when a picture was taken, and the picture.

    Parameters
    ----------
    message
        Eight bytes of time, then a JPEG.

    Returns
    -------
    tuple
        Seconds on the clock of this machine, as the telephone reckons it; None when it does not
        know. Pixels, shape (height, width, 3), BGR.

    Raises
    ------
    PictureError
        It is larger than allowed, or no JPEG.
    """
    if not _MOMENT.size < len(message) <= MOST_BYTES:
        sentence = f"{len(message)} bytes"
        raise PictureError(sentence)
    (moment_ms,) = _MOMENT.unpack_from(message)
    jpeg = message[_MOMENT.size :]
    _check_size(jpeg)
    return (moment_ms / 1000 if math.isfinite(moment_ms) else None), _decoded(jpeg)


def _check_size(jpeg: bytes) -> None:
    """Read the size from the head alone: few bytes may claim more pixels than memory holds."""
    try:
        with Image.open(BytesIO(jpeg), formats=["JPEG"]) as head:
            width_px, height_px = head.size
    except _UNREADABLE as error:
        raise PictureError(type(error).__name__) from error
    if not (LEAST_PX <= width_px <= MOST_PX and LEAST_PX <= height_px <= MOST_PX):
        sentence = f"{width_px} by {height_px}"
        raise PictureError(sentence)


def _decoded(jpeg: bytes) -> Bytes:
    import cv2  # noqa: PLC0415 - slow to import, and the server must start before that

    try:
        bgr = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise PictureError(str(error.code)) from error
    if bgr is None:
        sentence = "not decoded"
        raise PictureError(sentence)
    return np.asarray(bgr, np.uint8)
