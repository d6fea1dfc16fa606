"""Make a profile, say what is different about it, and erase it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from tilcoach.coaching import read_limits
from tilcoach.config import HEIGHT_CM
from tilcoach.errors import TilcoachError
from tilcoach.messages import Translator
from tilcoach.store import DEFAULT_PROFILE, MOST_LETTERS, History, Profile
from tilcoach.ui.confirm import confirmed
from tilcoach.ui.keeping import profile_name
from tilcoach.ui.progress_charts import with_unit
from tilcoach.ui.said import plain, say

_MOST_LIFTS = 2000  # a week; more is a slip of the finger
_CHOICE_PX = 400
_PLACE = "profile_"  # the keys of all places in the form begin with it


@dataclass(frozen=True, slots=True)
class OwnLimit:
    """A limit that a profile may have of its own, as the form shows it.

    Attributes
    ----------
    name
        In limits.toml.
    title, label
        In the user's language, without and with the unit.
    scale
        What the value is multiplied by; 100 for a percentage.
    """

    name: str
    title: str
    label: str
    scale: float = 1.0


def choose_profile(profiles: Sequence[Profile], words: Translator) -> Profile:
    """Return the profile to look at, with a choice when there is more than one.

    Parameters
    ----------
    profiles
        All of them, the one without a name first.
    words
        In the user's language.
    """
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
    """Show the profile that is looked at, and a way to make another.

    Parameters
    ----------
    history
        Where profiles are kept.
    profile
        The one that is looked at.
    words
        In the user's language.
    """
    left, right = st.columns([7, 4], gap="large")
    with left:
        st.markdown(f"**{plain(profile_name(profile, words))}**")
        _show_form(history, profile, words)
    with right:
        _show_new(history, words)
        if profile.number != DEFAULT_PROFILE:
            _show_erase(history, profile, words)


def forget_places() -> None:
    """Empty the form, because what it shows was erased."""
    for key in [key for key in st.session_state if str(key).startswith(_PLACE)]:
        del st.session_state[key]


def _show_form(history: History, profile: Profile, words: Translator) -> None:
    with st.form(f"profile-{profile.number}", border=False):
        name = profile.name
        if profile.number != DEFAULT_PROFILE:
            name = st.text_input(
                words.text("Name or tag"),
                profile.name,
                max_chars=MOST_LETTERS,
                key=f"{_PLACE}name_{profile.number}",
            )
        first, second = st.columns(2)
        height_cm = first.number_input(
            words.text("Body height in centimetres"),
            *HEIGHT_CM,
            value=None,
            step=1.0,
            format="%.0f",
            key=_filled("height", profile, _scaled(profile.settings.get("height_cm"), 1)),
        )
        target = second.number_input(
            words.text("Target: lifts per week"),
            1,
            _MOST_LIFTS,
            value=None,
            key=_filled("target", profile, profile.lifts_per_week),
        )
        limits = _choose_limits(profile, words)
        if st.form_submit_button(words.text("Save profile")):
            settings = _settings(profile.settings, height_cm, limits)
            changed = replace(profile, name=name, lifts_per_week=target, settings=settings)
            _change(history, changed, words)


def _choose_limits(profile: Profile, words: Translator) -> dict[str, float | None]:
    """Show the limits that verdicts hang on; an empty place keeps tilcoach's own."""
    st.caption(words.text("Own limits; an empty place keeps the one of tilcoach."))
    ours, own = read_limits(), profile.settings.get("limits", {})
    offered = own_limits(words)
    chosen: dict[str, float | None] = {}
    for column, limit in zip(st.columns(len(offered)), offered, strict=True):
        value = column.number_input(
            limit.label,
            0.0,
            value=None,
            step=1.0,
            format="%.0f",
            placeholder=words.number(ours[limit.name].value * limit.scale),
            key=_filled(limit.name, profile, _scaled(own.get(limit.name), limit.scale)),
        )
        chosen[limit.name] = None if value is None else round(value / limit.scale, 4)
    return chosen


def own_limits(words: Translator) -> tuple[OwnLimit, ...]:
    """Return the limits that verdicts hang on, one per pattern.

    Parameters
    ----------
    words
        In the user's language.
    """
    degrees, share = words.unit("deg"), words.text("% of body height")
    index, turn, far = words.text("Stoop index"), words.text("Rotation"), words.text("Distance")
    return (
        OwnLimit("stoop_squat_index", index, index),
        OwnLimit("trunk_rotation_deg", turn, with_unit(turn, degrees, words)),
        OwnLimit("load_distance_ratio", far, with_unit(far, share, words), 100),
    )


def _settings(
    before: Mapping[str, Any], height_cm: float | None, limits: Mapping[str, float | None]
) -> dict[str, Any]:
    """Lay what was typed over what the profile holds; what is empty goes out."""
    kept_limits = {**before.get("limits", {}), **limits}
    laid = {**before, "height_cm": height_cm, "limits": _without_none(kept_limits)}
    return {name: value for name, value in _without_none(laid).items() if value != {}}


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _change(history: History, profile: Profile, words: Translator) -> None:
    try:
        history.profiles.change(profile)
    except TilcoachError as error:
        say(words.error(error))
    else:
        st.rerun()


def _show_new(history: History, words: Translator) -> None:
    with st.form("new-profile", border=False):
        name = st.text_input(
            words.text("New profile: a name or a tag"), max_chars=MOST_LETTERS, key="new_profile"
        )
        if st.form_submit_button(words.text("Make profile")):
            try:
                made = history.profiles.add(name or "")
            except TilcoachError as error:
                say(words.error(error))
            else:
                st.session_state["shown_profile_next"] = made.number
                st.rerun()


def _show_erase(history: History, profile: Profile, words: Translator) -> None:
    name = profile_name(profile, words)
    question = words.text("The profile {name} and all of its sessions will be gone.", name=name)
    label = words.text("Erase profile")
    if confirmed(f"profile-{profile.number}", label, question, words):
        history.profiles.erase(profile.number)
        st.rerun()


def _filled(name: str, profile: Profile, kept: float | None) -> str:
    """Fill a place of the form with what is kept, once, and return the place's key.

    A default of the widget itself would come back whenever the user empties the place.
    """
    key = f"{_PLACE}{name}_{profile.number}"
    st.session_state.setdefault(key, kept)
    return key


def _scaled(kept: float | None, scale: float) -> float | None:
    return None if kept is None else float(kept * scale)
