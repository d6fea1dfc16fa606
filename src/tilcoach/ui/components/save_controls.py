"""The choice of whether, and under which profile, the numbers of a session are saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.lifting import LoadChoice
from tilcoach.live.session import local_now
from tilcoach.store import (
    DEFAULT_PROFILE,
    History,
    Profile,
    RecorderState,
    set_aside_notices,
)
from tilcoach.ui.components.session_state import live_session
from tilcoach.ui.components.widgets import escape_markdown, show_notice

_KEY = "save"  # in the session alone: no link and no bookmark switches it on
_ERROR = "save_error"  # why the choice could not be recorded, of type TilcoachError
_SAVED_UNDER = "save_under"  # the key of the profile that this window saves under, or _OFF
_OFF = "no"


def choose_saving(words: Translator) -> Profile | None:
    """Show the choice and return the profile to save under; None saves nothing, the default."""
    history = History()
    try:
        profiles = history.profiles.all()
    except TilcoachError as error:  # the rest of the page still works
        show_notice(words.error(error))
        profiles = (Profile(DEFAULT_PROFILE, ""),)
    by_key = {str(profile.number): profile for profile in profiles}
    options = [_OFF, *by_key]
    if st.session_state.get(_KEY, _OFF) not in options:  # it has been erased
        disable_saving()
    st.session_state.setdefault(_KEY, _OFF)
    chosen = st.selectbox(
        words.text("Save my results"),
        options,
        format_func=lambda key: _option_label(by_key.get(key), words),
        key=_KEY,
        label_visibility="collapsed",
        help=_consequences(words),
        on_change=lambda: _record_choice(history, words),
        persist_state="session",
    )
    refusal: TilcoachError | None = st.session_state.pop(_ERROR, None)
    if refusal is not None:
        show_notice(words.error(refusal))
    profile = by_key.get(chosen or _OFF)
    if profile is not None:
        show_set_aside_notice(history, words)
    elif _SAVED_UNDER not in st.session_state:  # opened again, and nothing chosen since
        _show_last_choice(profiles, words)
    return profile


def _record_choice(history: History, words: Translator) -> None:
    """Record that saving was switched on, and say what that means; unrecorded it stays off."""
    chosen = st.session_state[_KEY]
    before = st.session_state.get(_SAVED_UNDER, _OFF)
    st.session_state[_SAVED_UNDER] = chosen
    today = local_now().date()
    try:
        if before != _OFF:
            history.profiles.record_stop(int(before), today)
        if chosen == _OFF:
            return
        history.profiles.record_saving(int(chosen), today)
    except TilcoachError as error:
        st.session_state[_ERROR] = error
        disable_saving()
    else:
        st.toast(_consequences(words), duration="long")


def _show_last_choice(profiles: Sequence[Profile], words: Translator) -> None:
    """Say that saving is off in this window, though it was chosen before."""
    days = {one.saving_chosen_on: one for one in profiles if one.saving_stopped_on is None}
    newest = max((day for day in days if day is not None), default=None)
    if newest is None:
        return
    day, name = words.day(newest), days[newest].name
    sentence = (
        words.text(
            "The page was loaded again, so saving is off. On {day} you chose to save for {name}: "
            "choose it again to go on.",
            day=day,
            name=name,
        )
        if name
        else words.text(
            "The page was loaded again, so saving is off. On {day} you chose to save: choose it "
            "again to go on.",
            day=day,
        )
    )
    st.caption(escape_markdown(sentence))


def _consequences(words: Translator) -> str:
    """Return what is kept, where, for whom, and how to erase it."""
    return words.text(
        "tilcoach keeps the numbers of your lifts and your own notes, and no picture, on this "
        "computer, for everyone who can open tilcoach here; you can erase them under Progress."
    )


def disable_saving() -> None:
    """Save nothing until the user chooses otherwise; applies to a running stream as well."""
    st.session_state[_KEY] = st.session_state[_SAVED_UNDER] = _OFF
    live_session().profile_number = None


def chosen_profile_number() -> int:
    """Return the number of the chosen profile, or of the one without a name."""
    chosen = st.session_state.get(_KEY, _OFF)
    return DEFAULT_PROFILE if chosen == _OFF else int(chosen)


def chosen_name() -> str:
    """Return the name of the profile that results are saved under now; empty for none."""
    number = chosen_profile_number()
    named = (profile.name for profile in History().profiles.all() if profile.number == number)
    return next(named, "")


def profile_name(profile: Profile, words: Translator) -> str:
    """Return the name of a profile."""
    return profile.name or words.text("Without a name")


def with_profile(settings: Settings, profile: Profile | None) -> Settings:
    """Return settings with those of the profile where the user chose nothing on the page."""
    if profile is None:
        return settings
    own = profile.lay_over(settings)
    return replace(
        own,
        language=settings.language,
        load=own.load if settings.load is LoadChoice.AUTO else settings.load,
        height_cm=settings.height_cm or own.height_cm,
    )


def saving_status(state: RecorderState, words: Translator) -> str:
    """Return the state of saving in one sentence."""
    if state.fault is not None:
        return words.error(state.fault)
    if not state.saved:
        return words.text("Each lift is saved as soon as it is finished: numbers, no picture.")
    return words.plural(
        "{n} lift of this session is saved under Progress.",
        "{n} lifts of this session are saved under Progress.",
        state.saved,
    )


def show_set_aside_notice(history: History, words: Translator) -> None:
    """Show which unreadable older histories were set aside."""
    for sentence in set_aside_notices(history, words):
        show_notice(sentence)


def _option_label(profile: Profile | None, words: Translator) -> str:
    if profile is None:
        return words.text("Save nothing")
    if not profile.name:
        return words.text("Save my results")
    return words.text("Save results for {name}", name=profile.name)
