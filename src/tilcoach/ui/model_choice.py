"""Which pose model looks along: of those that lie on this machine."""

from __future__ import annotations

import streamlit as st

from tilcoach.estimation.store import bundles, fetch_command, known_models, short_name
from tilcoach.messages import Translator
from tilcoach.ui.preferences import prefer, preferences

_KEY = "model"


def choose_model(words: Translator) -> None:
    """Show the choice, and how to get what is not on this machine.

    Parameters
    ----------
    words
        In the user's language.
    """
    st.subheader(words.text("How exactly it looks"), anchor=False)
    here = dict.fromkeys(short_name(bundle) for bundle in bundles())
    own = st.session_state.setdefault(_KEY, preferences().model)
    titles = _titles(words)
    order = [name for name in titles if name in here]
    added = [name for name in here if name not in titles]
    st.radio(
        words.text("The model that finds your body in the picture"),
        list(dict.fromkeys([*order, *added, own])),
        key=_KEY,
        format_func=lambda name: titles.get(name, name),
        on_change=lambda: prefer(model=st.session_state[_KEY]),
        persist_state="session",
    )
    st.caption(
        words.text(
            "How exactly tilcoach measures was found with the standard model. This holds from the "
            "next start on."
        )
    )
    for missing in [name for name in known_models() if name not in here]:
        sentence = words.text(
            "{model} is not on this computer yet; this command brings it:", model=titles[missing]
        )
        st.caption(f"{sentence} `{fetch_command(missing)}`")


def forget_model() -> None:
    """Let the choice show what is remembered."""
    st.session_state.pop(_KEY, None)


def _titles(words: Translator) -> dict[str, str]:
    return {
        "lite": words.text("Fast: for an older computer"),
        "full": words.text("Standard"),
        "heavy": words.text("Accurate: slower, for films"),
    }
