"""The live picture on the page: a camera, a telephone or a sample film."""

from __future__ import annotations

import streamlit as st

from tilcoach.config import Settings
from tilcoach.i18n import Translator
from tilcoach.live.camera_stream import CameraStream
from tilcoach.live.samples import Sample
from tilcoach.live.session import LiveSession
from tilcoach.live.websocket import PATH
from tilcoach.ui.components.widgets import load_component
from tilcoach.ui.live_view.performance_notice import offer_faster_model
from tilcoach.ui.live_view.phone import offer_phone, show_phone
from tilcoach.ui.live_view.source_choice import (
    chosen_camera,
    chosen_second_camera,
    is_camera_reachable,
)
from tilcoach.ui.live_view.webrtc import show_browser_camera, show_browser_sample
from tilcoach.video import CameraDevice


def show_stream(
    session: LiveSession, sample: Sample | None, settings: Settings, words: Translator
) -> bool:
    """Show a sample film, or the camera when it is None, and return whether it plays."""
    if sample is None:
        return _show_camera(session, settings, words)
    return _show_sample(session, sample, settings, words)


def _show_camera(session: LiveSession, settings: Settings, words: Translator) -> bool:
    """Show the camera with a Start button, and return whether it plays.

    A camera of this machine is read directly, a telephone through a port of its own, and any other
    one through the browser.
    """
    playing = _show_source(session, settings, words)
    if playing:
        offer_faster_model(session, settings, words)
    return playing


def _show_source(session: LiveSession, settings: Settings, words: Translator) -> bool:
    device = chosen_camera()
    if session.stream is not None and session.stream.is_sample:
        session.stop()
    if session.stream is not None and session.stream.is_running:
        return _show_running(session, session.stream, settings, words)
    if device is not None:
        return _show_start_button(session, device, settings, words)
    playing = show_browser_camera(session, settings, words)
    if not playing and is_camera_reachable():
        offer_phone(session, settings, words)
    return playing


def _show_start_button(
    session: LiveSession, device: CameraDevice, settings: Settings, words: Translator
) -> bool:
    with st.container(horizontal=True):
        st.button(
            words.text("Start"),
            key="start",
            type="primary",
            icon=":material/videocam:",
            on_click=start_cameras,
            args=(session, device, settings, words),
        )
        offer_phone(session, settings, words)
    st.caption(words.text("The camera opens when you press Start, and closes at Stop."))
    return False


def start_cameras(
    session: LiveSession, device: CameraDevice, settings: Settings, words: Translator
) -> None:
    """Start a stream of a camera, and of a second one if that is chosen; call it in a callback."""
    # Two cameras follow one person, not a group.
    second = None if session.key_prefix else chosen_second_camera(words)
    session.start_stream(device, words, settings, second=second)


def _show_running(
    session: LiveSession, stream: CameraStream, settings: Settings, words: Translator
) -> bool:
    phone = stream.phone
    is_seen = phone is None or show_phone(session, stream, phone, settings, words)
    with st.container(key="picture-seen" if is_seen else "picture-waits"):
        show_pictures(stream, words)
    if session.second_phone is not None:
        show_phone(session, stream, session.second_phone, settings, words)
    st.button(words.text("Stop"), key="stop", icon=":material/stop:", on_click=session.stop)
    return True


def _show_sample(
    session: LiveSession, sample: Sample, settings: Settings, words: Translator
) -> bool:
    """Play a sample film as if it were the camera, and return whether it plays.

    For a page on this machine the film waits for the coach, so that a slow computer shows the same
    lifts, only slower.
    """
    name = f"{session.key_prefix}sample-{sample.name}"
    if not is_camera_reachable():
        return show_browser_sample(name, session, sample, settings, words)
    if session.stream is None or not session.stream.is_running or session.sample_key != name:
        session.start_stream(sample, words, settings, name)
    if session.stream is not None:
        show_pictures(session.stream, words)
    return True


_POLL_S = 1.0  # how often the page checks that the stream still runs


def show_pictures(stream: CameraStream, words: Translator) -> None:
    """Show the frames of a stream; rerun the page when it has ended."""
    load_component(__package__, "picture")(
        key="picture",
        data={
            "path": f"{PATH}/{stream.token}",
            "name": words.text("The film with the posture drawn in")
            if stream.is_sample
            else words.text("The camera's picture with your posture drawn in"),
        },
    )

    @st.fragment(run_every=_POLL_S)
    def poll() -> None:
        if not stream.is_running:
            st.rerun()

    poll()
