"""The player on the page: large, slow, picture by picture; all of it lies in the browser."""

from __future__ import annotations

from importlib.resources import files

import streamlit as st

from tilcoach.messages import Translator
from tilcoach.ui.look_back.looked_at import LookedAt


def show_player(looked_at: LookedAt, words: Translator) -> None:
    """Show the pictures of a lift, playing slowly.

    Parameters
    ----------
    looked_at
        The lift.
    words
        In the user's language.
    """
    component = st.components.v2.component(
        "tilcoach_player",
        html=_read("player.html"),
        css=_read("player.css"),
        js=_read("player.js"),
    )
    component(
        key="player",
        data={
            "name": looked_at.name,
            "language": words.language,
            "pictures": looked_at.pictures,
            "times_s": looked_at.times_s,
            "words": {
                "picture": words.text("Your last lift, slowly"),
                "play": words.text("Play"),
                "freeze": words.text("Freeze"),
                "back": words.text("One picture back"),
                "on": words.text("One picture on"),
                "moment": words.text("Moment in the lift"),
                "speed": words.text("Speed"),
                "speeds": [words.text("Normal"), words.text("Half"), words.text("A quarter")],
            },
        },
    )


def _read(name: str) -> str:
    return files("tilcoach.ui.look_back").joinpath(name).read_text(encoding="utf-8")
