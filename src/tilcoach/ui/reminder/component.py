"""The choice of the reminder, and the part of every page that shows it."""

from __future__ import annotations

from importlib.resources import files

import streamlit as st

from tilcoach.messages import Translator
from tilcoach.ui.preferences import prefer, preferences

_KEY = "move_every_min"
_NEVER = 0
_CHOICES_MIN = (_NEVER, 20, 25, 30)  # the leaflet says 20 to 30


def choose_reminder(words: Translator) -> None:
    """Show the choice: never, or every so many minutes.

    Parameters
    ----------
    words
        In the user's language.
    """
    own = st.session_state.setdefault(_KEY, preferences().move_every_min)
    st.segmented_control(
        words.text("Remind me to change my posture"),
        sorted({*_CHOICES_MIN, own}),
        key=_KEY,
        required=True,
        format_func=lambda minutes: _title(minutes, words),
        on_change=lambda: prefer(move_every_min=st.session_state[_KEY]),
        persist_state="session",
    )
    st.caption(
        words.text(
            "One line at the bottom of the page and, with the voice on, one soft tone. Nothing "
            "is counted or kept."
        )
    )


def forget_reminder() -> None:
    """Let the choice show what is remembered."""
    st.session_state.pop(_KEY, None)


def show_reminder(words: Translator) -> None:
    """Have the browser wait, and say it when it is time; call it once on every page.

    Parameters
    ----------
    words
        In the user's language.
    """
    reminder = st.components.v2.component(
        "tilcoach_reminder",
        html=_read("reminder.html"),
        css=_read("reminder.css"),
        js=_read("reminder.js"),
    )
    reminder(
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


def _read(name: str) -> str:
    return files("tilcoach.ui.reminder").joinpath(name).read_text(encoding="utf-8")
