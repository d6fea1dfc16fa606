"""Choices that stand in the page's address, so that a bookmark opens what was chosen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def read_choice(key: str, options: Sequence[str]) -> None:
    """Take over a choice from the address, once; call it before the widget with this key.

    Parameters
    ----------
    key
        Of the widget, and the name in the address.
    options
        What may be chosen, the default first.
    """
    if key not in st.session_state:
        asked = st.query_params.get(key)
        st.session_state[key] = asked if asked in options else options[0]


def write_choice(key: str, options: Sequence[str]) -> None:
    """Write a choice into the address; the default is left out to keep it short.

    Parameters
    ----------
    key
        Of the widget, and the name in the address.
    options
        What may be chosen, the default first.
    """
    chosen = st.session_state[key]
    if chosen != options[0]:
        st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]
