"""The styles of the report: one page size, one typeface, few sizes, few colours."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

PAGE_PT: tuple[float, float] = A4
MARGIN_PT = 15 * mm
WIDTH_PT = PAGE_PT[0] - 2 * MARGIN_PT
"""Between the margins."""

GAP_PT = 8.0
"""Between two things that stand beside each other."""

INK = HexColor("#1c2630")
QUIET = HexColor("#56616c")
"""For what is read second; contrast 6 to 1 on white."""

LINE = HexColor("#cfd6dc")
GROUND = HexColor("#f3f6f8")
ACCENT = HexColor("#1b5e9b")
LIMIT = HexColor("#a86400")

REGULAR, BOLD = "DejaVuSans", "DejaVuSans-Bold"
"""As their files are called; matplotlib brings them, and need not be imported for it."""

_FONTS = "matplotlib/mpl-data/fonts/ttf"
_UNKNOWN = "?"


@cache
def _letters() -> frozenset[int]:
    """Register the typeface, and return the letters that it has."""
    folder = Path(str(distribution("matplotlib").locate_file(_FONTS)))
    fonts = [TTFont(name, folder / f"{name}.ttf") for name in (REGULAR, BOLD)]
    for font in fonts:
        registerFont(font)
    registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


def set_typeface() -> None:
    """Make the typeface known to reportlab; twice is fine."""
    _letters()


def printable(text: str) -> str:
    """Return text in letters that the typeface has; what is unknown becomes ``?``."""
    spaced = "".join(" " if letter.isspace() else letter for letter in text)
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", spaced))


def _letter(letter: str) -> str:
    if ord(letter) in _letters():
        return letter
    plain = "".join(
        part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)
    )
    return plain if plain and all(ord(part) in _letters() for part in plain) else _UNKNOWN


def style(size_pt: float, *, bold: bool = False, colour: Color = INK) -> ParagraphStyle:
    """Return a style of paragraphs."""
    return ParagraphStyle(
        f"{size_pt}-{bold}-{colour.hexval()}",
        fontName=BOLD if bold else REGULAR,
        fontSize=size_pt,
        leading=1.32 * size_pt,
        textColor=colour,
        splitLongWords=1,
    )


TITLE = style(17, bold=True)
HEADING = style(10.5, bold=True, colour=ACCENT)
STRONG = style(8, bold=True)
BODY = style(8)
SMALL = style(7, colour=QUIET)


def text(words: str, paragraph_style: ParagraphStyle = BODY) -> Paragraph:
    """Return a paragraph of plain text."""
    return Paragraph(escape(printable(words)), paragraph_style)


def text_and_small(words: str, small: str) -> Paragraph:
    """Return strong text with small text behind it, on one line where that fits."""
    behind = (
        f'<font name="{REGULAR}" size="{SMALL.fontSize}" color="{_hex(QUIET)}">'
        f"{escape(printable(small))}</font>"
    )
    return Paragraph(f"{escape(printable(words))} {behind}", STRONG)


def _hex(colour: Color) -> str:
    """Return a colour as reportlab's markup writes it."""
    return f"#{colour.hexval()[2:]}"
