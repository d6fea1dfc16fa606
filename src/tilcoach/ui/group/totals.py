"""Group tables: the live one and that of a folder of results; shapes with a count, no names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from tilcoach.coaching import Pattern, Verdict
from tilcoach.errors import InputError
from tilcoach.guidance import GroupMode, GroupState, count
from tilcoach.i18n import Translator
from tilcoach.overlay.palette import tag_hex
from tilcoach.session_files import SessionDocument, read_document
from tilcoach.ui.components.verdict_html import verdict_mark
from tilcoach.ui.components.widgets import show_notice

_NONE = "\N{EN DASH}"

Counts = Mapping[Pattern, Mapping[Verdict, int]]
"""The number of each verdict, per pattern."""


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
    """Return the table with the totals and a legend, as HTML."""
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
    """Return one row per member; the one whose turn it is comes first."""
    members = sorted(state.members, key=lambda member: member.tag != state.turn)
    if state.mode is GroupMode.AT_ONCE:
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
    """Return a tag as HTML: a number on its colour."""
    name = escape(words.text("Person {n}", n=tag))
    return f'<span class="tc-tag" style="background: {tag_hex(tag)}" title="{name}">{tag}</span>'


def _row(row: Row, words: Translator) -> str:
    cells = "".join(_cell(row.counts[pattern], words) for pattern in Pattern)
    return f'<tr><th scope="row">{row.head}</th><td>{row.lifts}</td>{cells}</tr>'


def _cell(counts: Mapping[Verdict, int], words: Translator) -> str:
    """Return a shape and a number per verdict; a screen reader reads words."""
    shown = "".join(
        f'<span class="tc-times" data-verdict="{verdict}">{verdict_mark(verdict)}'
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
        f'<span class="tc-times">{verdict_mark(verdict)}{escape(words.verdict(verdict))}</span>'
        for verdict in Verdict
    )
    return f'<p class="tc-note">{items}</p>'


_MAX_MB = 20  # a session.json of an hour of lifting is under one
COMMAND = "tilcoach analyze *.mp4 --out results"


def show_folder_totals(words: Translator) -> None:
    """Show the choice of a folder of results, and their table."""
    st.markdown(
        words.text(
            "Have a folder of films looked at overnight with the command below. Then choose the "
            "folder with the results here: nothing of it is kept."
        )
    )
    st.code(COMMAND, language="sh")
    files = st.file_uploader(
        words.text("Folder with results"),
        ["json"],
        accept_multiple_files="directory",
        key="results",
        max_upload_size=_MAX_MB,
    )
    documents = list(_read(file.getvalue() for file in files))
    if len(documents) < len(files):
        missing = len(files) - len(documents)
        show_notice(
            words.plural(
                "{n} file in this folder is no result of tilcoach and is left out.",
                "{n} files in this folder are no results of tilcoach and are left out.",
                missing,
            )
        )
    rows = film_rows(documents, words)
    if rows:
        st.html(group_table(rows, words, words.text("Film")))


def film_rows(documents: Iterable[SessionDocument], words: Translator) -> list[Row]:
    """Return one row per film and person in it."""
    rows = []
    for document in sorted(documents, key=lambda document: document.source.name):
        several = len(document.people) > 1
        for person in document.people:
            name = words.text("Person {n}", n=person.person)
            title = f"{document.source.name}, {name}" if several else document.source.name
            findings = [finding for lift in person.lifts for finding in lift.findings]
            counts = {
                pattern: {
                    verdict: sum(f.pattern is pattern and f.verdict is verdict for f in findings)
                    for verdict in Verdict
                }
                for pattern in Pattern
            }
            rows.append(Row(escape(title), len(person.lifts), counts))
    return rows


def _read(contents: Iterable[bytes]) -> Iterator[SessionDocument]:
    """Yield the results of tilcoach; the folder may hold any other JSON as well."""
    for content in contents:
        try:
            yield read_document(content, "")
        except InputError:
            continue
