"""The panels in the upper corners: phase, count, and the verdicts of a lift."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import cv2
import numpy as np

from tilcoach.coaching import JudgedLift, Verdict
from tilcoach.overlay.palette import VERDICT_BGR, Colour
from tilcoach.overlay.scale import letter_px
from tilcoach.overlay.sprite import Sprite, badge, blank, paste, sprite, text_width, write
from tilcoach.overlay.text import OverlayWords
from tilcoach.pose import Pose
from tilcoach.pose.arrays import Bytes

Row = tuple[Verdict, str, str]
"""A verdict, the name of its pattern and its word."""

_KEPT = 8  # of each, 200 kB at 1080p: the phases of one lift, for every lift has a count of its own


def shape(picture: Bytes, verdict: Verdict, centre: tuple[int, int], radius: int) -> None:
    """Draw the shape of a verdict: a disc, a triangle or an open ring."""
    colour = VERDICT_BGR[verdict]
    if verdict is Verdict.GOED:
        cv2.circle(picture, centre, radius, colour, cv2.FILLED, cv2.LINE_AA)
    elif verdict is Verdict.FOUT:
        _triangle(picture, centre, radius, colour)
    else:
        thick = max(1, radius // 3)
        cv2.circle(picture, centre, radius - thick // 2, colour, thick, cv2.LINE_AA)


def _triangle(picture: Bytes, centre: tuple[int, int], radius: int, colour: Colour) -> None:
    x, y = centre
    corners = np.array(
        [
            (x, y - radius),
            (x + radius + radius // 6, y + radius),
            (x - radius - radius // 6, y + radius),
        ]
    )
    cv2.fillPoly(picture, [corners], colour, cv2.LINE_AA)


@lru_cache(maxsize=_KEPT)
def status(phase: str, count: str, size: int) -> Sprite:
    """Return the line with the phase and the number of lifts."""
    pad = size // 2
    first, second = text_width(phase, size, bold=True), text_width(count, size)
    picture = blank(first + second + 4 * pad, size + 2 * pad)
    base = pad + size - size // 8
    write(picture, phase, (pad, base), size, bold=True)
    write(picture, count, (first + 3 * pad, base), size)
    return sprite(picture, pad)


@lru_cache(maxsize=_KEPT)
def verdicts(rows: tuple[Row, ...], size: int) -> Sprite:
    """Return the verdicts of one lift: in each row a shape, a pattern and below it a word.

    Narrow, so that there is room for it beside a body.
    """
    pad, small = size // 2, max(8, 3 * size // 4)
    line, left = size + size // 8, 2 * pad + size
    step = small + line + pad
    widths = [
        max(text_width(name, small), text_width(word, size, bold=True)) for _, name, word in rows
    ]
    picture = blank(left + max(widths) + pad, len(rows) * step + pad)
    for number, (verdict, name, word) in enumerate(rows):
        base = pad + number * step + small - small // 8
        shape(picture, verdict, (pad + size // 2, base + line // 3), size // 2)
        write(picture, name, (left, base), small)
        write(picture, word, (left, base + line), size, bold=True)
    return sprite(picture, pad)


def draw_status(
    canvas: Bytes, phase: str, count: int, words: OverlayWords, tag: int | None = None
) -> None:
    """Write the phase and the lift count in the upper left corner, after the number of whose."""
    size = letter_px(canvas)
    left = top = size // 2
    piece = status(phase, f"{words.lifts} {count}", size)
    if tag is not None:
        number = badge(tag, 2 * size - size // 2)
        paste(canvas, number, left, top + (piece.size[1] - number.size[1]) // 2)
        left += number.size[0] + size // 4
    paste(canvas, piece, left, top)


def draw_verdicts(
    canvas: Bytes, judged: JudgedLift, words: OverlayWords, poses: Iterable[Pose]
) -> None:
    """Write the verdicts of a finished lift in the corner where they cover less of the bodies.

    In an upper one: there the next lift, which happens low in the picture, is not covered.
    """
    size = letter_px(canvas)
    rows = tuple(
        (finding.verdict, words.patterns[finding.pattern], words.verdicts[finding.verdict])
        for finding in judged.findings
    )
    piece = verdicts(rows, size - size // 8)
    top, left = 3 * size, size // 2
    right = canvas.shape[1] - piece.size[0] - left

    landmarks_px = np.concatenate([pose.image_px for pose in poses])

    def covered(x: int) -> int:
        corner = np.array([x, top])
        inside = (landmarks_px >= corner) & (landmarks_px <= corner + piece.size)
        return int(inside.all(axis=1).sum())

    paste(canvas, piece, min((left, right), key=covered), top)
