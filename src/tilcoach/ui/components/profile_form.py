"""Create, edit and erase profiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from tilcoach.coaching import read_limits
from tilcoach.config import HEIGHT_CM
from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.measures import MEASURES
from tilcoach.store import DEFAULT_PROFILE, MOST_LETTERS, History, Profile
from tilcoach.ui.components.save_controls import profile_name
from tilcoach.ui.components.widgets import confirm_button, escape_markdown, show_notice

_MAX_LIFTS = 2000  # a week; more is a typing error
_CHOICE_PX = 400
_FORM_PREFIX = "profile_"  # of the keys of all fields in the form


def choose_profile(profiles: Sequence[Profile], words: Translator) -> Profile:
    """Return the profile to show, with a choice when there is more than one."""
    by_number = {profile.number: profile for profile in profiles}
    made = st.session_state.pop("shown_profile_next", None)
    if made in by_number:
        st.session_state["shown_profile"] = made
    if st.session_state.get("shown_profile", DEFAULT_PROFILE) not in by_number:
        st.session_state["shown_profile"] = DEFAULT_PROFILE
    if len(by_number) == 1:
        return profiles[0]
    number = st.selectbox(
        words.text("Profile"),
        list(by_number),
        format_func=lambda number: profile_name(by_number[number], words),
        key="shown_profile",
        width=_CHOICE_PX,
        persist_state="session",
    )
    return by_number[number]


def show_profiles(history: History, profile: Profile, words: Translator) -> None:
    """Show the form of this profile, and one for a new profile."""
    left, right = st.columns([7, 4], gap="large")
    with left:
        st.markdown(f"**{escape_markdown(profile_name(profile, words))}**")
        _show_form(history, profile, words)
    with right:
        _show_new_profile(history, words)
        if profile.number != DEFAULT_PROFILE:
            _show_erase_profile(history, profile, words)


def clear_profile_form() -> None:
    """Empty the form, because its profile has been erased."""
    for key in [key for key in st.session_state if str(key).startswith(_FORM_PREFIX)]:
        del st.session_state[key]


def _show_form(history: History, profile: Profile, words: Translator) -> None:
    with st.form(f"profile-{profile.number}", border=False):
        name = profile.name
        if profile.number != DEFAULT_PROFILE:
            name = st.text_input(
                words.text("Name or tag"),
                profile.name,
                max_chars=MOST_LETTERS,
                key=f"{_FORM_PREFIX}name_{profile.number}",
            )
        first, second = st.columns(2)
        height_cm = first.number_input(
            words.text("Body height in centimetres"),
            *HEIGHT_CM,
            value=None,
            step=1.0,
            format="%.0f",
            key=_form_key("height", profile, _scaled(profile.settings.get("height_cm"), 1)),
        )
        target = second.number_input(
            words.text("Target: lifts per week"),
            1,
            _MAX_LIFTS,
            value=None,
            key=_form_key("target", profile, profile.lifts_per_week),
        )
        limits = _choose_limits(profile, words)
        if st.form_submit_button(words.text("Save profile")):
            settings = _settings(profile.settings, height_cm, limits)
            changed = replace(profile, name=name, lifts_per_week=target, settings=settings)
            _save_profile(history, changed, words)


def _choose_limits(profile: Profile, words: Translator) -> dict[str, float | None]:
    """Show the limits that decide verdicts; an empty field means tilcoach's own."""
    st.caption(words.text("Own limits; an empty place keeps the one of tilcoach."))
    defaults, own = read_limits(), profile.settings.get("limits", {})
    chosen: dict[str, float | None] = {}
    for column, measure in zip(st.columns(len(LIMITED)), LIMITED, strict=True):
        value = column.number_input(
            words.with_unit(words.measure(measure), measure),
            0.0,
            value=None,
            step=1.0,
            format="%.0f",
            placeholder=words.number(defaults.of(measure).value * measure.scale),
            key=_form_key(measure.limit, profile, _scaled(own.get(measure.limit), measure.scale)),
        )
        chosen[measure.limit] = None if value is None else round(value / measure.scale, 4)
    return chosen


LIMITED = tuple(measure for measure in MEASURES if measure.limit)
"""The measures whose limits a profile may change: all that decide a verdict."""


def _settings(
    before: Mapping[str, Any], height_cm: float | None, limits: Mapping[str, float | None]
) -> dict[str, Any]:
    """Return the profile's settings with the form's values; empty fields are removed."""
    kept_limits = {**before.get("limits", {}), **limits}
    laid = {**before, "height_cm": height_cm, "limits": _drop_none(kept_limits)}
    return {name: value for name, value in _drop_none(laid).items() if value != {}}


def _drop_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _save_profile(history: History, profile: Profile, words: Translator) -> None:
    try:
        history.profiles.change(profile)
    except TilcoachError as error:
        show_notice(words.error(error))
    else:
        st.rerun()


def _show_new_profile(history: History, words: Translator) -> None:
    with st.form("new-profile", border=False):
        name = st.text_input(
            words.text("New profile: a name or a tag"), max_chars=MOST_LETTERS, key="new_profile"
        )
        if st.form_submit_button(words.text("Make profile")):
            try:
                made = history.profiles.add(name or "")
            except TilcoachError as error:
                show_notice(words.error(error))
            else:
                st.session_state["shown_profile_next"] = made.number
                st.rerun()


def _show_erase_profile(history: History, profile: Profile, words: Translator) -> None:
    name = profile_name(profile, words)
    question = words.text("The profile {name} and all of its sessions will be gone.", name=name)
    label = words.text("Erase profile")
    if confirm_button(f"profile-{profile.number}", label, question, words):
        history.profiles.erase(profile.number)
        st.rerun()


def _form_key(name: str, profile: Profile, saved: float | None) -> str:
    """Fill a field of the form with the saved value, once, and return the field's key.

    A default of the widget itself would return whenever the user empties the field.
    """
    key = f"{_FORM_PREFIX}{name}_{profile.number}"
    st.session_state.setdefault(key, saved)
    return key


def _scaled(saved: float | None, scale: float) -> float | None:
    return None if saved is None else float(saved * scale)
