"""The first minute: watch the sample, set up, lift three times; nothing of it needs a mouse."""

from __future__ import annotations

from html import escape

import streamlit as st

from tilcoach.config import Settings
from tilcoach.i18n import Translator
from tilcoach.live.live_state import LiveSnapshot
from tilcoach.live.session import LiveSession
from tilcoach.ui.live_view.source_choice import choose_own_camera, chosen_camera

FIRST_LIFTS = 3
"""So many lifts lead into practising by oneself."""


def show_first_minute(session: LiveSession, settings: Settings, words: Translator) -> None:
    """Say that the film is a sample, and offer the own camera with one large button."""

    def begin() -> None:
        choose_own_camera()
        device = chosen_camera()
        if device is not None:  # a camera of the browser starts with the browser's own button
            session.start_stream(device, words, settings)

    sample = words.text("Sample: this is how it works")
    watch = words.text("Watch for a moment. Then it is your turn.")
    key = words.text("The Enter key does the same as the button.")
    with st.container(key="first-minute", horizontal=True, vertical_alignment="center"):
        st.html(
            f'<div class="tc-panel"><p class="tc-sample">{escape(sample)}</p>'
            f'<p class="tc-note">{escape(watch)} '
            f'<span class="tc-keys">{escape(key)}</span></p></div>'
        )
        st.button(
            words.text("Begin with my camera"),
            key="begin",
            type="primary",
            icon=":material/videocam:",
            on_click=begin,
        )


def steps_line(snapshot: LiveSnapshot, words: Translator) -> str:
    """Return where one is in the first minute, as HTML; empty for a sample and after it."""
    guidance, result = snapshot.guidance, snapshot.result
    if snapshot.is_sample or guidance is None or result is None:
        return ""
    lifts = result.people[0].lift_count if result.people else 0
    if lifts > FIRST_LIFTS:
        return ""
    steps = (
        words.text("Stand well in view"),
        words.text("Lift three times: {n} of {all}", n=lifts, all=FIRST_LIFTS),
        words.text("Go on as long as you like"),
    )
    current = 2 if lifts == FIRST_LIFTS else int(guidance.setup.is_ready)
    items = "".join(
        f"<li{_MARK if number == current else ''}>{escape(step)}</li>"
        for number, step in enumerate(steps)
    )
    return f'<ol class="tc-minute">{items}</ol>'


_MARK = ' aria-current="step"'
