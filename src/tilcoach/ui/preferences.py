"""What the user set once for all pages, remembered on this machine until the next time.

Only what belongs to the machine and its user is remembered. What belongs to who stands before the
camera now, such as a body height, is not: the next person would be measured with it. A profile
keeps that.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.store import forget, read_remembered, remember, settings_path

_SETTINGS = "settings"  # in the session, of type Settings
_FAULT = "settings_fault"  # why they were not read or kept, of type TilcoachError


def preferences() -> Settings:
    """Return what was set; read from disk once per session."""
    if _SETTINGS not in st.session_state:
        st.session_state[_SETTINGS] = _read()
    settings: Settings = st.session_state[_SETTINGS]
    return settings


def prefer(**changes: object) -> None:
    """Take a choice over at once, and remember it.

    Parameters
    ----------
    changes
        Fields of `Settings` with their new values; what is the same already writes nothing.
    """
    before = preferences()
    changed = replace(before, **changes)  # type: ignore[arg-type]  # the fields check by use
    if changed == before:
        return
    st.session_state[_SETTINGS] = changed
    st.session_state[_FAULT] = None
    try:
        remember(changed, settings_path())
    except TilcoachError as error:
        st.session_state[_FAULT] = error


def fault() -> TilcoachError | None:
    """Return why the settings could not be read or kept; None when all is well."""
    preferences()
    found: TilcoachError | None = st.session_state.get(_FAULT)
    return found


def forget_preferences() -> None:
    """Let tilcoach's own settings hold again, here and the next time."""
    forget(settings_path())
    for key in (_SETTINGS, _FAULT):
        st.session_state.pop(key, None)


def _read() -> Settings:
    try:
        return read_remembered(settings_path())
    except TilcoachError as error:
        st.session_state[_FAULT] = error
        return Settings()
