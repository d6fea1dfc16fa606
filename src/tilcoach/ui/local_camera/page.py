"""What the page shows of the local camera: the choice of a camera, and its picture."""

from __future__ import annotations

from importlib.resources import files

import streamlit as st

from tilcoach.messages import Translator
from tilcoach.ui.address import read_choice, write_choice
from tilcoach.ui.local_camera.route import PATH, can_reach
from tilcoach.ui.local_camera.stream import LocalStream
from tilcoach.video import CameraPlace, find_cameras

_KEY = "cam"  # in the address: ?cam=browser; streamlit-webrtc keeps its own under "camera"
_BROWSER = "browser"
_LOOK_S = 1.0  # how often the page looks whether the stream goes on


def choose_camera(words: Translator) -> None:
    """Show the choice between this machine's cameras and what the browser has.

    Parameters
    ----------
    words
        In the user's language.
    """
    places = _read_choice()
    names = {place.key: place.name for place in places}
    options = [*names, _BROWSER]
    st.selectbox(
        words.text("Camera"),
        options,
        format_func=lambda key: names.get(key, words.text("Let the browser choose")),
        key=_KEY,
        persist_state="session",
    )
    write_choice(_KEY, options)


def chosen_camera() -> CameraPlace | None:
    """Return the camera of this machine to use; None leaves it to the browser."""
    places = _read_choice()
    return {place.key: place for place in places}.get(st.session_state[_KEY])


def _read_choice() -> tuple[CameraPlace, ...]:
    """Return the cameras within reach, and see to it that one of them, or the browser, is chosen.

    The first camera of this machine is the one without a choice: its picture is here soonest.
    """
    places = find_cameras() if is_within_reach() else ()
    options = [*(place.key for place in places), _BROWSER]
    if st.session_state.get(_KEY, options[0]) not in options:  # it was unplugged
        st.session_state[_KEY] = options[0]
    read_choice(_KEY, options)
    return places


def is_within_reach() -> bool:
    """Say whether this page can be given pictures straight from this machine."""
    return can_reach(st.context.ip_address)


def show_pictures(stream: LocalStream, words: Translator) -> None:
    """Show the camera's pictures, or the film's; draw the page anew when the stream has ended.

    Parameters
    ----------
    stream
        Running.
    words
        In the user's language.
    """
    component = st.components.v2.component(
        "tilcoach_picture",
        html=_read("picture.html"),
        css=_read("picture.css"),
        js=_read("picture.js"),
    )
    component(
        key="picture",
        data={
            "path": f"{PATH}/{stream.token}",
            "name": words.text("The film with the posture drawn in")
            if stream.is_sample
            else words.text("The camera's picture with your posture drawn in"),
        },
    )

    @st.fragment(run_every=_LOOK_S)
    def look() -> None:
        if not stream.is_running:
            st.rerun()

    look()


def _read(name: str) -> str:
    return files("tilcoach.ui.local_camera").joinpath(name).read_text(encoding="utf-8")
