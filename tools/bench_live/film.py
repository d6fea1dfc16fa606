"""A film whose frames carry their number, as white and black cells along the lower edge.

The coach draws over the picture, so the number carries a check: what is covered is not read.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from tilcoach.pose.arrays import Bytes
from tilcoach.video import VideoFile, VideoWriter

BITS, CHECK_BITS, CELL_HEIGHT_PX = 12, 3, 16
_CELLS = BITS + CHECK_BITS
_MODULUS, _FLIP = 7, 5  # flipped, so that all black, or all white, is no number
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
    code = number | (number % _MODULUS ^ _FLIP) << BITS
    cell = picture.shape[1] // _CELLS
    for bit in range(_CELLS):
        cells = np.s_[-CELL_HEIGHT_PX:, bit * cell : (bit + 1) * cell]
        picture[cells] = 255 * (code >> bit & 1)
    return picture


def number_of(bgr: Bytes) -> int | None:
    """Return the number that a picture carries; None when something covers it.

    Parameters
    ----------
    bgr
        The picture.
    """
    cell = bgr.shape[1] // _CELLS
    middles = bgr[-CELL_HEIGHT_PX // 2, cell // 2 :: cell].mean(axis=-1)[:_CELLS]
    code = int((np.asarray(middles > _MIDDLE) << np.arange(_CELLS)).sum())
    number, check = code % (1 << BITS), code >> BITS
    return number if number % _MODULUS ^ _FLIP == check else None
