"""The settings of one analysis: load, body height and pose model. The rest is on Settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from tilcoach.config import HEIGHT_CM, Settings
from tilcoach.estimation.model_files import bundles, fetch_command, known_models, short_name
from tilcoach.i18n import Translator
from tilcoach.lifting import LoadChoice
from tilcoach.ui.components.preferences import preferences, update_preferences


def choose_settings(words: Translator, more: Callable[[], None] | None = None) -> Settings:
    """Show the choices in a popover, and return the resulting settings."""
    names = {
        LoadChoice.AUTO: words.text("Automatic"),
        LoadChoice.YES: words.text("I lift something"),
        LoadChoice.NO: words.text("My hands are empty"),
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


_KEY = "model"


def choose_model(words: Translator) -> None:
    """Show the installed models, and the commands that install the others."""
    st.subheader(words.text("How exactly it looks"), anchor=False)
    installed = dict.fromkeys(short_name(bundle) for bundle in bundles())
    own = st.session_state.setdefault(_KEY, preferences().model)
    titles = _titles(words)
    order = [name for name in titles if name in installed]
    custom = [name for name in installed if name not in titles]
    st.radio(
        words.text("The model that finds your body in the picture"),
        list(dict.fromkeys([*order, *custom, own])),
        key=_KEY,
        format_func=lambda name: titles.get(name, name),
        on_change=lambda: update_preferences(model=st.session_state[_KEY]),
        persist_state="session",
    )
    st.caption(
        words.text(
            "How exactly tilcoach measures was found with the standard model. This holds from the "
            "next start on."
        )
    )
    for missing in [name for name in known_models() if name not in installed]:
        sentence = words.text(
            "{model} is not on this computer yet; this command brings it:", model=titles[missing]
        )
        st.caption(f"{sentence} `{fetch_command(missing)}`")


def reset_model_choice() -> None:
    """Let the choice show the saved preference again."""
    st.session_state.pop(_KEY, None)


def _titles(words: Translator) -> dict[str, str]:
    return {
        "lite": words.text("Fast: for an older computer"),
        "full": words.text("Standard"),
        "heavy": words.text("Accurate: slower, for films"),
    }
