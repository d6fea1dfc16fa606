"""The colours, chosen so that no two verdicts differ by colour alone or by red against green."""

from __future__ import annotations

from collections.abc import Mapping

from tilcoach.coaching import Verdict

Colour = tuple[int, int, int]
"""Blue, green, red; 0 to 255."""

VERDICT_HEX: Mapping[Verdict, str] = {
    Verdict.GOED: "#14a38b",  # teal, a filled circle
    Verdict.FOUT: "#f2a100",  # amber and never red, a triangle
    Verdict.NOT_JUDGED: "#8a949e",  # grey, an open ring
}
"""The colour of each verdict, as the pages write it."""

TAG_HEX: tuple[str, ...] = ("#e377b5", "#9b7be8", "#c08d5f", "#7fd0ff")
"""Backgrounds of group tags: none looks like a verdict, and dark numbers are legible on all."""

MEASURE_HEX = "#3d9bff"
"""The trunk line and the knee angle: blue, so that neither looks like a verdict."""


def tag_hex(tag: int) -> str:
    """Return the colour of a tag; the number on it tells those of one colour apart."""
    return TAG_HEX[(tag - 1) % len(TAG_HEX)]


def bgr(colour_hex: str) -> Colour:
    """Turn ``#rrggbb`` into the order that cv2 draws in."""
    red, green, blue = (int(colour_hex[i : i + 2], 16) for i in (1, 3, 5))
    return blue, green, red


VERDICT_BGR: Mapping[Verdict, Colour] = {v: bgr(text) for v, text in VERDICT_HEX.items()}
MEASURE = bgr(MEASURE_HEX)
BONE: Colour = (240, 240, 240)
INK: Colour = (38, 28, 22)
"""Nearly black with a little blue: the background of words."""
PAPER: Colour = (255, 255, 255)
GHOST: Colour = (255, 224, 178)
"""The outline of another body: a light blue, so that nobody takes it for their own white bones."""
