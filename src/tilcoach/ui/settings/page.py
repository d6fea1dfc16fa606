"""Instellingen: the settings of all pages, and the limits of a profile with their sources."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from tilcoach.coaching import Pattern, read_limits
from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.store import History, Profile, settings_path
from tilcoach.ui.components.analysis_settings import choose_model, reset_model_choice
from tilcoach.ui.components.preferences import (
    current_translator,
    preferences,
    preferences_error,
    reset_preferences,
    update_preferences,
)
from tilcoach.ui.components.profile_form import (
    LIMITED,
    choose_profile,
    clear_profile_form,
    show_profiles,
)
from tilcoach.ui.components.save_controls import profile_name, show_set_aside_notice
from tilcoach.ui.components.widgets import escape_markdown, html_table, show_notice
from tilcoach.ui.live_view.controls import choose_feedback, reset_feedback_choice
from tilcoach.ui.live_view.source_choice import choose_camera
from tilcoach.ui.reminder import choose_reminder, reset_reminder_choice
from tilcoach.ui.voice import show_voice_controls

_PATTERN_KEY = "pattern_"  # prefix of the keys of the patterns' checkboxes


def show_page() -> None:
    """Show the page; what cannot be read or saved gets a notice, and the rest still works."""
    words = current_translator()
    if (error := preferences_error()) is not None:
        show_notice(words.error(error))
    left, right = st.columns(2, gap="large")
    with left:
        _choose_speech(words)
    with right:
        _choose_patterns(words)
    left, right = st.columns(2, gap="large")
    with left:
        _choose_camera(words)
    with right:
        st.subheader(words.text("Change your posture"), anchor=False)
        choose_reminder(words)
    _show_privacy(words)
    with st.expander(words.text("For advanced users"), key="advanced"):
        choose_model(words)
        _show_profiles(words)
        _show_places(words)
    _show_reset(words)


def _choose_speech(words: Translator) -> None:
    st.subheader(words.text("How the coach speaks"), anchor=False)
    choose_feedback(words)
    show_voice_controls(words)
    st.caption(
        words.text(
            "The language stands at the top right. Whether the pages are light or dark follows "
            "your computer."
        )
    )


def _choose_patterns(words: Translator) -> None:
    """Show one checkbox per pattern."""
    st.subheader(words.text("What the coach watches"), anchor=False)
    for pattern in Pattern:
        key = _PATTERN_KEY + pattern
        st.session_state.setdefault(key, pattern not in preferences().switched_off)
        st.checkbox(
            words.pattern(pattern), key=key, on_change=_apply_patterns, persist_state="session"
        )
    st.caption(
        words.text(
            "What is off is not judged, and the coach says so. This holds from the next start on."
        )
    )


def _apply_patterns() -> None:
    off = frozenset(p for p in Pattern if not st.session_state.get(_PATTERN_KEY + p, True))
    update_preferences(switched_off=off)


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
    """Show limits and targets, or a notice when the history cannot be read."""
    st.subheader(words.text("Limits and profiles"), anchor=False)
    history = History()
    try:
        show_set_aside_notice(history, words)
        profile = choose_profile(history.profiles.all(), words)
        show_profiles(history, profile, words)
        show_limits(history, profile, words)
    except TilcoachError as error:
        show_notice(words.error(error))


def _show_privacy(words: Translator) -> None:
    st.subheader(words.text("What is kept, and where"), anchor=False)
    storage = {
        words.text("Picture and sound"): words.text(
            "Nothing. Pictures stay in the memory of this computer and are gone at the end; sound "
            "is never recorded."
        ),
        words.text("A film that you choose"): words.text(
            "In a temporary folder, until the next film or until you close tilcoach."
        ),
        words.text("Numbers and notes"): words.text("Only when you choose to save them."),
        words.text("Your choice to save"): _saving_choices(words),
        words.text("These settings"): words.text("Only when you change one."),
        words.text("Voice and camera"): words.text("Your browser remembers these itself."),
    }
    st.markdown(
        "\n".join(
            f"- **{escape_markdown(what)}**: {escape_markdown(where)}"
            for what, where in storage.items()
        )
    )
    st.markdown(
        words.text(
            "Nothing of this leaves the computer. On the page Progress you can export or delete "
            "everything, these settings included."
        )
    )


def _saving_choices(words: Translator) -> str:
    """Return on which days the user chose to save, and to save no longer."""
    try:
        profiles = History().profiles.all()
    except TilcoachError as error:
        return words.error(error)
    told = [choice for choice in (_saving_choice(one, words) for one in profiles) if choice]
    return " ".join(told) or words.text("Not made yet: nothing is saved.")


def _saving_choice(profile: Profile, words: Translator) -> str:
    if profile.saving_chosen_on is None:
        return ""
    name, day = profile_name(profile, words), words.day(profile.saving_chosen_on)
    if profile.saving_stopped_on is None:
        return words.text("{name}: yes, on {day}.", name=name, day=day)
    stop = words.day(profile.saving_stopped_on)
    return words.text(
        "{name}: yes on {day}, no longer since {stop}.", name=name, day=day, stop=stop
    )


def _show_places(words: Translator) -> None:
    """Say where on the disk everything lies."""
    places = {
        words.text("Numbers and notes"): History().path,
        words.text("These settings"): settings_path(),
    }
    for what, path in places.items():
        st.caption(f"{escape_markdown(what)}: {escape_markdown(str(path))}")


def _show_reset(words: Translator) -> None:
    st.button(
        words.text("Back to the settings of tilcoach"),
        key="reset",
        icon=":material/restart_alt:",
        help=words.text("Profiles and what you saved stay as they are."),
        on_click=_reset,
    )


def _reset() -> None:
    reset_preferences()
    reset_model_choice()
    reset_feedback_choice()
    reset_reminder_choice()
    for pattern in Pattern:
        st.session_state.pop(_PATTERN_KEY + pattern, None)


def show_limits(history: History, profile: Profile, words: Translator) -> None:
    """Show the limits of verdicts, and the source of each number."""
    defaults, own = read_limits(), profile.lay_over(Settings()).limits
    heads = (
        words.text("Limit"),
        words.text("Of tilcoach"),
        words.text("Of this profile"),
        words.text("Where the number of tilcoach comes from"),
    )
    rows = [
        (
            words.measure(measure),
            words.quantity(defaults.of(measure).value, measure.unit),
            words.quantity(own.of(measure).value, measure.unit),
            words.limit_source(measure.limit),
        )
        for measure in LIMITED
    ]
    st.html(html_table(heads, rows))
    if profile.settings.get("limits"):
        st.button(
            words.text("Back to the limits of tilcoach"),
            key="reset_limits",
            icon=":material/restart_alt:",
            on_click=_reset_limits,
            args=(history, profile),
        )


def _reset_limits(history: History, profile: Profile) -> None:
    settings = {name: value for name, value in profile.settings.items() if name != "limits"}
    history.profiles.change(replace(profile, settings=settings))
    clear_profile_form()
