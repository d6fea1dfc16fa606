"""A verdict on paper: a shape and a word. A copy in black and white says the same."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table

from tilcoach.coaching import Verdict
from tilcoach.overlay.palette import VERDICT_HEX
from tilcoach.sheet.look import INK

SIZE_PT = 8.0
_STROKE_PT = 1.3


class Mark(Flowable):
    """The shape of a verdict: a filled circle, a triangle with a dark edge, an open ring.

    Parameters
    ----------
    verdict
        Which shape.
    size_pt
        Its height.
    """

    def __init__(self, verdict: Verdict, size_pt: float = SIZE_PT) -> None:
        super().__init__()
        self.width = self.height = size_pt
        self._verdict = verdict

    def draw(self) -> None:
        """Draw at the origin of the canvas."""
        draw_mark(self.canv, self._verdict, self.height)


def draw_mark(canvas: Canvas, verdict: Verdict, size_pt: float) -> None:
    """Draw the shape of a verdict with its lower left corner at the origin.

    Parameters
    ----------
    canvas
        Where to.
    verdict
        Which shape.
    size_pt
        Its height.
    """
    colour, half = HexColor(VERDICT_HEX[verdict]), size_pt / 2
    canvas.saveState()
    canvas.setLineWidth(_STROKE_PT)
    if verdict is Verdict.GOED:
        canvas.setFillColor(colour)
        canvas.circle(half, half, half, stroke=0, fill=1)
    elif verdict is Verdict.FOUT:
        canvas.setFillColor(colour)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(_STROKE_PT / 2)
        path = canvas.beginPath()
        path.moveTo(0, 0)
        path.lineTo(size_pt, 0)
        path.lineTo(half, size_pt)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)
    else:
        canvas.setStrokeColor(colour)
        canvas.circle(half, half, half - _STROKE_PT / 2, stroke=1, fill=0)
    canvas.restoreState()


def marked(verdict: Verdict, lines: list[Paragraph], width_pt: float) -> Table:
    """Return lines of text with the shape of a verdict before the first one.

    Parameters
    ----------
    verdict
        Which shape.
    lines
        The word first.
    width_pt
        Of shape and text together.
    """
    first = SIZE_PT + 5
    return Table(
        [[Mark(verdict), lines]],
        colWidths=[first, width_pt - first],
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (0, 0), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ],
    )
