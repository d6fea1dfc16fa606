"""The reminder: its setting, and the component at the bottom of every page."""

from __future__ import annotations

import streamlit as st

from tilcoach.i18n import Translator
from tilcoach.ui.components.preferences import preferences, update_preferences
from tilcoach.ui.components.widgets import load_component

_KEY = "move_every_min"
_NEVER = 0
_CHOICES_MIN = (_NEVER, 20, 25, 30)  # the leaflet says 20 to 30


def choose_reminder(words: Translator) -> None:
    """Show the choice of the interval; 0 is never."""
    own = st.session_state.setdefault(_KEY, preferences().move_every_min)
    st.segmented_control(
        words.text("Remind me to change my posture"),
        sorted({*_CHOICES_MIN, own}),
        key=_KEY,
        required=True,
        format_func=lambda minutes: _title(minutes, words),
        on_change=lambda: update_preferences(move_every_min=st.session_state[_KEY]),
        persist_state="session",
    )
    st.caption(
        words.text(
            "One line at the bottom of the page and, with the voice on, one soft tone. Nothing "
            "is counted or kept."
        )
    )


def reset_reminder_choice() -> None:
    """Let the choice show the saved preference again."""
    st.session_state.pop(_KEY, None)


def show_reminder(words: Translator) -> None:
    """Have the browser show the reminder when it is time; call it once on every page."""
    load_component(__package__, "reminder")(
        key="reminder",
        data={
            "minutes": preferences().move_every_min,
            "words": {
                "line": words.text(
                    "Time for another posture: stand up, sit down or walk for a moment."
                ),
                "done": words.text("Done"),
            },
        },
    )


def _title(minutes: int, words: Translator) -> str:
    return words.text("Off") if minutes == _NEVER else words.text("{n} minutes", n=minutes)
