"""The verdicts: totals, lift by lift, and the reasons why a pattern was not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from tilcoach.coaching import Pattern, Verdict
from tilcoach.i18n import Translator
from tilcoach.overlay.palette import VERDICT_HEX
from tilcoach.report.contents import ReportLift, ReportSession
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
    style,
    text,
    text_and_small,
)
from tilcoach.session_files import FindingPart, nan_if_none

SIZE_PT = 8.0
_STROKE_PT = 1.3


class Mark(Flowable):
    """The shape of a verdict: a filled circle, a triangle with a dark edge, an open ring."""

    def __init__(self, verdict: Verdict, size_pt: float = SIZE_PT) -> None:
        super().__init__()
        self.width = self.height = size_pt
        self._verdict = verdict

    def draw(self) -> None:
        """Draw at the origin of the canvas."""
        draw_mark(self.canv, self._verdict, self.height)


def draw_mark(canvas: Canvas, verdict: Verdict, size_pt: float) -> None:
    """Draw the shape of a verdict with its lower left corner at the origin."""
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
    """Return lines of text with the shape of a verdict before the first one."""
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


_COUNT = style(15, bold=True)
_CARD_PT = (WIDTH_PT - 2 * GAP_PT) / 3
_LIFT_PT, _TIME_PT, _ANGLE_PT = 34.0, 58.0, 36.0
_PATTERN_PT = (WIDTH_PT - _LIFT_PT - _TIME_PT - 2 * _ANGLE_PT) / 3
_PAD_PT = 4.0


def summary(lifts: Sequence[ReportLift], words: Translator) -> Iterator[Flowable]:
    """Yield one card per pattern, and below them what the three words mean."""
    cells: list[object] = []
    for pattern in Pattern:
        cells += [_card(lifts, pattern, words), ""]
    yield Table(
        [cells[:-1]],
        colWidths=[_CARD_PT, GAP_PT, _CARD_PT, GAP_PT, _CARD_PT],
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *(("BACKGROUND", (column, 0), (column, 0), GROUND) for column in (0, 2, 4)),
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ],
    )
    yield Spacer(0, 3)
    yield text(_legend(words), SMALL)
    yield Spacer(0, 2)
    yield text(_cue_counts(lifts, words), BODY)


def _card(lifts: Sequence[ReportLift], pattern: Pattern, words: Translator) -> list[Flowable]:
    counts = Counter(lift.finding(pattern).verdict for lift in lifts)
    judged = counts[Verdict.GOED] + counts[Verdict.FOUT]
    if judged:
        count = words.text(
            "{n} of {all} good", n=words.number(counts[Verdict.GOED]), all=words.number(judged)
        )
    else:
        count = words.text("none judged")
    rows = [
        marked(
            verdict,
            [text(f"{_times(counts[verdict], words)} {words.verdict(verdict)}")],
            _CARD_PT - 12,
        )
        for verdict in Verdict
    ]
    return [text(words.pattern(pattern), STRONG), text(count, _COUNT), Spacer(0, 3), *rows]


def _legend(words: Translator) -> str:
    named = (
        f"{words.verdict(verdict)}: {words.verdict_note(verdict)}"
        for verdict in (Verdict.GOED, Verdict.NOT_JUDGED)
    )
    return " ".join((*named, words.verdict_note(Verdict.FOUT)))


def _cue_counts(lifts: Sequence[ReportLift], words: Translator) -> str:
    """Return the cues after the lifts, with how often each was given."""
    counts = Counter(lift.part.cue.code for lift in lifts)
    sentences = (f"{words.cue(cue)} ({_times(n, words)})" for cue, n in counts.most_common())
    return f"{words.text('What the coach said:')} {' '.join(sentences)}"


def _times(n: int, words: Translator) -> str:
    return f"{words.number(n)}\N{MULTIPLICATION SIGN}"


def lift_table(session: ReportSession, words: Translator, most_rows: int) -> Iterator[Flowable]:
    """Yield the lifts of a session as a table; of many only the first and the last ones."""
    if not session.lifts:
        yield text(words.text("No lift was seen in this session."))
        return
    letters = reason_letters(session.lifts)
    head = [
        words.text("Lift"),
        words.text("Time"),
        *(words.pattern(pattern) for pattern in Pattern),
        words.text("Trunk"),
        words.text("Knee"),
    ]
    rows: list[list[object]] = [[text(cell, STRONG) for cell in head]]
    shown = _shown(session.lifts, most_rows)
    rows += [_row(lift, session, letters, words) for lift in shown]
    yield Table(
        rows,
        colWidths=[_LIFT_PT, _TIME_PT, *[_PATTERN_PT] * 3, _ANGLE_PT, _ANGLE_PT],
        repeatRows=1,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), GROUND),
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), _PAD_PT),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PAD_PT),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ],
    )
    yield Spacer(0, 2)
    if len(shown) < len(session.lifts):
        yield text(
            words.text(
                "The first and the last {n} of {all} lifts; the export holds all of them.",
                n=words.number(most_rows // 2),
                all=words.number(len(session.lifts)),
            ),
            SMALL,
        )
    yield text(_how_to_read(session.lifts, words), SMALL)


def _how_to_read(lifts: Sequence[ReportLift], words: Translator) -> str:
    said = words.text(
        "Trunk: furthest bent forward. Knee: bent when low. Percentage behind a verdict: the "
        "chance that the true value lies on the same side of the limit."
    )
    if all(finding.judged_by is None for lift in lifts for finding in lift.findings):
        return said
    return f"{said} {words.text('Camera: the one of the two that saw it best.')}"


def _shown(lifts: Sequence[ReportLift], most: int) -> Sequence[ReportLift]:
    """Return the lifts, or of many the first and the last ones."""
    return lifts if len(lifts) <= most else (*lifts[: most // 2], *lifts[-(most // 2) :])


def _row(
    lift: ReportLift, session: ReportSession, letters: dict[str, str], words: Translator
) -> list[object]:
    part, measures = lift.part, lift.part.measures
    name = words.number(part.lift)
    if session.people > 1:
        name = words.text("P{person}, {n}", person=lift.person, n=name)
    times = f"{words.number(part.start_s, 1)}\N{EN DASH}{words.number(part.end_s, 1)} s"
    return [
        text(name, STRONG),
        text(times),
        *(_cell(lift.finding(pattern), letters, words) for pattern in Pattern),
        text(words.quantity(nan_if_none(measures.trunk_flexion_deg), "deg")),
        text(words.quantity(nan_if_none(measures.knee_flexion_deg), "deg")),
    ]


def _cell(finding: FindingPart, letters: dict[str, str], words: Translator) -> Table:
    word = words.verdict(finding.verdict)
    if finding.reason is not None:
        reason = words.text("reason {letter}", letter=letters[finding.reason])
        lines = [text(word, STRONG), text(reason, SMALL)]
    else:
        sure = words.quantity(finding.confidence, "probability")
        if finding.judged_by is not None:
            sure += f", {words.camera(finding.judged_by)}"
        below = words.note(finding.note) if finding.note else measured(finding, words)
        lines = [text_and_small(word, sure), text(below, SMALL)]
    return marked(finding.verdict, lines, _PATTERN_PT - 2 * _PAD_PT)


def measured(finding: FindingPart, words: Translator) -> str:
    """Return the measured value with its limit."""
    limit = nan_if_none(finding.limit)
    plain = finding.unit == "index"  # the word is there already
    return words.text(
        "{measured}, limit {limit}",
        measured=words.quantity(nan_if_none(finding.measured), finding.unit),
        limit=words.number(limit) if plain else words.quantity(limit, finding.unit),
    )


def not_judged(lifts: Sequence[ReportLift], words: Translator) -> Iterator[Flowable]:
    """Give, per pattern, how much could not be judged, and why."""
    yield text(words.text("What could not be judged, and why"), HEADING)
    yield Spacer(0, 2)
    letters = reason_letters(lifts)
    if not letters:
        yield text(words.text("Everything could be judged."))
        return
    shares = "; ".join(_share(lifts, pattern, words) for pattern in Pattern)
    yield text(words.text("Not judged: {shares}.", shares=shares))
    for reason, letter in letters.items():
        times = sum(f.reason == reason for lift in lifts for f in lift.findings)
        yield text(f"{letter}. {words.reason(reason)} ({_times(times, words)})", SMALL)


def reason_letters(lifts: Sequence[ReportLift]) -> dict[str, str]:
    """Return a letter for each reason, for use in the table."""
    reasons = dict.fromkeys(
        finding.reason for lift in lifts for finding in lift.findings if finding.reason is not None
    )
    return dict(zip(reasons, "abcdefghijklmnopqrstuvwxyz", strict=False))


def _share(lifts: Sequence[ReportLift], pattern: Pattern, words: Translator) -> str:
    open_ = sum(lift.finding(pattern).verdict is Verdict.NOT_JUDGED for lift in lifts)
    return words.text(
        "{pattern} {n} of {all} ({share})",
        pattern=words.pattern(pattern).lower(),
        n=words.number(open_),
        all=words.number(len(lifts)),
        share=words.quantity(open_ / len(lifts), "probability"),
    )
