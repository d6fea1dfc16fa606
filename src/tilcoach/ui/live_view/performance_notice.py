"""A notice when this computer cannot keep up with the camera, with the offer of a faster model."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from tilcoach.config import Settings
from tilcoach.estimation.model_files import bundles, short_name
from tilcoach.i18n import Translator
from tilcoach.live.live_state import LiveSnapshot
from tilcoach.live.session import LiveSession
from tilcoach.ui.components.analysis_settings import reset_model_choice
from tilcoach.ui.components.preferences import update_preferences

SLOW_HZ = 10.0
"""Frames per second below which a quick lift is sampled too coarsely to be judged well."""
_WARM_UP = 30  # analysed frames; before that the model is still warming up
_FAST = "lite"
_POLL_S = 2.0
_SLOW_STREAM = "slow_stream_id"  # in the session: the notice stays until the next stream


def is_slow(snapshot: LiveSnapshot) -> bool:
    """Return whether clearly more frames arrive than the coach can analyse."""
    slow = snapshot.analysed >= _WARM_UP and snapshot.analysed_hz < SLOW_HZ
    return slow and snapshot.received_hz > 1.5 * snapshot.analysed_hz


def offer_faster_model(session: LiveSession, settings: Settings, words: Translator) -> None:
    """Show a notice when the computer cannot keep up, and offer the fast model if installed.

    The picture stays smooth; only fewer frames are analysed.
    """

    @st.fragment(run_every=_POLL_S)
    def offer() -> None:
        snapshot = session.state.snapshot()
        if is_slow(snapshot):
            st.session_state[_SLOW_STREAM] = session.state.stream_id
        if st.session_state.get(_SLOW_STREAM) == session.state.stream_id:
            _show_offer(session, settings, snapshot, words)

    offer()


def _show_offer(
    session: LiveSession, settings: Settings, snapshot: LiveSnapshot, words: Translator
) -> None:
    rate = words.number(snapshot.analysed_hz)
    if settings.model == _FAST or not _is_installed(_FAST):
        sentence = words.text(
            "This computer is busy, so the coach looks at {rate} pictures per second; closing "
            "other programs helps.",
            rate=rate,
        )
        st.info(sentence, icon=":material/speed:")
        return
    sentence = words.text(
        "This computer is busy, so the coach looks at {rate} pictures per second; the fast model "
        "asks less of it.",
        rate=rate,
    )
    st.info(sentence, icon=":material/speed:")
    at_once = session.stream is not None and session.stream.is_running
    st.button(
        words.text("Use the fast model")
        if at_once
        else words.text("Use the fast model from the next start on"),
        key="quicker",
        on_click=_use_fast_model,
        args=(session, settings, words),
    )


def _is_installed(model: str) -> bool:
    return any(short_name(bundle) == model for bundle in bundles())


def _use_fast_model(session: LiveSession, settings: Settings, words: Translator) -> None:
    """Switch to the fast model, for a running camera of this machine and for later starts."""
    update_preferences(model=_FAST)
    reset_model_choice()
    session.replace_processor(words, replace(settings, model=_FAST))
