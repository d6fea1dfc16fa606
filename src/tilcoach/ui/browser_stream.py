"""The live picture by way of the browser: its camera, or a sample film, as in a video call."""

from __future__ import annotations

from typing import Any

import streamlit as st

from tilcoach.config import Settings
from tilcoach.messages import Translator
from tilcoach.ui.live_stream import LiveRoom
from tilcoach.ui.reel import Reel
from tilcoach.ui.samples import Sample

# This machine only: nobody outside is asked for a way.
_NO_SERVERS: dict[str, list[str]] = {"iceServers": []}
_CAMERA = {
    "video": {
        "width": {"ideal": 640},
        "height": {"ideal": 480},
        "frameRate": {"ideal": 30},
    },
    "audio": False,
}
_VIDEO = {"autoPlay": True, "controls": False, "muted": True, "style": {"width": "100%"}}


def show_browser_camera(room: LiveRoom, settings: Settings, words: Translator) -> bool:
    """Show the browser's camera with a Start button, and say whether it plays.

    Parameters
    ----------
    room
        The session's live stream.
    settings
        What the user has chosen.
    words
        In the user's language.
    """
    playing = _stream(
        f"{room.prefix}camera",
        room,
        settings,
        words,
        mode="SENDRECV",
        media_stream_constraints=_CAMERA,
    )
    if not playing:
        st.info(
            words.text(
                "No picture? Click the camera in the address bar, allow it, and press Start "
                "again. All pictures stay on this computer."
            ),
            icon=":material/videocam:",
        )
    return playing


def show_browser_sample(
    name: str, room: LiveRoom, sample: Sample, settings: Settings, words: Translator
) -> bool:
    """Play a sample film in the browser as it comes, and say whether it plays.

    Parameters
    ----------
    name
        Of the stream, on the page.
    room
        The session's live stream.
    sample
        Which film.
    settings
        What the user has chosen.
    words
        In the user's language.
    """
    return _stream(
        name,
        room,
        settings,
        words,
        is_sample=True,
        mode="RECVONLY",
        player_factory=lambda: Reel(sample.path),
        media_stream_constraints={"video": True, "audio": False},
        desired_playing_state=True,
    )


def _stream(
    key: str,
    room: LiveRoom,
    settings: Settings,
    words: Translator,
    *,
    mode: str,
    is_sample: bool = False,
    **options: object,
) -> bool:
    # Its first import belongs to a page: see `tilcoach.ui.serve`.
    import streamlit_webrtc  # noqa: PLC0415

    room.speak(words)
    # Its own types demand a subclass of its processor, though any object with `recv` will do.
    webrtc_streamer: Any = streamlit_webrtc.webrtc_streamer
    context = webrtc_streamer(
        key=key,
        mode=streamlit_webrtc.WebRtcMode[mode],
        rtc_configuration=_NO_SERVERS,
        video_processor_factory=lambda: room.start(words, settings, is_sample=is_sample),
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
