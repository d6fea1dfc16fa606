"""Voortgang: practice over the weeks, notes, import, export and erasure."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import streamlit as st

from tilcoach.coaching import Pattern
from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.live.session import local_now
from tilcoach.measures import MEASURES
from tilcoach.store import (
    History,
    Profile,
    SavedSession,
    counted,
    export_bytes,
    read_import,
    tally,
    unknown_code_notices,
    unreadable_notices,
    weeks,
)
from tilcoach.ui.components.preferences import current_translator
from tilcoach.ui.components.profile_form import choose_profile, clear_profile_form, show_profiles
from tilcoach.ui.components.save_controls import disable_saving, show_set_aside_notice
from tilcoach.ui.components.widgets import confirm_button, escape_markdown, show_notice
from tilcoach.ui.history.charts import draw_lifts, draw_measure, draw_shares
from tilcoach.ui.history.habits import show_habits
from tilcoach.ui.history.sessions import show_sessions

_ERASED = "all_erased"  # set for one run, so that the page can say it


def show_page() -> None:
    """Show the page, or a notice when the history cannot be read."""
    words, history = current_translator(), History()
    try:
        _show(history, words)
    except TilcoachError as error:
        show_notice(words.error(error))


def _show(history: History, words: Translator) -> None:
    show_set_aside_notice(history, words)
    if st.session_state.pop(_ERASED, False):
        st.caption(words.text("Everything is erased, and nothing is saved from now on."))
    _open_last_profile(history)
    profile = choose_profile(history.profiles.all(), words)
    sessions = history.sessions(profile.number)
    _show_unreadable(history, profile, sessions, words)
    if sessions:
        once = counted(sessions)
        _show_trends(once, profile, words)
        show_habits(once, words)
        if len(once) < len(sessions):
            st.caption(
                words.text(
                    "A film that was analysed more than once counts once here: as it was "
                    "analysed last."
                )
            )
        show_sessions(history, sessions, profile, words)
    else:
        st.markdown(
            words.text(
                "Your progress will appear here once you choose, under Practise or Video, "
                "to save your results."
            )
        )
    with st.expander(words.text("Profiles: names, limits and targets")):
        show_profiles(history, profile, words)
    if history.path.exists() or history.set_aside_files:
        _show_export_and_erase(history, words)
    show_import_form(history, profile.number, words)


def _open_last_profile(history: History) -> None:
    """Open the page, the first time, with the profile that was saved under last."""
    if "shown_profile" not in st.session_state:
        newest = max(history.sessions(), key=lambda one: one.started_at, default=None)
        if newest is not None:
            st.session_state["shown_profile"] = newest.profile


def _show_unreadable(
    history: History, profile: Profile, sessions: Sequence[SavedSession], words: Translator
) -> None:
    """Say what this version of tilcoach cannot show of a profile."""
    for sentence in unreadable_notices(history.unreadable_rows(profile.number), words):
        show_notice(sentence)
    for sentence in unknown_code_notices(sessions, words):
        st.caption(sentence)


FEWEST_SESSIONS = 3
"""Below it a chart is a dot or two: a sentence with the numbers says more."""


def _show_trends(sessions: Sequence[SavedSession], profile: Profile, words: Translator) -> None:
    if len(sessions) < FEWEST_SESSIONS:
        _show_beginning(sessions, words)
        return
    found = weeks(sessions)
    by_field = {measure.field: measure for measure in MEASURES}
    names = {m.field: words.with_unit(words.measure(m), m) for m in MEASURES}
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
        st.altair_chart(draw_measure(found, by_field[field], limits, words))


def _show_beginning(sessions: Sequence[SavedSession], words: Translator) -> None:
    """Say what the first sessions come to; from the third on there are charts."""
    lifts = [lift for session in sessions for lift in session.lifts]
    good = [
        words.text(
            "{pattern}: good in {good} of {all}",
            pattern=words.pattern(pattern),
            good=found.goed,
            all=found.goed + found.fout,
        )
        for pattern in Pattern
        if (found := tally(lifts, pattern)).goed + found.fout
    ]
    parts = (
        words.plural("{n} session", "{n} sessions", len(sessions)),
        words.plural("{n} lift", "{n} lifts", len(lifts)),
        *good,
    )
    st.markdown(f"**{escape_markdown('; '.join(parts))}**")
    st.caption(words.text("From the third session on, charts stand here."))


def _show_export_and_erase(history: History, words: Translator) -> None:
    st.subheader(words.text("Export or delete everything"), anchor=False)
    st.caption(
        words.text(
            "All profiles, sessions and notes lie on this computer only, in {path}.",
            path=escape_markdown(str(history.path)),
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
        if confirm_button("all", words.text("Erase everything"), question, words):
            history.erase_all()
            disable_saving()
            clear_profile_form()
            st.session_state[_ERASED] = True
            st.rerun()


_MAX_MB = 50  # an export of years is a tenth of it
_ROUND = "import_round"  # a new key for each file, so that the uploader is empty again
_NEW = "imported_sessions"  # set for one run, so that the page can say it


def show_import_form(history: History, profile: int, words: Translator) -> None:
    """Show the place; what is dropped there is checked as a whole before anything is saved."""
    st.session_state.setdefault(_ROUND, 0)
    upload = st.file_uploader(
        words.text("Bring back an export (zip) or a session.json"),
        ["zip", "json"],
        key=f"import-{st.session_state[_ROUND]}",
        max_upload_size=_MAX_MB,
        help=words.text("What is here already stays as it is."),
    )
    if upload is not None:
        try:
            arrivals = read_import(upload.getvalue(), upload.name, local_now())
            st.session_state[_NEW] = history.import_bundle(arrivals, profile)
        except TilcoachError as error:
            show_notice(words.error(error))
        else:
            st.session_state[_ROUND] += 1
            st.rerun()
    if (new := st.session_state.pop(_NEW, None)) is not None:
        st.caption(
            words.plural(
                "{n} session was brought in; what was here already stays as it is.",
                "{n} sessions were brought in; what was here already stays as it is.",
                new,
            )
        )
