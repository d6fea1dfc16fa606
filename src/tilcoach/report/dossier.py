"""What a therapist adds for the file: client number, plan, conclusion, and a place to sign."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from tilcoach.coaching import Pattern, Verdict
from tilcoach.i18n import Translator
from tilcoach.measures import MEASURES, Measure
from tilcoach.plan import PlanResults, adherence
from tilcoach.plan.wording import adherence_sentences, plan_lines
from tilcoach.report.contents import Report, ReportSession
from tilcoach.report.styles import (
    BODY,
    GAP_PT,
    GROUND,
    HEADING,
    INK,
    LINE,
    SMALL,
    STRONG,
    WIDTH_PT,
    text,
)

_TABLE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
)
_HEAD = TableStyle([("BACKGROUND", (0, 0), (-1, 0), GROUND)], parent=_TABLE)
_LABEL_PT = 110.0
_SIGN_PT = 28.0

MOST_SESSIONS = 12
"""Rows of the table of sessions: with the newest in full it all fits on three pages."""


def conclusion(report: Report, words: Translator) -> Iterator[Flowable]:
    """Yield what the therapist concludes, in their own words; nothing when they wrote nothing."""
    if report.dossier.conclusion:
        lines = report.dossier.conclusion.splitlines()
        yield text(words.text("Conclusion of the therapist"), HEADING)
        yield from (text(line, BODY) for line in lines)
        yield Spacer(0, GAP_PT)


def plan_section(report: Report, words: Translator) -> Iterator[Flowable]:
    """Yield the plan, and how much of it was done; nothing without a plan."""
    found = report.dossier.plan
    if found is None:
        return
    rows = [[text(head, SMALL), text(said)] for head, said in plan_lines(found.plan, words)]
    rows.append([text(words.text("Done so far"), SMALL), text(_done(found, words))])
    table = Table(rows, colWidths=[_LABEL_PT, WIDTH_PT - _LABEL_PT], style=_TABLE)
    yield KeepTogether([text(words.text("The plan"), HEADING), Spacer(0, 2), table])
    yield Spacer(0, GAP_PT)


def _done(found: PlanResults, words: Translator) -> str:
    done = adherence(found.plan, found.lifts_by_day, found.opened_on, found.written_on)
    return " ".join(adherence_sentences(done, words))


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the comparison: what it is, and how a session is read."""

    label: str
    value: Callable[[ReportSession], str]


def comparison(report: Report, words: Translator) -> Iterator[Flowable]:
    """Yield the first session beside the latest; nothing with one session."""
    if len(report.sessions) == 1:
        return
    ends = (report.sessions[0], report.sessions[-1])
    days = [_day(session, words) for session in ends]
    rows: list[list[Flowable]] = [
        [
            text(""),
            text(words.text("First session, {day}", day=days[0]), STRONG),
            text(words.text("Latest session, {day}", day=days[1]), STRONG),
        ]
    ]
    for row in _rows(words):
        cells = [row.value(session) for session in ends]
        if any(cell != _NOTHING for cell in cells):
            rows.append([text(row.label), *map(text, cells)])
    half_pt = (WIDTH_PT - 1.6 * _LABEL_PT) / 2
    table = Table(rows, colWidths=[1.6 * _LABEL_PT, half_pt, half_pt], style=_HEAD)
    heading = text(words.text("First against latest session"), HEADING)
    yield KeepTogether([heading, Spacer(0, 2), table])
    yield Spacer(0, GAP_PT)


_NOTHING = "\N{EN DASH}"


def _rows(words: Translator) -> Iterator[_Row]:
    yield _Row(words.text("Lifts"), lambda session: words.number(len(session.lifts)))
    for pattern in Pattern:
        yield _Row(words.pattern(pattern), lambda s, p=pattern: _good(s, p, words))  # type: ignore[misc]
    for measure in MEASURES:
        label = words.text("{measure}, middle lift", measure=words.measure(measure))
        yield _Row(label, lambda s, m=measure: _middle(s, m, words))  # type: ignore[misc]
    yield _Row(words.text("Pain, 0 to 10, before and after"), lambda s: _pair(s, "pain", words))
    yield _Row(words.text("Effort, 0 to 10, before and after"), lambda s: _pair(s, "effort", words))


def _good(session: ReportSession, pattern: Pattern, words: Translator) -> str:
    verdicts = [lift.finding(pattern).verdict for lift in session.lifts]
    judged = [verdict for verdict in verdicts if verdict is not Verdict.NOT_JUDGED]
    if not judged:
        return words.text("none judged") if verdicts else _NOTHING
    good = judged.count(Verdict.GOED)
    return words.text("{n} of {all} good", n=words.number(good), all=words.number(len(judged)))


def _middle(session: ReportSession, measure: Measure, words: Translator) -> str:
    told = [getattr(lift.part.measures, measure.field) for lift in session.lifts]
    values = [abs(value) for value in told if value is not None]
    return words.quantity(median(values) if values else math.nan, measure.unit)


def _pair(session: ReportSession, what: str, words: Translator) -> str:
    told = [getattr(session.ratings, f"{what}_{when}") for when in ("before", "after")]
    if all(value is None for value in told):
        return _NOTHING
    return " \N{RIGHTWARDS ARROW} ".join(
        _NOTHING if value is None else words.number(value) for value in told
    )


def session_table(sessions: Sequence[ReportSession], words: Translator) -> Iterator[Flowable]:
    """Yield one line per session, the newest last; only the newest where there are many."""
    if len(sessions) == 1:
        return
    shown = sessions[-MOST_SESSIONS:]
    head = [words.text("Session"), words.text("Lifts"), *(words.pattern(p) for p in Pattern),
            words.text("Pain"), words.text("Effort")]  # fmt: skip
    rows = [[text(cell, STRONG) for cell in head]]
    for session in shown:
        cells = [
            _day(session, words),
            words.number(len(session.lifts)),
            *(_good(session, pattern, words) for pattern in Pattern),
            _pair(session, "pain", words),
            _pair(session, "effort", words),
        ]
        rows.append([text(cell) for cell in cells])
    day_pt, lifts_pt, rating_pt = 64.0, 74.0, 60.0
    pattern_pt = (WIDTH_PT - day_pt - lifts_pt - 2 * rating_pt) / len(Pattern)
    widths = [day_pt, lifts_pt, *[pattern_pt] * len(Pattern), rating_pt, rating_pt]
    yield text(words.text("All sessions of this report"), HEADING)
    yield Spacer(0, 2)
    yield Table(rows, colWidths=widths, repeatRows=1, style=_HEAD)
    if len(shown) < len(sessions):
        yield text(
            words.text(
                "The newest {n} of {all} sessions are listed; the export holds all of them.",
                n=words.number(len(shown)),
                all=words.number(len(sessions)),
            ),
            SMALL,
        )
    yield Spacer(0, GAP_PT)


def _day(session: ReportSession, words: Translator) -> str:
    return words.day(session.day) if session.day else words.text("day not known")


def signature(words: Translator) -> Flowable:
    """Return a place for a name, a signature and a day."""
    labels = (
        words.text("Name of the therapist"),
        words.text("Signature"),
        words.text("Day"),
    )
    third = (WIDTH_PT - 2 * GAP_PT) / 3
    cells: list[Flowable | str] = []
    for label in labels:
        cells += [text(label, SMALL), ""]
    return Table(
        [[""] * 5, cells[:-1]],
        colWidths=[third, GAP_PT, third, GAP_PT, third],
        rowHeights=[_SIGN_PT, None],
        style=[
            *(("LINEABOVE", (column, 1), (column, 1), 0.7, INK) for column in (0, 2, 4)),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 1), (-1, 1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ],
    )
