"""Letters and shapes on paper."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from tilcoach.coaching import Verdict
from tilcoach.pose.arrays import Bools
from tilcoach.report.styles import BOLD, REGULAR, printable
from tilcoach.report.verdicts import draw_mark


@given(st.text())
def test_any_text_becomes_letters_that_can_be_printed(text: str) -> None:
    made = printable(text)
    assert printable(made) == made
    assert not any(letter in made for letter in "\n\t\r")


def test_what_dutch_needs_stays_as_it_is() -> None:
    needed = (  # curly quotes, dashes and signs as texts hold them
        "Daniëlle één °≤≥±–·× €5 ‘’“” ïüöç Özgür Ş ğ ł"  # noqa: RUF001
    )
    assert printable(needed) == needed


def test_letters_without_a_shape_lose_their_mark() -> None:
    assert printable("\uff21\uff5a") == "Az"  # the wide letters of East Asia
    assert printable("e\u0301") == "é"  # two signs that make one letter
    assert printable("寿") == "?"


def silhouette(verdict: Verdict) -> Bools:
    """Return where a shape has ink, whatever its colour."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(60, 60))
    canvas.translate(10, 10)
    draw_mark(canvas, verdict, 40)
    canvas.save()
    pdf = pypdfium2.PdfDocument(written.getvalue())
    ink: Bools = pdf[0].render(scale=1).to_numpy().min(axis=2) < 250
    return ink


def test_verdicts_differ_without_any_colour() -> None:
    shapes = [silhouette(verdict) for verdict in Verdict]
    for n, shape in enumerate(shapes):
        assert shape.any()
        for other in shapes[n + 1 :]:
            assert np.mean(shape != other) > 0.1


def test_regular_and_bold_are_two_faces() -> None:
    assert REGULAR != BOLD
