"""The language of a session: Dutch unless chosen otherwise, remembered here and in the address."""

from __future__ import annotations

import streamlit as st

from tilcoach.messages import LANGUAGES, Language, Translator, translator
from tilcoach.ui.address import read_choice, write_choice
from tilcoach.ui.preferences import prefer, preferences

_KEY = "lang"  # in the address: ?lang=en
_NAMES: dict[Language, str] = {"nl": "Nederlands", "en": "English"}


def choose_language() -> None:
    """Show the switch between the languages."""
    read_choice(_KEY, [preferences().language, *LANGUAGES])
    st.segmented_control(
        "Taal / Language",
        LANGUAGES,
        key=_KEY,
        required=True,
        format_func=_NAMES.__getitem__,
        label_visibility="collapsed",
        on_change=lambda: prefer(language=st.session_state[_KEY]),
    )
    if preferences().language == LANGUAGES[0]:
        write_choice(_KEY, LANGUAGES)
    else:  # without a word in the address the other language would open
        st.query_params[_KEY] = st.session_state[_KEY]


def spoken() -> Translator:
    """Return the words of the chosen language."""
    chosen: Language = st.session_state.get(_KEY) or LANGUAGES[0]
    return translator(chosen)
