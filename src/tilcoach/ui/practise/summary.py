"""The end of a session: what went well, one point for next time, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from tilcoach.coaching import Verdict
from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.live.session import LiveSession
from tilcoach.live.session_summary import SessionSummary
from tilcoach.store import DEFAULT_PROFILE, Profile
from tilcoach.ui.components.verdict_html import verdict_mark
from tilcoach.ui.components.widgets import show_notice
from tilcoach.ui.practise.ratings import choose_ratings_after


def show_summary(
    session: LiveSession,
    summary: SessionSummary,
    profile: Profile | None,
    once_more: Callable[[], None],
    words: Translator,
) -> None:
    """Show the summary of the session that has just ended."""
    with st.container(border=True, key="session-summary"):
        st.subheader(words.text("Your session"), anchor=False)
        left, right = st.columns(2, gap="large")
        with left:
            st.html(summary_html(summary, words))
            _show_replays(session, words)
        with right:
            choose_ratings_after(session, words)
            _show_saving(session, profile, words)
        with st.container(horizontal=True):
            st.button(
                words.text("Once more"),
                key="once-more",
                icon=":material/replay:",
                on_click=once_more,
            )
            st.button(
                words.text("Close this summary"),
                key="summary-done",
                icon=":material/check:",
                on_click=session.put_summary_aside,
            )


def summary_html(summary: SessionSummary, words: Translator) -> str:
    """Return totals, what went well, and the one point, as HTML."""
    totals = words.text(
        "{picked_up} times picked up, {put_down} times put down",
        picked_up=summary.picked_up,
        put_down=summary.put_down,
    )
    well = summary.went_well
    good = words.text("You practised; that counts.")
    if well is not None:
        good = words.text(
            "{pattern}: good in {good} of {all}",
            pattern=words.pattern(well.pattern),
            good=well.good,
            all=well.judged,
        )
    return (
        f'<div class="tc-panel tc-summary"><p class="tc-totals">{escape(totals)}</p>'
        f"<h4>{escape(words.text('This went well'))}</h4>"
        f'<p class="tc-well">{verdict_mark(Verdict.GOED) if well else ""}'
        f"<span>{escape(good)}</span></p>"
        f"<h4>{escape(words.text('For next time'))}</h4>"
        f'<p class="tc-cue">{escape(words.cue(summary.next_time))}</p></div>'
    )


def _show_replays(session: LiveSession, words: Translator) -> None:
    """Show a button for the best lift and for the one to learn from, where they are kept."""
    buffer = session.replay.buffer
    titles = (
        (buffer.best, "replay-best", words.text("Look back at your best lift")),
        (buffer.worst, "replay-worst", words.text("Look back at the one to learn from")),
    )
    with st.container(horizontal=True):
        for replay, key, title in titles:
            if replay is not None:
                st.button(
                    title,
                    key=key,
                    icon=":material/slow_motion_video:",
                    on_click=partial(session.replay.open, replay),
                )


def _show_saving(session: LiveSession, profile: Profile | None, words: Translator) -> None:
    """Say what is saved of this session, and offer to save the rest."""
    if session.unsaved_lifts:
        number = profile.number if profile else DEFAULT_PROFILE
        st.button(
            words.text("Save now"),
            key="save-now",
            type="primary",
            icon=":material/bookmark_add:",
            on_click=partial(_save, session, number, words),
        )
        st.caption(words.text("Nothing of this session is saved yet; it is lost when you leave."))
    elif session.saved_lifts:
        st.caption(
            words.plural(
                "{n} lift of this session is saved under Progress.",
                "{n} lifts of this session are saved under Progress.",
                session.saved_lifts,
            )
        )


def _save(session: LiveSession, profile: int, words: Translator) -> None:
    try:
        session.save_unsaved(profile)
    except TilcoachError as error:
        show_notice(words.error(error))
