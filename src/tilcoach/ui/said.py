"""Calm sentences on a page, with whatever a name or a path brings along shown as it is."""

from __future__ import annotations

import re

import streamlit as st

# What Streamlit would take for layout, a link or a picture; a name may hold any of it.
_LAYOUT = re.compile(r"([\\`*_\[\]<>$~|#:])")


def plain(text: str) -> str:
    """Return Markdown that shows a text letter for letter.

    Parameters
    ----------
    text
        Any, on one line.
    """
    return _LAYOUT.sub(r"\\\1", text)


def say(sentence: str) -> None:
    """Show one sentence that the user should know.

    Parameters
    ----------
    sentence
        In the user's language.
    """
    st.info(plain(sentence), icon=":material/info:")
