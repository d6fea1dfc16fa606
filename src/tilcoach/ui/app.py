"""The app: one script for all pages, which refuses to open unprotected on a network."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import streamlit as st
from streamlit import config

from tilcoach.auth.loopback import is_loopback
from tilcoach.i18n import Translator
from tilcoach.live.websocket import is_served_by_app
from tilcoach.overlay.palette import MEASURE_HEX
from tilcoach.ui.components.preferences import choose_language, current_translator
from tilcoach.ui.components.widgets import accept_decimal_commas, translate_uploader
from tilcoach.ui.reminder import show_reminder

# Inline: an icon by name would be fetched from a server, and nothing leaves the machine.
_ICON = (
    f'<svg viewBox="0 0 24 24" fill="none" stroke="{MEASURE_HEX}" stroke-width="3" '
    'stroke-linecap="round" stroke-linejoin="round"><circle cx="16" cy="4" r="2"/>'
    '<path d="M14 8 7 13 12 16 9 22M14 9 17 15"/></svg>'
)


def main() -> None:
    """Show the chosen page in the chosen language."""
    # It warns of every late frame on a busy computer; the page itself says so, once.
    logging.getLogger("streamlit_webrtc").setLevel(logging.ERROR)
    st.set_page_config(page_title="tilcoach", page_icon=_ICON, layout="wide")
    st.html(Path(str(files("tilcoach.ui"))) / "style.css")
    head = st.container(key="head", horizontal=True, vertical_alignment="center")
    heading = head.container()
    with head:
        choose_language()
    words = current_translator()
    stop_if_exposed(words)
    page = st.navigation(
        [
            st.Page(
                _page("practise"), title=words.text("Practise"), url_path="practise", default=True
            ),
            st.Page(_page("film"), title=words.text("Video"), url_path="video"),
            st.Page(_page("compare"), title=words.text("Compare"), url_path="compare"),
            st.Page(_page("group"), title=words.text("Group"), url_path="group"),
            st.Page(_page("history"), title=words.text("Progress"), url_path="progress"),
            st.Page(_page("plan"), title=words.text("Plan"), url_path="plan"),
            st.Page(_page("about"), title=words.text("About"), url_path="about"),
            st.Page(_page("settings"), title=words.text("Settings"), url_path="settings"),
        ],
        position="top",
    )
    heading.title(page.title, anchor=False)
    page.run()
    translate_uploader(words)
    accept_decimal_commas()
    show_reminder(words)


def _page(name: str) -> Callable[[], None]:
    """Return a page that is imported when it is shown, so that the first one appears sooner."""

    def show() -> None:
        import_module(f"tilcoach.ui.{name}.page").show_page()

    return show


def stop_if_exposed(words: Translator) -> None:
    """Replace the pages with a warning when others could open them without a password.

    ``streamlit run`` has no access check. At this machine's own address that does no harm; at any
    other, a visitor could see everything that was saved, and erase it.
    """
    if is_served_by_app() or is_loopback(config.get_option("server.address")):
        return
    st.warning(
        words.text(
            "tilcoach does not open here, because others on your network could look in without a "
            "password. Stop it and start it with `tilcoach app`. To let others in, use "
            "`tilcoach app --lan`."
        )
    )
    st.stop()


if __name__ == "__main__":
    main()
