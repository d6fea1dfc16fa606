"""The last section: accuracy, limits, what was not seen, and the purpose of the report."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from tilcoach.coaching import read_limits
from tilcoach.i18n import Translator
from tilcoach.measures import MEASURES, Measure
from tilcoach.pose import FilmFault
from tilcoach.release_accuracy import ReleaseAccuracy
from tilcoach.report.contents import Report, ReportSession
from tilcoach.report.error_rows import error_rows
from tilcoach.report.styles import GAP_PT, GROUND, HEADING, LINE, SMALL, WIDTH_PT, style, text
from tilcoach.session_files import unknown_codes
from tilcoach.session_files.schema import WarningPart

_LEFT_PT = 285.0
_NAME_PT, _VALUE_PT = 78.0, 69.0
_TABLE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), GROUND),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
)
_CELL = style(7)
_HEAD = style(7, bold=True)


def accuracy_section(report: Report, words: Translator) -> Flowable:
    """Return the accuracy of the measures, the purpose of the report, and what was not seen."""
    left = [*_accuracy(report.published, words), Spacer(0, GAP_PT), *_purpose(words)]
    return Table(
        [[left, "", _not_seen(report, words)]],
        colWidths=[_LEFT_PT, 2 * GAP_PT, WIDTH_PT - _LEFT_PT - 2 * GAP_PT],
        hAlign="LEFT",
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ],
    )


def _accuracy(published: ReleaseAccuracy | None, words: Translator) -> list[Flowable]:
    """Return the measurement errors as published, or that there are none yet."""
    parts: list[Flowable] = [text(words.text("How exact the measures are"), HEADING), Spacer(0, 2)]
    if published is None:
        sentence = words.text(
            "The measurement errors of this version of tilcoach are not published yet."
        )
        return [*parts, text(sentence, _CELL)]
    sentence = words.text(
        "Mean difference between what tilcoach measures and the known truth, by its own "
        "validation of version {version}, on the films on which it does worst. A dash: not "
        "validated from this side.",
        version=published.version,
    )
    rows = error_rows(published, words)
    table = Table(
        _cells(rows),
        colWidths=[_NAME_PT, *[_VALUE_PT] * (len(rows[0]) - 1)],
        hAlign="LEFT",
        style=_TABLE,
    )
    return [*parts, table, Spacer(0, 2), text(sentence, SMALL)]


def _warning(warning: WarningPart, words: Translator) -> str:
    """Return a warning, with the time of what a film does not show."""
    code, start_s, end_s = warning.code, warning.start_s, warning.end_s
    if isinstance(code, FilmFault) and start_s is not None and end_s is not None:
        return words.film_span(code, start_s, end_s)
    return words.warning(code)


def _not_seen(report: Report, words: Translator) -> list[Flowable]:
    """Return what the camera missed in these sessions, and what it can never see."""
    warnings = dict.fromkeys(
        _warning(warning, words)
        for session in report.sessions
        for warning in session.document.warnings
    )
    frames = sum(session.document.source.frames for session in report.sessions)
    empty = sum(session.document.source.frames_without_person for session in report.sessions)
    lines = list(warnings)
    unknown = {code for session in report.sessions for code in unknown_codes(session.document)}
    if unknown:
        lines.append(
            words.text(
                "A newer tilcoach saved this. Codes that this version does not know: {codes}.",
                codes=", ".join(sorted(unknown)),
            )
        )
    if empty:
        lines.append(
            words.text(
                "In {n} of {all} pictures nobody was seen.",
                n=words.number(empty),
                all=words.number(frames),
            )
        )
    lines.append(
        words.text(
            "The camera follows 33 points of your body, and none of them lies on the back itself. "
            "Whether your back is round or flat cannot be seen, and nothing here says so. "
            "How heavy something is cannot be seen either. "
            "What is not clearly in view is not judged."
        )
    )
    heading = text(words.text("What was not seen"), HEADING)
    return [heading, Spacer(0, 2), *(text(line, _CELL) for line in lines)]


def limits_section(report: Report, words: Translator) -> Flowable:
    """Return the limits that verdicts were held against, with where each comes from."""
    known = read_limits()
    head = [words.text("limit").capitalize(), words.text("Value"), words.text("How it was set")]
    rows = [head]
    for measure in MEASURES:
        name, limit = measure.field, known.of(measure)
        used = _used(report.sessions, name, limit.value)
        values = ", ".join(words.quantity(value, measure.unit) for value in used)
        rows.append([words.measure(measure), values, _source(used, measure, limit.value, words)])
    heading = text(words.text("The limits, and where they come from"), HEADING)
    table = Table(
        _cells(rows), colWidths=[58, 92, WIDTH_PT - 150], repeatRows=1, hAlign="LEFT", style=_TABLE
    )
    return KeepTogether([heading, Spacer(0, 2), table])


def _used(sessions: Sequence[ReportSession], name: str, ours: float) -> list[float]:
    """Return the values that held in these sessions, each once."""
    held = (session.document.settings.limits.get(name, ours) for session in sessions)
    return list(dict.fromkeys(held))


def _source(used: Sequence[float], measure: Measure, ours: float, words: Translator) -> str:
    if all(math.isclose(value, ours) for value in used):
        return words.limit_source(measure.field)
    return words.text(
        "Set for this profile, in place of {value}. That one: {source}",
        value=words.quantity(ours, measure.unit),
        source=words.limit_source(measure.field),
    )


def _purpose(words: Translator) -> list[Flowable]:
    """Return what the report is for, and what it is not."""
    sentence = words.text(
        "tilcoach is for practising and demonstrating a way of lifting. It makes no diagnosis and "
        "is no treatment. With questions about your complaints, go to your physiotherapist or "
        "doctor."
    )
    heading = text(words.text("What it is for"), HEADING)
    return [heading, Spacer(0, 2), text(sentence, _CELL)]


def _cells(rows: Sequence[Sequence[str]]) -> list[list[Flowable]]:
    """Return rows as paragraphs, the first one in bold."""
    return [
        [text(cell, _CELL if number else _HEAD) for cell in row] for number, row in enumerate(rows)
    ]
