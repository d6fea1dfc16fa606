"""Oefenen: lift in front of the camera, or watch the coach on a sample film."""

from __future__ import annotations

from functools import partial

import streamlit as st

from tilcoach.config import Settings
from tilcoach.i18n import Translator
from tilcoach.live.samples import Sample
from tilcoach.live.session import LiveSession
from tilcoach.store import Profile
from tilcoach.ui.components.preferences import current_translator
from tilcoach.ui.components.save_controls import choose_saving, saving_status, with_profile
from tilcoach.ui.components.session_state import live_session
from tilcoach.ui.components.widgets import escape_markdown
from tilcoach.ui.live_view.controls import choose_stream, listen_to_keys, show_controls
from tilcoach.ui.live_view.live_stream import show_stream, start_cameras
from tilcoach.ui.live_view.panel import live_panel, start_panel
from tilcoach.ui.live_view.phone import start_phone
from tilcoach.ui.live_view.source_choice import chosen_camera
from tilcoach.ui.practise.first_minute import show_first_minute, steps_line
from tilcoach.ui.practise.ghost import choose_ghost
from tilcoach.ui.practise.large import is_large, large_panel, show_large_button, show_large_style
from tilcoach.ui.practise.ratings import choose_ratings_before
from tilcoach.ui.practise.second_camera import second_camera_line
from tilcoach.ui.practise.summary import show_summary
from tilcoach.ui.replay.dialog import show_replay
from tilcoach.ui.today import apply_plan, followed_plan, show_today
from tilcoach.ui.voice import show_voice_controls, speak_guidance

_REFRESH_S = 0.5  # often enough to follow a lift; twice as often starves the stream on two cores
_CONTROLS_S = 1.0  # only the user's own actions change them


def show_page() -> None:
    """Show the page."""
    words = current_translator()
    session = live_session()
    listen_to_keys()
    large = is_large()
    ended = st.container(key="summary")
    sample, profile, settings, playing = _show_choices_and_picture(session, words)
    if playing and large:
        show_large_style()
    with st.container(key="below"):
        if playing and sample is None:
            choose_ghost(session, words)
        with st.container(key="voice-controls"):
            show_voice_controls(words)
        if playing:
            _show_controls(session, words)
        elif sample is None:
            choose_ratings_before(session, words)
    if not playing and sample is None and session.summary is not None:
        with ended:
            once_more = partial(_start_again, session, settings, words)
            show_summary(session, session.summary, profile, once_more, words)
    replay = session.replay.view
    if replay is not None:
        show_replay(replay, session.replay.close, words)


def _start_again(session: LiveSession, settings: Settings, words: Translator) -> None:
    """Put the summary aside and start; a camera of the browser has a Start button of its own."""
    session.put_summary_aside()
    device = chosen_camera()
    if session.stream is not None and session.stream.phone is not None:
        start_phone(session, settings, words)
    elif device is not None:
        start_cameras(session, device, settings, words)


def _show_choices_and_picture(
    session: LiveSession, words: Translator
) -> tuple[Sample | None, Profile | None, Settings, bool]:
    """Show the choices, and below them the picture beside the panel.

    Return the sample film, the profile to save under, the settings, and whether the picture plays.
    """
    sample, settings, place = choose_stream(session, words)
    profile = None
    if sample is None:
        with place:
            profile = choose_saving(words)
    else:
        show_first_minute(session, settings, words)
    plan = followed_plan(words) if sample is None else None
    settings = apply_plan(plan, with_profile(settings, profile), session)
    session.profile_number = profile.number if profile else None
    with st.container(key="live"):
        left, right = st.columns([11, 9], gap="medium")
        with left:
            playing = show_stream(session, sample, settings, words)
        with right:
            if playing:
                _show_panel(session, words)
            elif session.summary is None or sample is not None:
                st.html(start_panel(words, camera=sample is None))
            if plan is not None:
                show_today(session, plan, words, is_playing=playing)
    return sample, profile, settings, playing


def _show_controls(session: LiveSession, words: Translator) -> None:
    shown = session.replay.view

    @st.fragment(run_every=_CONTROLS_S)
    def controls() -> None:
        if session.replay.view is not shown:  # opened or closed by a key, a button or a hand
            st.rerun()
        guidance = session.state.snapshot().guidance
        show_controls(session, words, is_paused=guidance is not None and guidance.is_paused)

    controls()
    show_large_button(words)


def _show_panel(session: LiveSession, words: Translator) -> None:
    @st.fragment(run_every=_REFRESH_S)
    def panel() -> None:
        state = session.state
        snapshot = state.snapshot()
        if is_large():
            st.html(large_panel(snapshot, words))
        else:
            beside = second_camera_line(session.second, words)
            st.html(steps_line(snapshot, words) + live_panel(snapshot, words) + beside)
        speak_guidance(state.stream_id, snapshot.guidance)
        if session.recorder is not None and session.profile_number is not None:
            st.caption(escape_markdown(saving_status(session.recorder.state, words)))

    panel()
