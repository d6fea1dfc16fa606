"""A lift on Vergelijken that goes along in Oefenen: a therapist's, from a film or a file."""

from __future__ import annotations

import streamlit as st

from tilcoach.i18n import Translator
from tilcoach.replay import Ghost
from tilcoach.ui.compare.lift_sources import ComparableLift
from tilcoach.ui.components.session_state import LiftToFollow, follow_lift, lift_to_follow
from tilcoach.ui.components.widgets import show_notice


def show_follow_button(key: str, source: str, lift: ComparableLift, words: Translator) -> None:
    """Show the button that lets a lift go along in Oefenen, and say when it does."""
    title = f"{source}, {lift.name}"
    asked = st.button(
        words.text("Show this lift as an outline in Practise"),
        key=key,
        icon=":material/accessibility_new:",
        help=words.text(
            "As you bend, you see a light outline of this lift over your own picture: your "
            "therapist's lift, for example. A lift without a film is drawn from the side."
        ),
    )
    if asked:
        _follow(title, lift, words)
    chosen = lift_to_follow()
    if chosen is not None and chosen.title == title:
        st.caption(words.text("You see its outline when you practise in front of your own camera."))


def _follow(title: str, lift: ComparableLift, words: Translator) -> None:
    film = lift.film()
    ghost = Ghost.of_film(film, lift.lift.view) if film is not None else None
    if ghost is None:
        show_notice(
            words.text(
                "This lift was not seen well enough, both upright and bent over, to be an outline: "
                "choose another."
            )
        )
        return
    follow_lift(LiftToFollow(title, ghost))
