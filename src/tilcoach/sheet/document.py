"""Puts a sheet together: a PDF on A4, two pages for one session."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Spacer

from tilcoach.errors import StoreError
from tilcoach.messages import Translator
from tilcoach.sheet.closing import limits, reliance
from tilcoach.sheet.contents import Sheet
from tilcoach.sheet.foot import Foot, NumberedCanvas
from tilcoach.sheet.look import GAP_PT, MARGIN_PT, PAGE_PT, WIDTH_PT, printable, set_typeface
from tilcoach.sheet.opening import note, opening, session_heading
from tilcoach.sheet.pictures import curves, stills
from tilcoach.sheet.verdicts import lift_table, not_judged, summary

_BEGINNING_PT = 120.0
"""A session begins on the next page when less than this is left: a heading needs lifts below it."""


def sheet_bytes(sheet: Sheet, words: Translator) -> bytes:
    """Return a sheet as a PDF; the same sheet gives the same bytes.

    Parameters
    ----------
    sheet
        What it holds.
    words
        In the user's language.
    """
    set_typeface()
    written = io.BytesIO()
    template = BaseDocTemplate(
        written,
        pagesize=PAGE_PT,
        title=printable(words.text("Lifting technique: report of a practice")),
        author="tilcoach",
        lang=words.language,
        invariant=1,  # no time of day and no random number: the day stands on the sheet
    )
    low = MARGIN_PT
    frame = Frame(MARGIN_PT, low, WIDTH_PT, PAGE_PT[1] - 2 * low, 0, 0, 0, 0)
    template.addPageTemplates([PageTemplate(frames=[frame])])

    template.build(
        list(_story(sheet, words)), canvasmaker=partial(NumberedCanvas, _foot(sheet, words))
    )
    return written.getvalue()


def write_sheet(sheet: Sheet, path: Path, words: Translator) -> None:
    """Write a sheet to a file that only this user can read; all of it, or nothing.

    Parameters
    ----------
    sheet
        What it holds.
    path
        Where to; an existing file is replaced.
    words
        In the user's language.

    Raises
    ------
    StoreError
        If the file cannot be written.
    """
    data = sheet_bytes(sheet, words)
    part: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)  # 0600
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        part.replace(path)
    except OSError as error:
        if part is not None:
            part.unlink(missing_ok=True)
        cause = error.strerror or str(error)
        sentence = "The sheet cannot be written to {path} ({cause}): choose another place."
        raise StoreError(sentence, path=path, cause=cause) from error


def _story(sheet: Sheet, words: Translator) -> Iterator[Flowable]:
    """Give everything that stands on the sheet, from top to bottom."""
    yield from opening(sheet, words)
    yield Spacer(0, GAP_PT)
    if sheet.lifts:
        yield from summary(sheet.lifts, words)
    for session in sheet.sessions:
        yield Spacer(0, GAP_PT)
        if len(sheet.sessions) > 1:
            yield CondPageBreak(_BEGINNING_PT)
            yield from session_heading(session, words)
        yield from note(session, words)
        yield from lift_table(session, words)
        if session.lifts:
            yield Spacer(0, GAP_PT)
            yield from not_judged(session.lifts, words)
            yield Spacer(0, GAP_PT)
            yield from stills(session, words)
            yield Spacer(0, GAP_PT)
            yield from curves(session, words)
    yield Spacer(0, GAP_PT)
    yield limits(sheet, words)
    yield Spacer(0, GAP_PT)
    yield reliance(sheet, words)


def _foot(sheet: Sheet, words: Translator) -> Foot:
    """Return what stands at the foot of each page."""
    parts = [
        sheet.name,
        words.text("made on this computer by tilcoach"),
        words.day(sheet.made_on),
    ]
    left = printable(" \N{MIDDLE DOT} ".join(part for part in parts if part))

    def foot(page: int, pages: int) -> tuple[str, str]:
        return left, words.text("page {n} of {all}", n=words.number(page), all=words.number(pages))

    return foot
