"""The totals of a folder of films: read from the results that `tilcoach analyze` wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import streamlit as st
from pydantic import ValidationError

from tilcoach.coaching import Pattern, Verdict
from tilcoach.messages import Translator
from tilcoach.report import SessionDocument
from tilcoach.ui.group_panel import Row, group_table
from tilcoach.ui.said import say

_MOST_MB = 20  # a session.json of an hour of lifting has less than one
COMMAND = "tilcoach analyze *.mp4 --out results"


def show_results(words: Translator) -> None:
    """Show the choice of a folder, and the table of what is in it.

    Parameters
    ----------
    words
        In the user's language.
    """
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
        max_upload_size=_MOST_MB,
    )
    documents = list(_read(file.getvalue() for file in files))
    if len(documents) < len(files):
        missing = len(files) - len(documents)
        say(
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
    """Return one row per film and person in it.

    Parameters
    ----------
    documents
        In any order.
    words
        In the user's language.
    """
    rows = []
    for document in sorted(documents, key=lambda one: one.source.name):
        several = len(document.people) > 1
        for person in document.people:
            name = words.text("Person {n}", n=person.person)
            title = f"{document.source.name}, {name}" if several else document.source.name
            given = [finding for lift in person.lifts for finding in lift.findings]
            counts = {
                pattern: {
                    verdict: sum(f.pattern is pattern and f.verdict is verdict for f in given)
                    for verdict in Verdict
                }
                for pattern in Pattern
            }
            rows.append(Row(escape(title), len(person.lifts), counts))
    return rows


def _read(contents: Iterable[bytes]) -> Iterator[SessionDocument]:
    """Give what is a result of tilcoach; any other JSON may lie in the folder as well."""
    for content in contents:
        try:
            yield SessionDocument.model_validate_json(content)
        except ValidationError:
            continue
