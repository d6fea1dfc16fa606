"""Small pictures that are made once and laid over many frames.

Words change a few times per lift but are drawn on every frame, so they are kept as sprites:
laying one down is two array operations instead of a walk through a font.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np

from tilcoach.overlay.palette import INK, PAPER, bgr, tag_hex
from tilcoach.pose.arrays import Bytes

_FONT: Any = cv2.FontFace("sans")  # the Rubik font inside OpenCV 5; it has all accented letters
_GROUND_ALPHA = 0.82  # dark enough for white words on any picture (contrast above 7)
_REGULAR, _BOLD = 420, 640


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """A picture that lets the frame shine through.

    Attributes
    ----------
    light
        Shape (height, width, 3): what is added, already multiplied by its opacity.
    keep
        Shape (height, width, 3): how much of the frame is kept, 255 is all of it.
    """

    light: Bytes
    keep: Bytes

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.light.shape[1], self.light.shape[0]


def blank(width: int, height: int) -> Bytes:
    """Return a dark background for a sprite."""
    return np.full((max(1, height), max(1, width), 3), INK, np.uint8)


def sprite(picture: Bytes, radius: int, alpha: float = _GROUND_ALPHA) -> Sprite:
    """Return a sprite with rounded corners from its background."""
    height, width = picture.shape[:2]
    radius = min(radius, height // 2, width // 2)
    mask = np.zeros((height, width), np.uint8)
    cv2.rectangle(mask, (radius, 0), (width - 1 - radius, height - 1), 255, cv2.FILLED)
    cv2.rectangle(mask, (0, radius), (width - 1, height - 1 - radius), 255, cv2.FILLED)
    for x in (radius, width - 1 - radius):
        for y in (radius, height - 1 - radius):
            cv2.circle(mask, (x, y), radius, 255, cv2.FILLED, cv2.LINE_AA)
    opacity = (mask[:, :, None] / 255.0) * alpha
    keep = np.repeat((255 * (1 - opacity)).astype(np.uint8), 3, axis=2)
    return Sprite((picture * opacity).astype(np.uint8), keep)


def paste(canvas: Bytes, piece: Sprite, x: int, y: int) -> None:
    """Draw a sprite on a picture, in place; what falls outside is clipped."""
    width, height = piece.size
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + width, canvas.shape[1]), min(y + height, canvas.shape[0])
    if left >= right or top >= bottom:
        return
    part = np.s_[top - y : bottom - y, left - x : right - x]
    ground = canvas[top:bottom, left:right]
    cv2.multiply(ground, piece.keep[part], dst=ground, scale=1 / 255)
    cv2.add(ground, piece.light[part], dst=ground)


@lru_cache(maxsize=512)
def text_width(text: str, size: int, *, bold: bool = False) -> int:
    """Return the width of a line of text, in pixels."""
    weight = _BOLD if bold else _REGULAR
    rect = cv2.getTextSize((1, 1), text, (0, 0), _FONT, size, weight)
    return int(rect[2])


def write(picture: Bytes, text: str, at: tuple[int, int], size: int, *, bold: bool = False) -> None:
    """Write one line of white text."""
    cv2.putText(picture, text, at, PAPER, _FONT, size, _BOLD if bold else _REGULAR)


@lru_cache(maxsize=512)
def label(text: str, size: int) -> Sprite:
    """Return a short text on a dark background, such as an angle."""
    pad = max(2, size // 3)
    picture = blank(text_width(text, size, bold=True) + 2 * pad, size + pad)
    write(picture, text, (pad, size - size // 8 + pad // 2), size, bold=True)
    return sprite(picture, pad)


@lru_cache(maxsize=64)
def badge(tag: int, size: int) -> Sprite:
    """Return the number of a person in dark letters on the background of their tag."""
    pad, text = max(2, size // 3), str(tag)
    picture = blank(text_width(text, size, bold=True) + 2 * pad, size + pad)
    picture[:] = bgr(tag_hex(tag))
    at = (pad, size - size // 8 + pad // 2)
    cv2.putText(picture, text, at, INK, _FONT, size, _BOLD)
    return sprite(picture, pad, alpha=1.0)
