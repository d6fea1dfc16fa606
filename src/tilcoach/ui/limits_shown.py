"""The limits of a profile with their sources, and a way back to those of tilcoach."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from tilcoach.coaching import read_limits
from tilcoach.config import Settings
from tilcoach.messages import Translator
from tilcoach.store import History, Profile
from tilcoach.ui.profile_form import forget_places, own_limits
from tilcoach.ui.table import table


def show_limits(history: History, profile: Profile, words: Translator) -> None:
    """Show what verdicts are held against, and where each number comes from.

    Parameters
    ----------
    history
        Where profiles are kept.
    profile
        The one that is looked at.
    words
        In the user's language.
    """
    ours, own = read_limits(), profile.lay_over(Settings()).limits
    heads = (
        words.text("Limit"),
        words.text("Of tilcoach"),
        words.text("Of this profile"),
        words.text("Where the number of tilcoach comes from"),
    )
    rows = [
        (
            limit.title,
            words.quantity(ours[limit.name].value, ours[limit.name].unit),
            words.quantity(own[limit.name].value, own[limit.name].unit),
            words.limit_source(limit.name),
        )
        for limit in own_limits(words)
    ]
    st.html(table(heads, rows))
    if profile.settings.get("limits"):
        st.button(
            words.text("Back to the limits of tilcoach"),
            key="reset_limits",
            icon=":material/restart_alt:",
            on_click=_reset,
            args=(history, profile),
        )


def _reset(history: History, profile: Profile) -> None:
    settings = {name: value for name, value in profile.settings.items() if name != "limits"}
    history.profiles.change(replace(profile, settings=settings))
    forget_places()
