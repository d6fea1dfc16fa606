"""The live picture by WebRTC: the browser's camera, or a sample film."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from tilcoach.config import Settings
from tilcoach.i18n import Translator
from tilcoach.live.looping_video import LoopingTrack
from tilcoach.live.samples import Sample
from tilcoach.live.session import LiveSession
from tilcoach.ui.components.widgets import run_script
from tilcoach.ui.live_view.free_codecs import offer_vp8_only

# This machine only: no server outside is contacted.
_NO_SERVERS: dict[str, list[str]] = {"iceServers": []}
_CAMERA = {
    "video": {
        "width": {"ideal": 640},
        "height": {"ideal": 480},
        "frameRate": {"ideal": 30},
    },
    "audio": False,
}
_STYLE = {"width": "100%", "maxHeight": "440px", "objectFit": "contain"}
"""A share of the screen cannot be said: inside, the frame is the screen."""

_VIDEO = {"autoPlay": True, "controls": False, "muted": True, "style": _STYLE}


def show_browser_camera(session: LiveSession, settings: Settings, words: Translator) -> bool:
    """Show the browser's camera with a Start button, and return whether it plays."""
    playing = _stream(
        f"{session.key_prefix}camera",
        session,
        settings,
        words,
        mode="SENDRECV",
        media_stream_constraints=_CAMERA,
    )
    if not playing:
        _tell_if_there_is_no_camera(words)
        st.info(
            words.text(
                "No picture? Click the camera in the address bar, allow it, and press Start "
                "again. All pictures stay on this computer."
            ),
            icon=":material/videocam:",
        )
    return playing


def _tell_if_there_is_no_camera(words: Translator) -> None:
    """Say so in our own words, and show the way to Video, where the browser knows no camera."""
    sentence = words.text("No camera was found on this computer")
    film = words.text("Film a lift with a telephone, and choose that film on the page Video.")
    st.html(
        f'<div class="tc-panel tc-no-camera" role="status"><p class="tc-big">{escape(sentence)}</p>'
        f'<p class="tc-next">{escape(film)}</p>'
        f'<p class="tc-next"><a href="video">{escape(words.text("Go to Video"))}</a></p></div>'
    )
    run_script(__package__, "camera_check.js")


def show_browser_sample(
    name: str, session: LiveSession, sample: Sample, settings: Settings, words: Translator
) -> bool:
    """Play a sample film in the browser at its own rate, and return whether it plays."""
    return _stream(
        name,
        session,
        settings,
        words,
        is_sample=True,
        mode="RECVONLY",
        player_factory=lambda: LoopingTrack(sample.path),
        media_stream_constraints={"video": True, "audio": False},
        desired_playing_state=True,
    )


def _stream(
    key: str,
    session: LiveSession,
    settings: Settings,
    words: Translator,
    *,
    mode: str,
    is_sample: bool = False,
    **options: object,
) -> bool:
    # A page must import it first: see `tilcoach.ui.serve`.
    import streamlit_webrtc  # noqa: PLC0415

    offer_vp8_only()
    # Its types demand a subclass of its processor, though any object with `recv` works.
    webrtc_streamer: Any = streamlit_webrtc.webrtc_streamer
    context = webrtc_streamer(
        key=key,
        mode=streamlit_webrtc.WebRtcMode[mode],
        rtc_configuration=_NO_SERVERS,
        video_processor_factory=lambda: session.start(words, settings, is_sample=is_sample),
        async_processing=True,
        video_html_attrs=_VIDEO,
        media_toggle_controls=False,
        translations={
            "start": words.text("Start"),
            "stop": words.text("Stop"),
            "select_device": words.text("Choose camera"),
            "device_ask_permission": words.text("Allow the camera in the browser"),
            "device_not_available": words.text("No camera was found on this computer"),
            "device_access_denied": words.text("The browser does not allow the camera"),
            "media_api_not_available": words.text("This browser cannot use a camera here"),
        },
        **options,
    )
    return bool(context.state.playing)
