"""Puts a report together: a PDF on A4 of one to three pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from tilcoach.atomic_files import write_atomically
from tilcoach.errors import StoreError
from tilcoach.i18n import Translator
from tilcoach.report.contents import Report
from tilcoach.report.dossier import (
    comparison,
    conclusion,
    plan_section,
    session_table,
    signature,
)
from tilcoach.report.figures import curves, key_poses
from tilcoach.report.header_section import header, note, session_heading
from tilcoach.report.index_section import index_section
from tilcoach.report.limits_section import accuracy_section, limits_section
from tilcoach.report.pages import Footer, pdf_bytes
from tilcoach.report.styles import GAP_PT, printable, set_typeface
from tilcoach.report.verdicts import lift_table, not_judged, summary

_BEGINNING_PT = 120.0
"""A session begins on the next page when less than this is left: a heading needs lifts below it."""


def report_bytes(report: Report, words: Translator) -> bytes:
    """Return a report as a PDF; the same report gives the same bytes."""
    set_typeface()
    return pdf_bytes(_story(report, words), _footer(report, words), _title(words), words)


_MOST_ROWS, _FEW_ROWS = 20, 8
"""Lifts that are listed of one session, and of the newest of several: three pages hold it all."""


def _latest(report: Report, words: Translator) -> Iterator[Flowable]:
    """Yield the newest session in full."""
    session = report.sessions[-1]
    if len(report.sessions) > 1:
        yield CondPageBreak(_BEGINNING_PT)
        yield from session_heading(session, words)
    yield from note(session, words)
    yield from lift_table(session, words, _MOST_ROWS if len(report.sessions) == 1 else _FEW_ROWS)
    if session.lifts:
        yield Spacer(0, GAP_PT)
        yield from not_judged(session.lifts, words)
        yield Spacer(0, GAP_PT)
        yield from index_section(session, words)
        yield from key_poses(session, words)
        yield Spacer(0, GAP_PT)
        yield from curves(session, words)


def _title(words: Translator) -> str:
    return printable(words.text("Lifting technique: report of a practice"))


def write_report(report: Report, path: Path, words: Translator) -> None:
    """Write a report to a file that only this user can read; all of it, or nothing."""
    data = report_bytes(report, words)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    except OSError as error:
        cause = error.strerror or str(error)
        sentence = "The report cannot be written to {path} ({cause}): choose another place."
        raise StoreError(sentence, path=path, cause=cause) from error


def _story(report: Report, words: Translator) -> Iterator[Flowable]:
    """Yield the parts of the report, from top to bottom."""
    yield from header(report, words)
    yield Spacer(0, GAP_PT)
    yield from conclusion(report, words)
    if report.lifts:
        yield from summary(report.lifts, words)
        yield Spacer(0, GAP_PT)
    yield from plan_section(report, words)
    yield from comparison(report, words)
    yield from session_table(report.sessions, words)
    yield from _latest(report, words)
    yield Spacer(0, GAP_PT)
    yield limits_section(report, words)
    yield Spacer(0, GAP_PT)
    # Together: a signature alone on a page belongs to nothing.
    yield KeepTogether([accuracy_section(report, words), signature(words)])


def _footer(report: Report, words: Translator) -> Footer:
    """Return the footer of each page."""
    parts = [
        report.name,
        words.text("made on this computer by tilcoach"),
        words.day(report.made_on),
    ]
    left = printable(" \N{MIDDLE DOT} ".join(part for part in parts if part))

    def foot(page: int, pages: int) -> tuple[str, str]:
        return left, words.text("page {n} of {all}", n=words.number(page), all=words.number(pages))

    return foot
