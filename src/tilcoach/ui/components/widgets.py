"""Widgets that Streamlit lacks: notice, confirmation, table, report button, own components."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from importlib.resources import files
from itertools import zip_longest

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from tilcoach.i18n import Translator
from tilcoach.live.session import local_now

# Streamlit reads these as layout, a link or a picture; a name may hold any of them.
_LAYOUT = re.compile(r"([\\`*_\[\]<>$~|#:])")


def escape_markdown(text: str) -> str:
    """Return Markdown that shows a text literally."""
    return _LAYOUT.sub(r"\\\1", text)


def show_notice(sentence: str) -> None:
    """Show one sentence, literally."""
    st.info(escape_markdown(sentence), icon=":material/info:")


def confirm_button(key: str, label: str, question: str, words: Translator) -> bool:
    """Show a button that asks for confirmation; return whether the user has just confirmed."""
    pending = f"confirm-{key}"
    if not st.session_state.get(pending):
        if st.button(label, key=f"ask-{key}", icon=":material/delete:"):
            st.session_state[pending] = True
            st.rerun()
        return False
    show_notice(question)
    with st.container(horizontal=True):
        yes = st.button(words.text("Yes, erase for good"), key=f"yes-{key}")
        no = st.button(words.text("No, keep it"), key=f"no-{key}")
    if yes or no:
        st.session_state[pending] = False
    if no:
        st.rerun()
    return yes


def html_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], attributes: Sequence[str] = ()
) -> str:
    """Return a table as HTML, with optional attributes per row; the first cell is its heading."""
    head = "".join(
        f'<th scope="col">{escape(text)}</th>' if text else "<td></td>" for text in heads
    )
    body = "".join(_row(row, extra) for row, extra in zip_longest(rows, attributes, fillvalue=""))
    return (
        '<div class="tc-scroll" tabindex="0"><table class="tc-table">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[str], attributes: str) -> str:
    first, *rest = (escape(text) for text in cells)
    data = "".join(f"<td>{text}</td>" for text in rest)
    row = f"<tr {attributes}>" if attributes else "<tr>"
    return f'{row}<th scope="row">{first}</th>{data}</tr>'


def report_button(
    title: str, make: Callable[[date], bytes], file_name: str, *, key: str | None = None
) -> None:
    """Show the button; the report is made when it is pressed."""
    st.download_button(
        title,
        lambda: make(local_now().date()),
        file_name=file_name,
        mime="application/pdf",
        on_click="ignore",
        icon=":material/picture_as_pdf:",
        key=key,
    )


def load_component(package: str, name: str) -> ComponentRenderer:
    """Register the component ``NAME.js`` of a package, with any HTML and CSS of that name.

    Streamlit recognises it by its name, so it may be registered again at every run.
    """
    return st.components.v2.component(
        f"tilcoach_{name}",
        html=_read_asset(package, f"{name}.html"),
        css=_read_asset(package, f"{name}.css"),
        js=_read_asset(package, f"{name}.js"),
    )


def translate_uploader(words: Translator) -> None:
    """Let the uploaders of this page speak its language; call it once per page."""
    said = {"choose": words.text("Choose a file"), "most": words.text("{n} MB at most", n="{n}")}
    title = escape(json.dumps(said))
    st.html(f'<span class="tc-uploader-words tc-aside" aria-hidden="true" title="{title}"></span>')
    run_script(__package__, "uploader.js")


def accept_decimal_commas() -> None:
    """Let 7,5 be a number in every browser; call it once per page."""
    run_script(__package__, "decimal_comma.js")


def run_script(package: str, name: str) -> None:
    """Run one of our own scripts in the page."""
    script = f"<script>{_read_asset(package, name)}</script>"
    st.html(script, unsafe_allow_javascript=True)


def _read_asset(package: str, name: str) -> str | None:
    file = files(package).joinpath(name)
    return file.read_text(encoding="utf-8") if file.is_file() else None
