"""One picture as a JPEG in memory."""

from __future__ import annotations

import numpy as np

from tilcoach.pose.arrays import Bytes

_QUALITY = 85  # of 100: thin lines stay clean; 640 by 480 takes a millisecond and some 30 kB


def write_jpeg(bgr: Bytes) -> bytes:
    """Return a picture as a JPEG."""
    import cv2  # noqa: PLC0415 - slow to import, and --help must not wait for it

    _, coded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return coded.tobytes()


def read_jpeg(jpeg: bytes) -> Bytes:
    """Return the picture, shape (height, width, 3), BGR."""
    import cv2  # noqa: PLC0415

    bgr = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    return np.asarray(bgr, np.uint8)
