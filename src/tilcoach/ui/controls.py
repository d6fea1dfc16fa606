"""Pause, repeat and look back: a button and a key for each; and when the coach speaks."""

from __future__ import annotations

from importlib.resources import files

import streamlit as st

from tilcoach.guiding import FeedbackMode, Wish
from tilcoach.messages import Translator
from tilcoach.ui.live_stream import LiveRoom
from tilcoach.ui.local_camera.page import choose_camera
from tilcoach.ui.preferences import prefer, preferences


def choose_more(words: Translator) -> None:
    """Show what the live pages let choose besides the rest: when the coach speaks, which camera.

    Parameters
    ----------
    words
        In the user's language.
    """
    choose_feedback(words)
    choose_camera(words)


def choose_feedback(words: Translator) -> None:
    """Show the choice of when the coach speaks.

    Parameters
    ----------
    words
        In the user's language.
    """
    chosen_feedback()
    st.segmented_control(
        words.text("When does the coach say something?"),
        list(FeedbackMode),
        key=_KEY,
        required=True,
        format_func=words.feedback,
        on_change=lambda: prefer(feedback=chosen_feedback()),
        persist_state="session",
    )
    st.caption(words.text("This holds at once."))


def chosen_feedback() -> FeedbackMode:
    """Return when the coach is to speak: as chosen now, else as the last time."""
    return FeedbackMode(st.session_state.setdefault(_KEY, preferences().feedback))


def forget_feedback() -> None:
    """Let the choice show what is remembered."""
    st.session_state.pop(_KEY, None)


_KEY = "feedback"


def listen_to_keys() -> None:
    """Let the space bar, R and T press the buttons, wherever on the page the focus is."""
    script = files("tilcoach.ui").joinpath("keys.js").read_text(encoding="utf-8")
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)  # our own words only


def show_controls(room: LiveRoom, words: Translator, *, is_paused: bool) -> None:
    """Show the buttons; `listen_to_keys` finds them by their keys.

    Parameters
    ----------
    room
        The session's live stream.
    words
        In the user's language.
    is_paused
        Whether there is a pause now.
    """
    with st.container(horizontal=True):
        st.button(
            words.text("Go on") if is_paused else words.text("Pause"),
            key="pause",
            icon=":material/play_arrow:" if is_paused else ":material/pause:",
            on_click=room.wish,
            args=(Wish.PAUSE_OR_GO,),
        )
        st.button(
            words.text("Repeat"),
            key="repeat",
            icon=":material/replay:",
            on_click=room.wish,
            args=(Wish.REPEAT,),
        )
        st.button(
            words.text("Look back"),
            key="look-back",
            icon=":material/slow_motion_video:",
            on_click=room.look.begin,
            disabled=room.look.replays.newest is None,
        )
    st.caption(
        words.text(
            "Pause and go on: raise one hand for a second, or press the space bar. "
            "Repeat the sentence: press R. Look back at your last lift: press T."
        )
    )
