"""The choice of the video source: a sample film, or one of the cameras."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from tilcoach.i18n import Translator
from tilcoach.live.samples import Sample
from tilcoach.live.websocket import can_reach_camera
from tilcoach.phone.camera import PhoneCamera
from tilcoach.ui.components.preferences import read_query_choice, write_query_choice
from tilcoach.video import CameraDevice, find_cameras

SourceKind = Literal["sample", "camera"]


def choose_source(words: Translator, samples: tuple[Sample, ...]) -> SourceKind:
    """Show the choice and return it."""
    names: dict[SourceKind, str] = {
        "sample": words.text("Sample film"),
        "camera": words.text("My camera"),
    }
    options: list[SourceKind] = ["sample", "camera"] if samples else ["camera"]
    read_query_choice("source", options)
    source = st.segmented_control(
        words.text("What do you want to look at?"),
        options,
        key="source",
        required=True,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        persist_state="session",
    )
    write_query_choice("source", options)
    return source or options[0]


def choose_own_camera() -> None:
    """Choose the own camera in the place of the sample; call it in a callback."""
    st.session_state["source"] = "camera"


def choose_sample(samples: tuple[Sample, ...], words: Translator) -> Sample:
    """Show the sample films and return the chosen one."""
    titles = {sample.name: sample.title(words) for sample in samples}
    name = st.selectbox(
        words.text("Film"),
        list(titles),
        format_func=titles.__getitem__,
        key="film",
        label_visibility="collapsed",
        persist_state="session",
    )
    return next(sample for sample in samples if sample.name == name)


_KEY = "cam"  # in the address: ?cam=browser; streamlit-webrtc uses "camera"
_BROWSER = "browser"


def choose_camera(words: Translator) -> None:
    """Show the choice between this machine's cameras and those of the browser."""
    devices = _read_choice()
    names = {device.key: device.name for device in devices}
    options = [*names, _BROWSER]
    st.selectbox(
        words.text("Camera"),
        options,
        format_func=lambda key: names.get(key, words.text("Let the browser choose")),
        key=_KEY,
        persist_state="session",
    )
    write_query_choice(_KEY, options)


def chosen_camera() -> CameraDevice | None:
    """Return the chosen camera of this machine; None for one of the browser."""
    devices = _read_choice()
    return {device.key: device for device in devices}.get(st.session_state[_KEY])


_SECOND_KEY = "cam2"
_NONE, _PHONE = "none", "phone"


def choose_second_camera(words: Translator) -> None:
    """Show the choice of a camera that films the same person from another side.

    Only beside a camera of this machine: when the browser's pictures were taken is not known well.
    """
    if chosen_camera() is None:
        return
    names = {device.key: device.name for device in _read_second_choice()}
    names[_PHONE] = words.text("My phone")
    options = [_NONE, *names]
    st.selectbox(
        words.text("Second camera"),
        options,
        format_func=lambda key: names.get(key, words.text("None")),
        key=_SECOND_KEY,
        persist_state="session",
    )
    write_query_choice(_SECOND_KEY, options)
    st.caption(
        words.text(
            "From another side it sees what the first does not. It begins at the next start."
        )
    )


def chosen_second_camera(words: Translator) -> CameraDevice | PhoneCamera | None:
    """Return the camera that films from another side; None for no second one."""
    devices = {device.key: device for device in _read_second_choice()}
    key = st.session_state.get(_SECOND_KEY, _NONE)
    if key == _PHONE and chosen_camera() is not None:
        return PhoneCamera(words)
    return devices.get(key)


def _read_second_choice() -> tuple[CameraDevice, ...]:
    """Return the cameras beside the chosen one, and make the choice valid."""
    first = chosen_camera()
    devices = () if first is None else tuple(d for d in _read_choice() if d.key != first.key)
    options = [_NONE, *(device.key for device in devices), _PHONE]
    if st.session_state.get(_SECOND_KEY, _NONE) not in options:  # it was unplugged
        st.session_state[_SECOND_KEY] = _NONE
    read_query_choice(_SECOND_KEY, options)
    return devices


def _read_choice() -> tuple[CameraDevice, ...]:
    """Return this machine's cameras that the page can use, and make the choice valid.

    The first camera of this machine is the default: its latency is lowest.
    """
    devices = find_cameras() if is_camera_reachable() else ()
    options = [*(device.key for device in devices), _BROWSER]
    if st.session_state.get(_KEY, options[0]) not in options:  # it was unplugged
        st.session_state[_KEY] = options[0]
    read_query_choice(_KEY, options)
    return devices


def is_camera_reachable() -> bool:
    """Return whether this page can show frames directly from this machine."""
    return can_reach_camera(st.context.ip_address)
