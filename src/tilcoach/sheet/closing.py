"""The end of a sheet: how exact it is, what was not seen, the limits, and what it is for."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from tilcoach.coaching import Limit, read_limits
from tilcoach.messages import Translator
from tilcoach.sheet.contents import Sheet, SheetSession
from tilcoach.sheet.exactness import error_rows
from tilcoach.sheet.look import GAP_PT, GROUND, HEADING, LINE, SMALL, WIDTH_PT, style, text
from tilcoach.sheet.published import Published

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


def reliance(sheet: Sheet, words: Translator) -> Flowable:
    """Return how far one may rely on the sheet: how exact it is, what it is for, what it missed.

    Parameters
    ----------
    sheet
        What the sheet holds.
    words
        In the user's language.
    """
    left = [*_exactness(sheet.published, words), Spacer(0, GAP_PT), *_purpose(words)]
    return Table(
        [[left, "", _not_seen(sheet, words)]],
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


def _exactness(published: Published | None, words: Translator) -> list[Flowable]:
    """Return the measurement errors as published, or that there are none yet."""
    parts: list[Flowable] = [text(words.text("How exact the measures are"), HEADING), Spacer(0, 2)]
    if published is None:
        sentence = words.text(
            "The measurement errors of this version of tilcoach are not published yet."
        )
        return [*parts, text(sentence, _CELL)]
    sentence = words.text(
        "Mean difference between what tilcoach measures and the known truth, by its own "
        "validation of version {version}. A dash: not validated from this side.",
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


def _not_seen(sheet: Sheet, words: Translator) -> list[Flowable]:
    """Return what the camera missed in these sessions, and what it can never see."""
    told = dict.fromkeys(
        words.warning(warning.code)
        for session in sheet.sessions
        for warning in session.document.warnings
    )
    frames = sum(session.document.source.frames for session in sheet.sessions)
    empty = sum(session.document.source.frames_without_person for session in sheet.sessions)
    lines = list(told)
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


def limits(sheet: Sheet, words: Translator) -> Flowable:
    """Return the limits that verdicts were held against, with where each comes from.

    Parameters
    ----------
    sheet
        What the sheet holds.
    words
        In the user's language.
    """
    names = {
        "stoop_squat_index": words.text("Stoop index"),
        "trunk_flexion_deg": words.text("Trunk"),
        "knee_flexion_deg": words.text("Knee"),
        "trunk_rotation_deg": words.text("Rotation"),
        "load_distance_ratio": words.text("Distance"),
    }
    known = read_limits()
    head = [words.text("limit").capitalize(), words.text("Value"), words.text("How it was set")]
    rows = [head]
    for name, title in names.items():
        used = _used(sheet.sessions, name, known[name])
        values = ", ".join(words.quantity(value, known[name].unit) for value in used)
        rows.append([title, values, _source(used, name, known[name], words)])
    heading = text(words.text("The limits, and where they come from"), HEADING)
    table = Table(
        _cells(rows), colWidths=[58, 92, WIDTH_PT - 150], repeatRows=1, hAlign="LEFT", style=_TABLE
    )
    return KeepTogether([heading, Spacer(0, 2), table])


def _used(sessions: Sequence[SheetSession], name: str, limit: Limit) -> list[float]:
    """Return the values that held in these sessions, each once."""
    held = (session.document.settings.limits.get(name, limit.value) for session in sessions)
    return list(dict.fromkeys(held))


def _source(used: Sequence[float], name: str, limit: Limit, words: Translator) -> str:
    if all(math.isclose(value, limit.value) for value in used):
        return words.limit_source(name)
    return words.text(
        "Set for this profile, in place of {value}. That one: {source}",
        value=words.quantity(limit.value, limit.unit),
        source=words.limit_source(name),
    )


def _purpose(words: Translator) -> list[Flowable]:
    """Return what the sheet is for, and what it is not."""
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
