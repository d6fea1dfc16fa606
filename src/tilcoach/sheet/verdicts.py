"""The verdicts: how often each was given, lift by lift, and why something was not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, Spacer, Table

from tilcoach.coaching import Pattern, Reason, Verdict
from tilcoach.messages import Translator
from tilcoach.report import FindingPart
from tilcoach.sheet.contents import SheetLift, SheetSession
from tilcoach.sheet.look import (
    BODY,
    GAP_PT,
    GROUND,
    HEADING,
    LINE,
    SMALL,
    STRONG,
    WIDTH_PT,
    style,
    text,
    text_and_small,
)
from tilcoach.sheet.marks import marked

_COUNT = style(15, bold=True)
_CARD_PT = (WIDTH_PT - 2 * GAP_PT) / 3
_LIFT_PT, _TIME_PT, _ANGLE_PT = 34.0, 58.0, 36.0
_PATTERN_PT = (WIDTH_PT - _LIFT_PT - _TIME_PT - 2 * _ANGLE_PT) / 3
_PAD_PT = 4.0
_NAN = float("nan")


def summary(lifts: Sequence[SheetLift], words: Translator) -> Iterator[Flowable]:
    """Give one card per pattern, and below them what the three words mean.

    Parameters
    ----------
    lifts
        Of all sessions.
    words
        In the user's language.
    """
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
    yield text(_said(lifts, words), BODY)


def _card(lifts: Sequence[SheetLift], pattern: Pattern, words: Translator) -> list[Flowable]:
    given = Counter(lift.finding(pattern).verdict for lift in lifts)
    judged = given[Verdict.GOED] + given[Verdict.FOUT]
    if judged:
        count = words.text(
            "{n} of {all} good", n=words.number(given[Verdict.GOED]), all=words.number(judged)
        )
    else:
        count = words.text("none judged")
    rows = [
        marked(
            verdict,
            [text(f"{_times(given[verdict], words)} {words.verdict(verdict)}")],
            _CARD_PT - 12,
        )
        for verdict in Verdict
    ]
    return [text(words.pattern(pattern), STRONG), text(count, _COUNT), Spacer(0, 3), *rows]


def _legend(words: Translator) -> str:
    return " ".join(
        f"{words.verdict(verdict)}: {words.verdict_note(verdict)}" for verdict in Verdict
    )


def _said(lifts: Sequence[SheetLift], words: Translator) -> str:
    """Return what the coach said after the lifts, and how often."""
    said = Counter(lift.part.cue.code for lift in lifts)
    sentences = (f"{words.cue(cue)} ({_times(n, words)})" for cue, n in said.most_common())
    return f"{words.text('What the coach said:')} {' '.join(sentences)}"


def _times(n: int, words: Translator) -> str:
    return f"{words.number(n)}\N{MULTIPLICATION SIGN}"


def lift_table(session: SheetSession, words: Translator) -> Iterator[Flowable]:
    """Give the lifts of a session as a table that may go on over pages.

    Parameters
    ----------
    session
        Which one.
    words
        In the user's language.
    """
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
    rows += [_row(lift, session, letters, words) for lift in session.lifts]
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
    yield text(
        words.text(
            "Trunk: furthest bent forward. Knee: bent when low. Percentage behind a verdict: the "
            "chance that the true value lies on the same side of the limit."
        ),
        SMALL,
    )


def _row(
    lift: SheetLift, session: SheetSession, letters: dict[Reason, str], words: Translator
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
        text(words.quantity(_number(measures.trunk_flexion_deg), "deg")),
        text(words.quantity(_number(measures.knee_flexion_deg), "deg")),
    ]


def _cell(finding: FindingPart, letters: dict[Reason, str], words: Translator) -> Table:
    word = words.verdict(finding.verdict)
    if finding.reason is not None:
        reason = words.text("reason {letter}", letter=letters[finding.reason])
        lines = [text(word, STRONG), text(reason, SMALL)]
    else:
        sure = words.quantity(finding.confidence, "probability")
        lines = [text_and_small(word, sure), text(measured(finding, words), SMALL)]
    return marked(finding.verdict, lines, _PATTERN_PT - 2 * _PAD_PT)


def measured(finding: FindingPart, words: Translator) -> str:
    """Return the measured value with its limit.

    Parameters
    ----------
    finding
        That was judged.
    words
        In the user's language.
    """
    limit = _number(finding.limit)
    plain = finding.unit == "index"  # the word is there already
    return words.text(
        "{measured}, limit {limit}",
        measured=words.quantity(_number(finding.measured), finding.unit),
        limit=words.number(limit) if plain else words.quantity(limit, finding.unit),
    )


def not_judged(lifts: Sequence[SheetLift], words: Translator) -> Iterator[Flowable]:
    """Give, per pattern, how much could not be judged, and why.

    Parameters
    ----------
    lifts
        Of all sessions.
    words
        In the user's language.
    """
    yield text(words.text("What could not be judged, and why"), HEADING)
    yield Spacer(0, 2)
    letters = reason_letters(lifts)
    if not letters:
        yield text(words.text("Everything could be judged."))
        return
    shares = "; ".join(_share(lifts, pattern, words) for pattern in Pattern)
    yield text(words.text("Not judged: {shares}.", shares=shares))
    for reason, letter in letters.items():
        times = sum(f.reason is reason for lift in lifts for f in lift.part.findings)
        yield text(f"{letter}. {words.reason(reason)} ({_times(times, words)})", SMALL)


def reason_letters(lifts: Sequence[SheetLift]) -> dict[Reason, str]:
    """Return a letter for each reason that was given, so that a table can point at it.

    Parameters
    ----------
    lifts
        In the order of the table.
    """
    given = dict.fromkeys(
        finding.reason
        for lift in lifts
        for finding in lift.part.findings
        if finding.reason is not None
    )
    return dict(zip(given, "abcdefghijklmnopqrstuvwxyz", strict=False))


def _share(lifts: Sequence[SheetLift], pattern: Pattern, words: Translator) -> str:
    open_ = sum(lift.finding(pattern).verdict is Verdict.NOT_JUDGED for lift in lifts)
    return words.text(
        "{pattern} {n} of {all} ({share})",
        pattern=words.pattern(pattern).lower(),
        n=words.number(open_),
        all=words.number(len(lifts)),
        share=words.quantity(open_ / len(lifts), "probability"),
    )


def _number(value: float | None) -> float:
    return _NAN if value is None else value
