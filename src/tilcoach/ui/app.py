"""The app: one script for all pages; ``tilcoach app`` hands this file to Streamlit."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import streamlit as st

from tilcoach.overlay.palette import MEASURE_HEX
from tilcoach.ui.language import choose_language, spoken
from tilcoach.ui.reminder import show_reminder
from tilcoach.ui.unguarded import stop_if_unguarded

# Drawn here: an icon by name would be fetched from a server, and nothing leaves the machine.
_ICON = (
    f'<svg viewBox="0 0 24 24" fill="none" stroke="{MEASURE_HEX}" stroke-width="3" '
    'stroke-linecap="round" stroke-linejoin="round"><circle cx="16" cy="4" r="2"/>'
    '<path d="M14 8 7 13 12 16 9 22M14 9 17 15"/></svg>'
)


def main() -> None:
    """Show the chosen page in the chosen language."""
    # It warns of every picture that a busy computer makes late; the page itself says so, once.
    logging.getLogger("streamlit_webrtc").setLevel(logging.ERROR)
    st.set_page_config(page_title="tilcoach", page_icon=_ICON, layout="wide")
    st.html(Path(str(files("tilcoach.ui"))) / "style.css")
    heading, switch = st.columns([5, 1], vertical_alignment="center")
    with switch:
        choose_language()
    words = spoken()
    stop_if_unguarded(words)
    page = st.navigation(
        [
            st.Page(
                _page("practise"), title=words.text("Practise"), url_path="practise", default=True
            ),
            st.Page(_page("video"), title=words.text("Video"), url_path="video"),
            st.Page(_page("compare"), title=words.text("Compare"), url_path="compare"),
            st.Page(_page("group"), title=words.text("Group"), url_path="group"),
            st.Page(_page("progress"), title=words.text("Progress"), url_path="progress"),
            st.Page(_page("about"), title=words.text("About"), url_path="about"),
            st.Page(_page("settings"), title=words.text("Settings"), url_path="settings"),
        ],
        position="top",
    )
    heading.title(page.title, anchor=False)
    page.run()
    show_reminder(words)


def _page(name: str) -> Callable[[], None]:
    """Return a page that is imported when it is shown: the first one must not wait for the rest."""

    def show() -> None:
        import_module(f"tilcoach.ui.views.{name}").__dict__[name]()

    return show


if __name__ == "__main__":
    main()
