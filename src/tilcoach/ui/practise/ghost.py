"""The choice to see a lift to follow over the live picture."""

from __future__ import annotations

import streamlit as st

from tilcoach.i18n import Translator
from tilcoach.live.session import LiveSession
from tilcoach.replay import Ghost
from tilcoach.ui.components.session_state import (
    FOLLOWS,
    VideoResult,
    lift_to_follow,
    video_result,
)
from tilcoach.ui.components.widgets import escape_markdown

_FROM_FILM = "ghost_of_film"  # in the session: the newest film, and its lift to follow


def choose_ghost(session: LiveSession, words: Translator) -> None:
    """Show the choice to see a lift to follow: one's own best, or one of Video or Vergelijken."""
    chosen = st.toggle(
        words.text("Let my best lift go along"),
        key="ghost",
        help=words.text(
            "As you bend, you see a light outline of your best lift of this session, as low as you "
            "are. It comes after the first lift that went well."
        ),
        persist_state="session",
    )
    example = _of_compare(words)
    if example is not None:
        session.set_ghost(shows=True, film=example)
        return
    film = _of_film()
    if film is not None and st.toggle(
        words.text("Let the lift of the film on Video go along"),
        key="ghost-film",
        help=words.text(
            "As you bend, you see a light outline of the best lift in that film: of your "
            "therapist, say. Stand on the same side to the camera as in the film."
        ),
        persist_state="session",
    ):
        session.set_ghost(shows=True, film=film)
    else:
        session.set_ghost(shows=chosen)


def _of_compare(words: Translator) -> Ghost | None:
    """Show the choice to see the lift that was chosen on Vergelijken; None for no, or none."""
    example = lift_to_follow()
    if example is None:
        return None
    wanted = st.toggle(
        words.text("Show the outline of the lift chosen on Compare"),
        key=FOLLOWS,
        help=words.text(
            "As you bend, you see a light outline of this lift: {title}. Stand on the same side to "
            "the camera.",
            title=escape_markdown(example.title),
        ),
        persist_state="session",
    )
    return example.ghost if wanted else None


def _of_film() -> Ghost | None:
    """Return the lift to follow of the film on Video, worked out once for each film."""
    result = video_result()
    known: tuple[VideoResult | None, Ghost | None] = st.session_state.get(_FROM_FILM, (None, None))
    if known[0] is not result:
        found = None if result is None else Ghost.of_recording(result.analysis.review)
        known = st.session_state[_FROM_FILM] = result, found
    return known[1]
