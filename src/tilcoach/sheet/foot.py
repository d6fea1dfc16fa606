"""The foot of each page, which names the page and how many there are."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from tilcoach.sheet.look import LINE, MARGIN_PT, PAGE_PT, QUIET, REGULAR

_SIZE_PT = 6.5
_LINE_PT, _TEXT_PT = 4.0, 14.5  # below the margin

Foot = Callable[[int, int], tuple[str, str]]
"""Takes the number of a page and of all pages; gives what stands left and right."""


class NumberedCanvas(Canvas):
    """Keeps the pages until all are there, so that each can tell how many there are.

    Parameters
    ----------
    foot
        Gives the words.
    args, options
        As reportlab gives them to its own canvas.
    """

    def __init__(self, foot: Foot, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # reportlab's own
        self._foot = foot
        self._kept: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802  the name is reportlab's
        """Keep a page and begin the next one."""
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # the stubs leave it out

    def save(self) -> None:
        """Write the foot on each page, and then the file."""
        pages = self._kept
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self._write_foot(number, len(pages))
            super().showPage()
        super().save()

    def _write_foot(self, page: int, pages: int) -> None:
        left, right = self._foot(page, pages)
        first, last = MARGIN_PT, PAGE_PT[0] - MARGIN_PT
        self.setStrokeColor(LINE)
        self.setLineWidth(0.5)
        self.line(first, MARGIN_PT - _LINE_PT, last, MARGIN_PT - _LINE_PT)
        self.setFillColor(QUIET)
        self.setFont(REGULAR, _SIZE_PT)
        self.drawString(first, MARGIN_PT - _TEXT_PT, left)
        self.drawRightString(last, MARGIN_PT - _TEXT_PT, right)
