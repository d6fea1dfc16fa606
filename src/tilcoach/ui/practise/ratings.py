"""Pain and effort, 0 to 10, before and after a session; nobody has to fill them in."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.live.session import LiveSession
from tilcoach.store import LARGEST_RATING
from tilcoach.ui.components.widgets import show_notice


def choose_ratings_before(session: LiveSession, words: Translator) -> None:
    """Show the two questions before the first lift."""
    with st.expander(words.text("How are you now? You may skip this.")):
        _ask(session, "pain_before", words.text("Pain now: 0 is none, 10 the worst"), words)
        _ask(session, "effort_before", words.text("Tired now: 0 is not at all"), words)


def choose_ratings_after(session: LiveSession, words: Translator) -> None:
    """Show the two questions after the last lift."""
    st.caption(words.text("You may skip this; it stands in your report."))
    _ask(session, "pain_after", words.text("Pain now: 0 is none, 10 the worst"), words)
    _ask(session, "effort_after", words.text("How hard was it? 0 is not at all"), words)


def _ask(session: LiveSession, name: str, label: str, words: Translator) -> None:
    given = st.pills(
        label,
        range(LARGEST_RATING + 1),
        default=getattr(session.ratings, name),
        key=f"rating-{name}-{session.state.stream_id}",
    )
    if given == getattr(session.ratings, name):
        return
    try:
        session.rate(replace(session.ratings, **{name: given}))
    except TilcoachError as error:
        show_notice(words.error(error))
