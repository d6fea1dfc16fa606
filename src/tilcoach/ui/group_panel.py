"""Tables of who did what, large enough for a beamer: shapes with a count, and no names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from tilcoach.coaching import Pattern, Verdict
from tilcoach.guiding import GroupState, GroupWay, count
from tilcoach.messages import Translator
from tilcoach.overlay.palette import tag_hex
from tilcoach.ui.marks import mark

_NONE = "\N{EN DASH}"

Counts = Mapping[Pattern, Mapping[Verdict, int]]
"""How often each verdict was given, per pattern."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table.

    Attributes
    ----------
    head
        Whose it is, as HTML.
    lifts
        How many there were.
    counts
        How they were judged.
    """

    head: str
    lifts: int
    counts: Counts


def group_table(rows: Sequence[Row], words: Translator, who: str) -> str:
    """Return the table with the totals below, and a line that explains the shapes, as HTML.

    Parameters
    ----------
    rows
        One per person or film.
    words
        In the user's language.
    who
        The heading of the first column.
    """
    heads = (who, words.text("Lifts"), *(words.pattern(pattern) for pattern in Pattern))
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(_row(row, words) for row in rows)
    total = _row(_total(rows, words), words)
    return (
        '<div class="tc-panel tc-group"><div class="tc-scroll" tabindex="0">'
        '<table class="tc-table">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody><tfoot>{total}</tfoot></table></div>"
        f"{_legend(words)}</div>"
    )


def live_rows(state: GroupState, words: Translator) -> list[Row]:
    """Return one row per member; whose turn it is stands first, where everybody looks.

    Parameters
    ----------
    state
        Of the group.
    words
        In the user's language.
    """
    members = sorted(state.members, key=lambda one: one.tag != state.turn)
    if state.way is GroupWay.AT_ONCE:
        members = list(state.members)
    return [
        Row(
            badge(member.tag, words),
            len(member.lifts),
            {pattern: count(member.lifts, pattern) for pattern in Pattern},
        )
        for member in members
    ]


def badge(tag: int, words: Translator) -> str:
    """Return a tag as HTML: a number on its colour.

    Parameters
    ----------
    tag
        1 for the first one.
    words
        In the user's language.
    """
    name = escape(words.text("Person {n}", n=tag))
    return f'<span class="tc-tag" style="background: {tag_hex(tag)}" title="{name}">{tag}</span>'


def _row(row: Row, words: Translator) -> str:
    cells = "".join(_cell(row.counts[pattern], words) for pattern in Pattern)
    return f'<tr><th scope="row">{row.head}</th><td>{row.lifts}</td>{cells}</tr>'


def _cell(counts: Mapping[Verdict, int], words: Translator) -> str:
    """Show a shape and a number for each verdict that was given; read aloud, words."""
    shown = "".join(
        f'<span class="tc-times" data-verdict="{verdict}">{mark(verdict)}'
        f'<span class="tc-aside">{escape(words.verdict(verdict))}: </span>{counts[verdict]}</span>'
        for verdict in Verdict
        if counts[verdict]
    )
    return f"<td>{shown or _NONE}</td>"


def _total(rows: Collection[Row], words: Translator) -> Row:
    counts = {
        pattern: {v: sum(row.counts[pattern][v] for row in rows) for v in Verdict}
        for pattern in Pattern
    }
    return Row(escape(words.text("Together")), sum(row.lifts for row in rows), counts)


def _legend(words: Translator) -> str:
    items = "".join(
        f'<span class="tc-times">{mark(verdict)}{escape(words.verdict(verdict))}</span>'
        for verdict in Verdict
    )
    return f'<p class="tc-note">{items}</p>'
