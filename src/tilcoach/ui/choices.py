"""What the user may say before a lift is judged: is there a load, and how tall are you.

The rest stands on the page Settings, and is remembered (`tilcoach.ui.preferences`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from tilcoach.config import HEIGHT_CM, Settings
from tilcoach.lifting import LoadChoice
from tilcoach.messages import Translator
from tilcoach.ui.preferences import preferences


def choose_settings(words: Translator, more: Callable[[], None] | None = None) -> Settings:
    """Show the few choices behind a button, and return the settings that they make.

    Parameters
    ----------
    words
        In the user's language.
    more
        Shows what else a page lets choose, above the rest.
    """
    names = {
        LoadChoice.AUTO: words.text("See for yourself"),
        LoadChoice.YES: words.text("With a load"),
        LoadChoice.NO: words.text("Without a load"),
    }
    with st.popover(words.text("Settings"), icon=":material/tune:"):
        if more is not None:
            more()
        load = st.segmented_control(
            words.text("What do you practise with?"),
            list(LoadChoice),
            key="load",
            default=LoadChoice.AUTO,
            required=True,
            format_func=names.__getitem__,
            persist_state="session",
        )
        height_cm = st.number_input(
            words.text("Your height in centimetres, for distances in metres"),
            *HEIGHT_CM,
            value=None,
            step=1.0,
            format="%.0f",
            key="height_cm",
            persist_state="session",
        )
        st.caption(words.text("This holds from the next start on."))
    own = preferences()
    return replace(
        own,
        language=words.language,
        load=load or LoadChoice.AUTO,
        height_cm=height_cm or own.height_cm,
    )
