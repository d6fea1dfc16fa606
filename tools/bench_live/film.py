"""A film whose frames carry their number, as white and black cells down the right edge."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from tilcoach.pose.arrays import Bytes
from tilcoach.video import VideoFile, VideoWriter

BITS, CELL_WIDTH_PX = 12, 24
_MIDDLE = 128


def write_films(sample: Path, folder: Path) -> tuple[Path, Path]:
    """Write the film twice: for the camera of this machine, and for Chromium's.

    Parameters
    ----------
    sample
        What is filmed.
    folder
        Where to write.
    """
    local, browser = folder / "numbered.mp4", folder / "numbered.mjpeg"
    film = VideoFile(sample)
    size = film.info.width_px, film.info.height_px
    with VideoWriter(local, *size) as writer, browser.open("wb") as out:
        for number, frame in enumerate(film):
            picture = with_number(frame.bgr, number)
            writer.write(picture, frame.time_s)
            _, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
            out.write(jpeg.tobytes())
    return local, browser


def with_number(bgr: Bytes, number: int) -> Bytes:
    """Return a copy of a picture that carries its number.

    Parameters
    ----------
    bgr
        The picture.
    number
        Below 4096.
    """
    picture = bgr.copy()
    cell = picture.shape[0] // BITS
    for bit in range(BITS):
        picture[bit * cell : (bit + 1) * cell, -CELL_WIDTH_PX:] = 255 * (number >> bit & 1)
    return picture


def number_of(bgr: Bytes) -> int:
    """Return the number that a picture carries.

    Parameters
    ----------
    bgr
        The picture.
    """
    cell = bgr.shape[0] // BITS
    middles = bgr[cell // 2 :: cell, -CELL_WIDTH_PX // 2].mean(axis=-1)[:BITS]
    return int((np.asarray(middles > _MIDDLE) << np.arange(BITS)).sum())
