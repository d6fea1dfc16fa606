"""Oefenen: lift in front of the camera, or see the coach at work on a sample film."""

from __future__ import annotations

import streamlit as st

from tilcoach.messages import Translator
from tilcoach.ui.choices import choose_settings
from tilcoach.ui.controls import (
    choose_more,
    chosen_feedback,
    listen_to_keys,
    show_controls,
)
from tilcoach.ui.keeping import choose_saving, saving_line, with_profile
from tilcoach.ui.language import spoken
from tilcoach.ui.live_camera import show_camera
from tilcoach.ui.live_panel import live_panel, steps_panel
from tilcoach.ui.live_sample import show_sample
from tilcoach.ui.live_stream import LiveRoom
from tilcoach.ui.look_back import show_look_back
from tilcoach.ui.said import plain
from tilcoach.ui.samples import read_samples
from tilcoach.ui.source_choice import Source, choose_sample, choose_source
from tilcoach.ui.voice import say_guidance, show_voice

_REFRESH_S = 0.5  # often enough to follow a lift; twice as often starves the stream on two cores
_CONTROLS_S = 1.0  # they change only by the user's own hand


def practise() -> None:
    """Show the page."""
    words = spoken()
    room: LiveRoom = st.session_state.setdefault("room", LiveRoom())
    listen_to_keys()
    left, right = st.columns(2, gap="medium")
    with left:
        playing, source = _show_picture(room, words)
        if playing:
            _show_controls(room, words)
    with right:
        show_voice(words)
        if playing:
            _show_panel(room, words)
        else:
            st.html(steps_panel(words, camera=source == "camera"))
    looked_at = room.look.looked_at
    if playing and looked_at is not None:
        show_look_back(looked_at, room.look.end, words)


def _show_picture(room: LiveRoom, words: Translator) -> tuple[bool, Source]:
    """Show the choices above the picture and the picture, and say what plays."""
    samples = read_samples()
    first, second, third = st.columns([8, 7, 5])
    with first:
        source = choose_source(words, samples)
    with third:
        settings = choose_settings(words, lambda: choose_more(words))
    room.guide_by(chosen_feedback())
    if source == "sample":
        with second:
            sample = choose_sample(samples, words)
        room.saving = None
        return show_sample(room, sample, settings, words), source
    with second:
        profile = choose_saving(words)
    room.saving = profile.number if profile else None
    return show_camera(room, with_profile(settings, profile), words), source


def _show_controls(room: LiveRoom, words: Translator) -> None:
    shown = room.look.looked_at

    @st.fragment(run_every=_CONTROLS_S)
    def controls() -> None:
        if room.look.looked_at is not shown:  # by a key or a button, or ended by a raised hand
            st.rerun()
        guidance = room.slot.snapshot().guidance
        show_controls(room, words, is_paused=guidance is not None and guidance.is_paused)

    controls()


def _show_panel(room: LiveRoom, words: Translator) -> None:
    @st.fragment(run_every=_REFRESH_S)
    def panel() -> None:
        slot = room.slot
        snapshot = slot.snapshot()
        st.html(live_panel(snapshot, words))
        say_guidance(slot.stream, snapshot.guidance)
        if room.diary is not None and room.saving is not None:
            st.caption(plain(saving_line(room.diary.state, words)))

    panel()
