"""The sheet of a group: totals over many films, to be printed; no names, of people or of films."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer, Table

from tilcoach.coaching import Pattern, Verdict
from tilcoach.i18n import Translator
from tilcoach.report.contents import ReportLift, ReportSession
from tilcoach.report.pages import Footer, pdf_bytes
from tilcoach.report.styles import (
    BODY,
    GAP_PT,
    GROUND,
    HEADING,
    LINE,
    SMALL,
    STRONG,
    TITLE,
    WIDTH_PT,
    printable,
    set_typeface,
    text,
)
from tilcoach.report.verdicts import summary
from tilcoach.session_files import SessionDocument

_SHOWN = (Verdict.GOED, Verdict.FOUT, Verdict.NOT_JUDGED)
_FILM_PT, _LIFTS_PT = 60.0, 90.0
_PATTERN_PT = (WIDTH_PT - _FILM_PT - _LIFTS_PT) / len(Pattern)


def group_sheet_bytes(
    documents: Sequence[SessionDocument], made_on: date, words: Translator
) -> bytes:
    """Return the sheet as a PDF; the same films give the same bytes."""
    set_typeface()
    sessions = [ReportSession(document) for document in documents]
    return pdf_bytes(_story(sessions, words), _footer(made_on, words), _title(words), words)


def _title(words: Translator) -> str:
    return printable(words.text("Lifting in a group: all films together"))


def _story(sessions: Sequence[ReportSession], words: Translator) -> Iterator[Flowable]:
    lifts = [lift for session in sessions for lift in session.lifts]
    people = sum(session.people for session in sessions)
    yield text(_title(words), TITLE)
    yield Spacer(0, GAP_PT)
    counts = (
        words.plural("{n} film", "{n} films", len(sessions)),
        words.plural("{n} person who lifted", "{n} people who lifted", people),
        words.plural("{n} lift", "{n} lifts", len(lifts)),
    )
    yield text(" \N{MIDDLE DOT} ".join(counts), BODY)
    yield Spacer(0, GAP_PT)
    if lifts:
        yield from summary(lifts, words)
        yield Spacer(0, GAP_PT)
    yield text(words.text("Film by film"), HEADING)
    yield Spacer(0, 2)
    yield _table(sessions, words)
    yield Spacer(0, 2)
    shown = " / ".join(words.verdict(verdict) for verdict in _SHOWN)
    sentence = words.text(
        "Films have numbers in place of names, in the order in which they were looked at. In a "
        "cell stands, one behind the other: {verdicts}.",
        verdicts=shown,
    )
    yield text(sentence, SMALL)


def _table(sessions: Sequence[ReportSession], words: Translator) -> Table:
    head = [words.text("Film"), words.text("Lifts"), *(words.pattern(p) for p in Pattern)]
    rows = [
        [words.number(number), *_cells(session.lifts, words)]
        for number, session in enumerate(sessions, start=1)
    ]
    everything = [lift for session in sessions for lift in session.lifts]
    total = [words.text("Together"), *_cells(everything, words)]
    return Table(
        [
            _paragraphs(head, STRONG),
            *(_paragraphs(row, BODY) for row in rows),
            _paragraphs(total, STRONG),
        ],
        colWidths=[_FILM_PT, _LIFTS_PT, *[_PATTERN_PT] * len(Pattern)],
        repeatRows=1,
        style=[
            ("BACKGROUND", (0, 0), (-1, 0), GROUND),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ],
    )


def _paragraphs(row: Sequence[str], style: ParagraphStyle) -> list[Flowable]:
    return [text(cell, style) for cell in row]


def _cells(lifts: Sequence[ReportLift], words: Translator) -> list[str]:
    """Return the number of lifts, and of each pattern how they were judged."""
    cells = [words.number(len(lifts))]
    for pattern in Pattern:
        counts = Counter(lift.finding(pattern).verdict for lift in lifts)
        cells.append(" / ".join(words.number(counts[verdict]) for verdict in _SHOWN))
    return cells


def _footer(made_on: date, words: Translator) -> Footer:
    parts = (words.text("made on this computer by tilcoach"), words.day(made_on))
    left = printable(" \N{MIDDLE DOT} ".join(parts))

    def foot(page: int, pages: int) -> tuple[str, str]:
        return left, words.text("page {n} of {all}", n=words.number(page), all=words.number(pages))

    return foot
