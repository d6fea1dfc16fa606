"""A picture as the page gets it: each one by itself, so that none waits for another."""

from __future__ import annotations

from tilcoach.pose.arrays import Bytes

_QUALITY = (
    85  # thin lines stay clean; 640 by 480 takes a millisecond and 50 kB, on this machine only
)


def as_jpeg(bgr: Bytes) -> bytes:
    """Return a picture as JPEG.

    Parameters
    ----------
    bgr
        Shape (height, width, 3), uint8, blue, green, red.
    """
    import cv2  # noqa: PLC0415 - slow to import, and the server must not wait for it

    _, jpeg = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return bytes(jpeg.tobytes())
