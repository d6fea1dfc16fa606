"""The two components of the voice: its controls, and the sentence to speak."""

from __future__ import annotations

from tilcoach.coaching import Cue
from tilcoach.guidance import Guidance, UtteranceKind
from tilcoach.i18n import Translator
from tilcoach.ui.components.widgets import load_component
from tilcoach.ui.voice.sounds import sound_code, sounds_as_text, spoken_texts

_EXAMPLE = sound_code("cue", Cue.WELL_DONE)


def show_voice_controls(words: Translator) -> None:
    """Show the switch and the volume of the voice, and load its sentences into the browser.

    Call it outside of fragments: the sounds are sent only when the whole page is drawn.
    """
    load_component(__package__, "voice")(
        key="voice",
        data={
            "name": words.language,
            "sounds": dict(sounds_as_text(words.language)),
            "texts": dict(spoken_texts(words.language)),
            "example": _EXAMPLE,
            "words": {
                "group": words.text("Voice of the coach"),
                "on": words.text("Voice on"),
                "off": words.text("Voice off"),
                "volume": words.text("Volume"),
                "who": words.text("Whose voice"),
                "shipped": words.text("The voice of tilcoach"),
                "listen": words.text("Listen"),
                "blocked": words.text("Sound off until you click."),
                "wake": words.text("Turn sound on"),
                "missing": words.text("Sound off: this browser cannot play the voice."),
            },
        },
    )


def speak(code: str, key: str, before: str = "") -> None:
    """Speak one sentence, once per key, after the one ``before``.

    Call it in the fragment that shows the sentence, at every run: the browser plays each new key
    once, interrupts the previous sentence, and skips one that it cannot start within a second.
    """
    data = {"code": code, "before": before, "key": key}
    load_component(__package__, "speak")(key="speak", height=1, data=data)


def speak_guidance(stream_id: str, guidance: Guidance | None) -> None:
    """Speak what the coach decided to say."""
    utterance = guidance.utterance if guidance is not None else None
    if utterance is None:
        speak("", "")
    else:
        before = sound_code(UtteranceKind.PRAISE, utterance.praise) if utterance.praise else ""
        code = sound_code(utterance.kind, utterance.code)
        speak(code, f"{stream_id} {utterance.number}", before)
