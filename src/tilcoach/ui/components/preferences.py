"""Choices that last: on this machine, in the address of the page, and the language.

Only what belongs to the machine and its user is saved. What belongs to the person in front of the
camera, such as the body height, is not: it would be applied to the next person. A profile holds
that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.i18n import LANGUAGES, Language, Translator, translator
from tilcoach.store import delete_settings, read_saved_settings, save_settings, settings_path

_SETTINGS = "settings"  # in the session, of type Settings
_ERROR = "settings_error"  # why they were not read or saved, of type TilcoachError


def preferences() -> Settings:
    """Return the saved settings; read from disk once per session."""
    if _SETTINGS not in st.session_state:
        st.session_state[_SETTINGS] = _read()
    settings: Settings = st.session_state[_SETTINGS]
    return settings


def update_preferences(**changes: object) -> None:
    """Apply a choice at once, and save it."""
    before = preferences()
    changed = replace(before, **changes)  # type: ignore[arg-type]  # the fields check by use
    if changed == before:
        return
    st.session_state[_SETTINGS] = changed
    st.session_state[_ERROR] = None
    try:
        save_settings(changed, settings_path())
    except TilcoachError as error:
        st.session_state[_ERROR] = error


def preferences_error() -> TilcoachError | None:
    """Return why the settings could not be read or saved; None when all is well."""
    preferences()
    found: TilcoachError | None = st.session_state.get(_ERROR)
    return found


def reset_preferences() -> None:
    """Restore the default settings, here and on disk."""
    delete_settings(settings_path())
    for key in (_SETTINGS, _ERROR):
        st.session_state.pop(key, None)


def _read() -> Settings:
    try:
        return read_saved_settings(settings_path())
    except TilcoachError as error:
        st.session_state[_ERROR] = error
        return Settings()


def read_query_choice(key: str, options: Sequence[str]) -> None:
    """Read a choice from the address, once; call it before the widget with this key."""
    if key not in st.session_state:
        requested = st.query_params.get(key)
        st.session_state[key] = requested if requested in options else options[0]


def write_query_choice(key: str, options: Sequence[str]) -> None:
    """Write a choice to the address, unless it is the default."""
    chosen = st.session_state[key]
    if chosen != options[0]:
        st.query_params[key] = chosen
    elif key in st.query_params:
        del st.query_params[key]


_LANGUAGE_KEY = "lang"  # in the address: ?lang=en
_NAMES: dict[Language, str] = {"nl": "Nederlands", "en": "English"}


def choose_language() -> None:
    """Show the language switch."""
    read_query_choice(_LANGUAGE_KEY, [preferences().language, *LANGUAGES])
    st.segmented_control(
        "Taal / Language",
        LANGUAGES,
        key=_LANGUAGE_KEY,
        required=True,
        format_func=_NAMES.__getitem__,
        label_visibility="collapsed",
        on_change=lambda: update_preferences(language=st.session_state[_LANGUAGE_KEY]),
    )
    if preferences().language == LANGUAGES[0]:
        write_query_choice(_LANGUAGE_KEY, LANGUAGES)
    else:  # without it in the address the other language would open
        st.query_params[_LANGUAGE_KEY] = st.session_state[_LANGUAGE_KEY]


def current_translator() -> Translator:
    """Return the translator for the chosen language."""
    chosen: Language = st.session_state.get(_LANGUAGE_KEY) or LANGUAGES[0]
    return translator(chosen)
