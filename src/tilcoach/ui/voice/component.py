"""The two parts of the voice on a page: its controls, and what it is to say."""

from __future__ import annotations

from importlib.resources import files

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from tilcoach.coaching import Cue
from tilcoach.guiding import Guidance
from tilcoach.messages import Translator
from tilcoach.ui.voice.sounds import sound_code, sounds_as_text

_EXAMPLE = sound_code("cue", Cue.WELL_DONE)


def show_voice(words: Translator) -> None:
    """Show the voice's switch and volume, and have the browser hold all sentences ready.

    Call it outside of fragments: the sounds travel only when the page as a whole is drawn.

    Parameters
    ----------
    words
        In the user's language.
    """
    _component("voice", html=_read("voice.html"), css=_read("voice.css"))(
        key="voice",
        data={
            "name": words.language,
            "sounds": dict(sounds_as_text(words.language)),
            "example": _EXAMPLE,
            "words": {
                "group": words.text("Voice of the coach"),
                "on": words.text("Voice on"),
                "off": words.text("Voice off"),
                "volume": words.text("Volume"),
                "listen": words.text("Listen"),
                "blocked": words.text("Sound off until you click."),
                "wake": words.text("Turn sound on"),
                "missing": words.text("Sound off: this browser cannot play the voice."),
            },
        },
    )


def speak(code: str, key: str) -> None:
    """Have one sentence said, if it is not said yet; may be called as often as one likes.

    Call it where the sentence is shown, in the fragment that is drawn again and again, also with
    what was said before. The browser plays each new key once, ends what it was saying, and leaves
    out what it cannot begin within a second.

    Parameters
    ----------
    code
        As `sound_code` makes it.
    key
        Tells this saying from all others, such as stream and number of the lift; empty says
        nothing.
    """
    _component("say")(key="say", height=1, data={"code": code, "key": key})


def say_guidance(stream: str, guidance: Guidance | None) -> None:
    """Turn what the coach decided to say into sound: here, and nowhere else.

    Parameters
    ----------
    stream
        A name that no other stream has.
    guidance
        The newest; None before the first.
    """
    said = guidance.said if guidance is not None else None
    if said is None:
        speak("", "")
    else:
        speak(sound_code(said.kind, said.code), f"{stream} {said.number}")


def _component(name: str, html: str | None = None, css: str | None = None) -> ComponentRenderer:
    """Register a component of this folder; Streamlit knows by its name that it is the same one."""
    return st.components.v2.component(
        f"tilcoach_{name}", html=html, css=css, js=_read(f"{name}.js")
    )


def _read(name: str) -> str:
    return files("tilcoach.ui.voice").joinpath(name).read_text(encoding="utf-8")
