"""Pages on A4 with a numbered footer: what every PDF of tilcoach is made of."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from functools import partial

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from tilcoach.i18n import Translator
from tilcoach.report.archival import make_archival, with_line_ends
from tilcoach.report.styles import (
    BOLD,
    LINE,
    MARGIN_PT,
    PAGE_PT,
    QUIET,
    REGULAR,
    WIDTH_PT,
)

_SIZE_PT = 6.5
_LINE_PT, _TEXT_PT = 4.0, 14.5  # below the margin

Footer = Callable[[int, int], tuple[str, str]]
"""Takes the page number and the number of pages; returns the left and the right text."""


class NumberedCanvas(Canvas):
    """Collects the pages first, so that each footer can state their number."""

    def __init__(
        self, foot: Footer, title: str, language: str, *args: object, **options: object
    ) -> None:
        # Else each page would name a font that is not in the file.
        own = {**options, "initialFontName": REGULAR}
        super().__init__(*args, **own)  # type: ignore[arg-type]  # reportlab's own
        self._footer = foot
        self._own_title = title
        self._own_language = language
        self._pages: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802  the name is reportlab's
        """Store a page and start the next one."""
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # the stubs leave it out

    def save(self) -> None:
        """Write the footer on each page, then the file."""
        pages = self._pages
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self._write_footer(number, len(pages))
            super().showPage()
        make_archival(self, self._own_title, self._own_language)
        super().save()

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        """Set an own font: tables name reportlab's, which is in no file, though nothing uses it."""
        own = psfontname if psfontname in (REGULAR, BOLD) else REGULAR
        super().setFont(own, size, leading)

    def _write_footer(self, page: int, pages: int) -> None:
        left, right = self._footer(page, pages)
        first, last = MARGIN_PT, PAGE_PT[0] - MARGIN_PT
        self.setStrokeColor(LINE)
        self.setLineWidth(0.5)
        self.line(first, MARGIN_PT - _LINE_PT, last, MARGIN_PT - _LINE_PT)
        self.setFillColor(QUIET)
        self.setFont(REGULAR, _SIZE_PT)
        self.drawString(first, MARGIN_PT - _TEXT_PT, left)
        self.drawRightString(last, MARGIN_PT - _TEXT_PT, right)


def pdf_bytes(story: Iterable[Flowable], foot: Footer, title: str, words: Translator) -> bytes:
    """Return a PDF of these parts, from top to bottom; the same parts give the same bytes."""
    written = io.BytesIO()
    template = BaseDocTemplate(
        written,
        pagesize=PAGE_PT,
        title=title,
        author="tilcoach",
        lang=words.language,
        invariant=1,  # no time of day and no random number: the date is in the report
    )
    low = MARGIN_PT
    frame = Frame(MARGIN_PT, low, WIDTH_PT, PAGE_PT[1] - 2 * low, 0, 0, 0, 0)
    template.addPageTemplates([PageTemplate(frames=[frame])])
    template.build(list(story), canvasmaker=partial(NumberedCanvas, foot, title, words.language))
    return with_line_ends(written.getvalue())
