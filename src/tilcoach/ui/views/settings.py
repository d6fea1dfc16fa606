"""Instellingen: what holds on all pages, each choice in one place and remembered."""

from __future__ import annotations

import streamlit as st

from tilcoach.coaching import Pattern
from tilcoach.errors import TilcoachError
from tilcoach.messages import Translator
from tilcoach.store import History, settings_path
from tilcoach.ui.controls import choose_feedback, forget_feedback
from tilcoach.ui.keeping import tell_kept_aside
from tilcoach.ui.language import spoken
from tilcoach.ui.limits_shown import show_limits
from tilcoach.ui.local_camera.page import choose_camera
from tilcoach.ui.model_choice import choose_model, forget_model
from tilcoach.ui.preferences import fault, forget_preferences, prefer, preferences
from tilcoach.ui.profile_form import choose_profile, show_profiles
from tilcoach.ui.reminder import choose_reminder, forget_reminder
from tilcoach.ui.said import plain, say
from tilcoach.ui.voice import show_voice

_WATCH = "watch_"  # the keys of the switches of the patterns begin with it


def settings() -> None:
    """Show the page; what could not be read or kept gets a sentence, and the page goes on."""
    words = spoken()
    if (error := fault()) is not None:
        say(words.error(error))
    left, right = st.columns(2, gap="large")
    with left:
        _choose_speech(words)
    with right:
        _choose_patterns(words)
    left, right = st.columns(2, gap="large")
    with left:
        choose_model(words)
    with right:
        _choose_camera(words)
        st.subheader(words.text("Change your posture"), anchor=False)
        choose_reminder(words)
    _show_profiles(words)
    _tell_of_privacy(words)
    _offer_reset(words)


def _choose_speech(words: Translator) -> None:
    st.subheader(words.text("How the coach speaks"), anchor=False)
    choose_feedback(words)
    show_voice(words)
    st.caption(
        words.text(
            "The language stands at the top right. Whether the pages are light or dark follows "
            "your computer."
        )
    )


def _choose_patterns(words: Translator) -> None:
    """Let each pattern be switched off, one box each: a box says by itself what is on."""
    st.subheader(words.text("What the coach watches"), anchor=False)
    for pattern in Pattern:
        key = _WATCH + pattern
        st.session_state.setdefault(key, pattern not in preferences().switched_off)
        st.checkbox(words.pattern(pattern), key=key, on_change=_switch, persist_state="session")
    st.caption(
        words.text(
            "What is off is not judged, and the coach says so. This holds from the next start on."
        )
    )


def _switch() -> None:
    off = frozenset(p for p in Pattern if not st.session_state.get(_WATCH + p, True))
    prefer(switched_off=off)


def _choose_camera(words: Translator) -> None:
    st.subheader(words.text("Which camera"), anchor=False)
    choose_camera(words)
    st.caption(
        words.text(
            "When the browser chooses, you pick the camera on the page Practise, beside the Start "
            "button."
        )
    )


def _show_profiles(words: Translator) -> None:
    """Show limits and targets; without a history that can be read, the rest of the page stays."""
    st.subheader(words.text("Limits and profiles"), anchor=False)
    history = History()
    try:
        tell_kept_aside(history, words)
        profile = choose_profile(history.profiles.all(), words)
        show_profiles(history, profile, words)
        show_limits(history, profile, words)
    except TilcoachError as error:
        say(words.error(error))


def _tell_of_privacy(words: Translator) -> None:
    st.subheader(words.text("What is kept, and where"), anchor=False)
    kept = {
        words.text("Picture and sound"): words.text(
            "Nothing. Pictures stay in the memory of this computer and are gone at the end; sound "
            "is never recorded."
        ),
        words.text("A film that you choose"): words.text(
            "In a temporary folder, until the next film or until you close tilcoach."
        ),
        words.text("Numbers and notes"): words.text(
            "Only when you choose to save them, in {path}.", path=str(History().path)
        ),
        words.text("These settings"): words.text(
            "Only when you change one, in {path}.", path=str(settings_path())
        ),
        words.text("Voice and camera"): words.text("Your browser remembers these itself."),
    }
    st.markdown("\n".join(f"- **{plain(what)}**: {plain(where)}" for what, where in kept.items()))
    st.markdown(
        words.text(
            "Nothing of this leaves the computer. On the page Progress you can take everything "
            "along, or erase everything, these settings included."
        )
    )


def _offer_reset(words: Translator) -> None:
    st.button(
        words.text("Back to the settings of tilcoach"),
        key="reset",
        icon=":material/restart_alt:",
        help=words.text("Profiles and what you saved stay as they are."),
        on_click=_reset,
    )


def _reset() -> None:
    forget_preferences()
    forget_model()
    forget_feedback()
    forget_reminder()
    for pattern in Pattern:
        st.session_state.pop(_WATCH + pattern, None)
