"""Pause, repeat and replay: a button and a key for each; and when the coach speaks."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tilcoach.config import Settings
from tilcoach.guidance import Command, FeedbackMode
from tilcoach.i18n import Translator
from tilcoach.live.samples import Sample, read_samples
from tilcoach.live.session import LiveSession
from tilcoach.ui.components.analysis_settings import choose_settings
from tilcoach.ui.components.preferences import preferences, update_preferences
from tilcoach.ui.components.widgets import run_script
from tilcoach.ui.live_view.source_choice import (
    choose_camera,
    choose_sample,
    choose_second_camera,
    choose_source,
)

_KEY = "feedback"


def choose_stream(
    session: LiveSession, words: Translator
) -> tuple[Sample | None, Settings, DeltaGenerator]:
    """Show the choices above the live picture.

    Return the sample film, or None for a camera; the settings; and a place for a choice that
    belongs to the camera.
    """
    samples = read_samples()
    with st.container(key="choices", horizontal=True, vertical_alignment="center"):
        source = choose_source(words, samples)
        second = st.container(key="second-choice", width=320)
        is_alone = not session.key_prefix  # two cameras follow one person, not a group
        settings = choose_settings(words, lambda: choose_live_settings(words, is_alone=is_alone))
    session.set_feedback_mode(chosen_feedback())
    if source == "camera":
        return None, settings, second
    with second:
        return choose_sample(samples, words), settings, second


def choose_live_settings(words: Translator, *, is_alone: bool) -> None:
    """Show the settings of the live pages: when the coach speaks, and which cameras."""
    choose_feedback(words)
    choose_camera(words)
    if is_alone:
        choose_second_camera(words)


def choose_feedback(words: Translator) -> None:
    """Show the choice of when the coach speaks."""
    chosen_feedback()
    st.segmented_control(
        words.text("When does the coach say something?"),
        list(FeedbackMode),
        key=_KEY,
        required=True,
        format_func=words.feedback,
        on_change=lambda: update_preferences(feedback=chosen_feedback()),
        persist_state="session",
    )
    st.caption(words.text("This holds at once."))


def chosen_feedback() -> FeedbackMode:
    """Return when the coach speaks: as chosen on the page, else the saved preference."""
    return FeedbackMode(st.session_state.setdefault(_KEY, preferences().feedback))


def reset_feedback_choice() -> None:
    """Let the choice show the saved preference again."""
    st.session_state.pop(_KEY, None)


def listen_to_keys() -> None:
    """Let the space bar, R, T and N press the buttons, wherever the focus is."""
    run_script(__package__, "keys.js")


def show_controls(session: LiveSession, words: Translator, *, is_paused: bool) -> None:
    """Show the buttons; `listen_to_keys` finds them by their keys."""
    with st.container(horizontal=True):
        st.button(
            words.text("Go on") if is_paused else words.text("Pause"),
            key="pause",
            icon=":material/play_arrow:" if is_paused else ":material/pause:",
            on_click=session.send,
            args=(Command.PAUSE_OR_GO,),
        )
        st.button(
            words.text("Repeat"),
            key="repeat",
            icon=":material/replay:",
            on_click=session.send,
            args=(Command.REPEAT,),
        )
        st.button(
            words.text("Look back"),
            key="replay",
            icon=":material/slow_motion_video:",
            on_click=session.replay.open,
            disabled=session.replay.buffer.newest is None,
        )
    with st.container(key="key-hints"):  # style.css hides it where there is no keyboard
        st.caption(
            words.text(
                "Pause and go on: raise one hand for a second, or press the space bar. "
                "Repeat the sentence: press R. Look back at your last lift: press T."
            )
        )
