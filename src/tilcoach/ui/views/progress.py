"""Voortgang: what was practised over the weeks; notes, and a way to take all of it or erase it."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import streamlit as st

from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.messages import Translator
from tilcoach.store import (
    History,
    Profile,
    SavedSession,
    export_bytes,
    weeks,
)
from tilcoach.ui.bringing_in import show_bringing_in
from tilcoach.ui.confirm import confirmed
from tilcoach.ui.keeping import save_nothing, tell_kept_aside
from tilcoach.ui.language import spoken
from tilcoach.ui.profile_form import choose_profile, forget_places, show_profiles
from tilcoach.ui.progress_charts import draw_lifts, draw_measure, draw_shares, measures
from tilcoach.ui.said import plain, say
from tilcoach.ui.session_view import show_sessions

_ERASED = "all_erased"  # set for one run, so that the page can say it


def progress() -> None:
    """Show the page; a history that cannot be read gets a sentence, and the page goes on."""
    words, history = spoken(), History()
    try:
        _show(history, words)
    except TilcoachError as error:
        say(words.error(error))


def _show(history: History, words: Translator) -> None:
    tell_kept_aside(history, words)
    if st.session_state.pop(_ERASED, False):
        st.caption(words.text("Everything is erased, and nothing is saved from now on."))
    profile = choose_profile(history.profiles.all(), words)
    sessions = history.sessions(profile.number)
    if sessions:
        _show_trends(sessions, profile, words)
        show_sessions(history, sessions, profile, words)
    else:
        st.markdown(
            words.text(
                "Your progress will stand here as soon as you choose, under Practise or Video, "
                "to save your numbers."
            )
        )
    with st.expander(words.text("Profiles: names, limits and targets")):
        show_profiles(history, profile, words)
    if history.path.exists() or history.kept_aside:
        _show_export_and_erase(history, words)
    show_bringing_in(history, profile.number, words)


def _show_trends(sessions: Sequence[SavedSession], profile: Profile, words: Translator) -> None:
    found = weeks(sessions)
    names = measures(words)
    left, right = st.columns(2, gap="large")
    with left:
        st.altair_chart(draw_lifts(found, profile.lifts_per_week, words))
        title = words.text("Could not be judged, of all lifts")
        st.altair_chart(draw_shares(found, attrgetter("share_not_judged"), title, words))
    with right:
        title = words.text("Good, of what could be judged")
        st.altair_chart(draw_shares(found, attrgetter("share_goed"), title, words))
        field = st.selectbox(
            words.text("Measure"),
            list(names),
            format_func=names.__getitem__,
            key="measure",
            label_visibility="collapsed",
        )
        limits = profile.lay_over(Settings()).limits
        st.altair_chart(draw_measure(found, field, limits, words))


def _show_export_and_erase(history: History, words: Translator) -> None:
    st.subheader(words.text("Take everything, or erase everything"), anchor=False)
    st.caption(
        words.text(
            "All profiles, sessions and notes lie on this computer only, in {path}.",
            path=plain(str(history.path)),
        )
    )
    first, second = st.columns(2)
    first.download_button(
        words.text("Export everything (zip)"),
        lambda: export_bytes(history),
        file_name="tilcoach-history.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/download:",
    )
    with second:
        question = words.text("All profiles, sessions and notes will be gone for good.")
        if confirmed("all", words.text("Erase everything"), question, words):
            history.erase_all()
            save_nothing()
            forget_places()
            st.session_state[_ERASED] = True
            st.rerun()
