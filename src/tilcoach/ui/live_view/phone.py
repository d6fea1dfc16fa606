"""The telephone as the camera: the code to scan, what the telephone will ask, and a new code."""

from __future__ import annotations

from html import escape

import segno
import streamlit as st

from tilcoach.config import Settings
from tilcoach.i18n import Translator
from tilcoach.live.camera_stream import CameraStream
from tilcoach.live.session import LiveSession
from tilcoach.phone.camera import PhoneCamera, PhoneState
from tilcoach.ui.live_view.phone_drawings import draw_browser_steps

_POLL_S = 1.0  # how often the page looks how far the telephone is


def offer_phone(session: LiveSession, settings: Settings, words: Translator) -> None:
    """Show the button that makes a telephone the camera."""
    st.button(
        words.text("Use my phone"),
        key="use-phone",
        icon=":material/smartphone:",
        on_click=start_phone,
        args=(session, settings, words),
    )


def start_phone(session: LiveSession, settings: Settings, words: Translator) -> None:
    """Start a stream whose camera is a telephone, to be called in a callback."""
    session.start_stream(PhoneCamera(words), words, settings)


def show_phone(
    session: LiveSession,
    stream: CameraStream,
    phone: PhoneCamera,
    settings: Settings,
    words: Translator,
) -> bool:
    """Show the code until a telephone is there, and return whether it is; follow what changes."""
    state = phone.state
    place = st.empty()  # on its own, so that a code that was used goes at once
    if state in (PhoneState.WAITING, PhoneState.EXPIRED):
        with place.container(key="phone"):
            _show_code(phone, state, words)
    elif state is PhoneState.AWAY:
        st.caption(words.text("For another phone, or a page that was closed: make a new code."))
    if state in (PhoneState.EXPIRED, PhoneState.AWAY):
        st.button(
            words.text("New code"),
            key="new-code",
            icon=":material/qr_code_2:",
            on_click=phone.pairing.renew,
        )

    @st.fragment(run_every=_POLL_S)
    def follow() -> None:
        if stream.take_resized():  # the phone was turned: what was calibrated no longer holds
            session.replace_processor(words, settings)
            st.rerun()
        if stream.is_running and phone.state is not state:
            st.rerun()

    follow()
    return state in (PhoneState.CONNECTED, PhoneState.AWAY)


def _show_code(phone: PhoneCamera, state: PhoneState, words: Translator) -> None:
    if state is PhoneState.EXPIRED:
        sentence = words.text("This code has run out.")
        st.html(f'<div class="tc-panel"><p class="tc-next">{escape(sentence)}</p></div>')
        return
    st.html(phone_steps(phone, words))
    with st.expander(words.text("What the phone asks first, and why"), expanded=True):
        st.html(browser_steps(phone, words))


def phone_steps(phone: PhoneCamera, words: Translator) -> str:
    """Return the code and what to do with it, as HTML."""
    steps = (
        words.text("Connect the phone to the same Wi-Fi network as this computer."),
        words.text("Point the phone's camera at the code, and open the link."),
        words.text("The browser asks whether you trust this computer: go on."),
        words.text("Tap “Turn on the camera” on the phone."),
    )
    items = "".join(f"<li>{escape(step)}</li>" for step in steps)
    counts = words.text("The code counts for five minutes, and for one phone.")
    typed = words.text("Without a code reader: type this address.")
    return (
        f'<div class="tc-panel tc-phone"><div class="tc-qr">{_qr(phone.link, words)}</div>'
        f'<ol class="tc-steps">{items}</ol>'
        f'<p class="tc-small">{escape(counts)} {escape(typed)}<br>'
        f"<code>{escape(phone.link)}</code></p></div>"
    )


def browser_steps(phone: PhoneCamera, words: Translator) -> str:
    """Return what the browser on the telephone says, why, and what to tap, as HTML."""
    host = phone.address.removeprefix("https://")
    why = words.text(
        "The browser knows no one who vouches for this computer: the certificate that encrypts the "
        "pictures was made here, for this session only. So it asks you. Look whether the address "
        "above is {host}; if so, go on.",
        host=host,
    )
    other = words.text("On your phone it may look a little different.")
    check = words.text("To be quite sure, compare the certificate's fingerprint (SHA-256):")
    return (
        f'<div class="tc-panel"><p>{escape(why)}</p>{draw_browser_steps(host, words)}'
        f'<p class="tc-small">{escape(other)} {escape(check)}</p>'
        f'<p class="tc-small tc-fingerprint"><code>{escape(phone.fingerprint)}</code></p></div>'
    )


def _qr(link: str, words: Translator) -> str:
    """Return the code as a picture: dark on white in every theme, with its quiet margin."""
    picture = segno.make(link, error="m", micro=False).svg_data_uri(
        scale=6, border=4, dark="#000", light="#fff"
    )
    name = words.text("Code that opens the camera page on your phone")
    return f'<img src="{escape(picture)}" alt="{escape(name)}">'
