"""The user's own camera on the page: straight from this machine, or else through the browser."""

from __future__ import annotations

import streamlit as st

from tilcoach.config import Settings
from tilcoach.messages import Translator
from tilcoach.ui.browser_stream import show_browser_camera
from tilcoach.ui.keeping_up import offer_quicker
from tilcoach.ui.live_stream import LiveRoom
from tilcoach.ui.local_camera.page import chosen_camera, show_pictures
from tilcoach.ui.local_camera.stream import LocalStream
from tilcoach.video import CameraPlace


def show_camera(room: LiveRoom, settings: Settings, words: Translator) -> bool:
    """Show the camera with a Start button, and say whether it plays.

    A camera of this machine comes straight from here; any other one through the browser.

    Parameters
    ----------
    room
        The session's live stream.
    settings
        What the user has chosen.
    words
        In the user's language.
    """
    playing = _show(room, settings, words)
    if playing:
        offer_quicker(room, settings, words)
    return playing


def _show(room: LiveRoom, settings: Settings, words: Translator) -> bool:
    place = chosen_camera()
    if room.local is not None and room.local.is_sample:
        room.stop()
    if room.local is not None and room.local.is_running:
        return _show_local(room, room.local, words)
    if place is not None:
        return _offer_local(room, place, settings, words)
    return show_browser_camera(room, settings, words)


def _offer_local(room: LiveRoom, place: CameraPlace, settings: Settings, words: Translator) -> bool:
    st.button(
        words.text("Start"),
        key="start",
        type="primary",
        icon=":material/videocam:",
        on_click=room.start_local,
        args=(place, words, settings),
    )
    st.caption(words.text("The camera opens when you press Start, and closes at Stop."))
    return False


def _show_local(room: LiveRoom, local: LocalStream, words: Translator) -> bool:
    room.speak(words)
    show_pictures(local, words)
    st.button(words.text("Stop"), key="stop", icon=":material/stop:", on_click=room.stop)
    return True
