"""Whether this computer keeps up with the camera, and a quicker model for when it does not."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from tilcoach.config import Settings
from tilcoach.estimation.store import bundles, short_name
from tilcoach.messages import Translator
from tilcoach.ui.live_slot import LiveSnapshot
from tilcoach.ui.live_stream import LiveRoom
from tilcoach.ui.model_choice import forget_model
from tilcoach.ui.preferences import prefer

BEHIND_HZ = 10.0
"""With fewer pictures a second, a quick lift of a second is seen too coarsely to be judged well."""
_ENOUGH = 30  # pictures looked at: before that the model is still warming up
_QUICK = "lite"
_LOOK_S = 2.0
_TOLD = "told_behind"  # in the session: of which stream it was told, so that the page does not jump


def is_behind(snapshot: LiveSnapshot) -> bool:
    """Say whether the camera gives clearly more pictures than the coach can look at.

    Parameters
    ----------
    snapshot
        What is known of the stream now.
    """
    slow = snapshot.analysed >= _ENOUGH and snapshot.analysed_hz < BEHIND_HZ
    return slow and snapshot.received_hz > 1.5 * snapshot.analysed_hz


def offer_quicker(room: LiveRoom, settings: Settings, words: Translator) -> None:
    """Say it when the computer cannot keep up, and offer the quick model when it is here.

    The picture stays as quick as ever; only fewer pictures are looked at.

    Parameters
    ----------
    room
        The session's live stream.
    settings
        What the user has chosen.
    words
        In the user's language.
    """

    @st.fragment(run_every=_LOOK_S)
    def offer() -> None:
        snapshot = room.slot.snapshot()
        if is_behind(snapshot):
            st.session_state[_TOLD] = room.slot.stream
        if st.session_state.get(_TOLD) == room.slot.stream:
            _tell(room, settings, snapshot, words)

    offer()


def _tell(room: LiveRoom, settings: Settings, snapshot: LiveSnapshot, words: Translator) -> None:
    rate = words.number(snapshot.analysed_hz)
    if settings.model == _QUICK or not _is_here(_QUICK):
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
    at_once = room.local is not None and room.local.is_running
    st.button(
        words.text("Use the fast model")
        if at_once
        else words.text("Use the fast model from the next start on"),
        key="quicker",
        on_click=_use_quick,
        args=(room, settings, words),
    )


def _is_here(model: str) -> bool:
    return any(short_name(bundle) == model for bundle in bundles())


def _use_quick(room: LiveRoom, settings: Settings, words: Translator) -> None:
    """Choose the quick model, now and from now on; a camera of this machine runs on."""
    prefer(model=_QUICK)
    forget_model()
    room.renew(words, replace(settings, model=_QUICK))
