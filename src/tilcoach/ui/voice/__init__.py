"""The voice of the coach: recorded sentences, each played once, in the browser."""

from tilcoach.ui.voice.component import show_voice_controls, speak, speak_guidance
from tilcoach.ui.voice.sounds import sound_code

__all__ = ["show_voice_controls", "sound_code", "speak", "speak_guidance"]
