"""The coach speaks: sentences made beforehand, played in the browser, each of them once."""

from tilcoach.ui.voice.component import say_guidance, show_voice, speak
from tilcoach.ui.voice.sounds import sound_code

__all__ = ["say_guidance", "show_voice", "sound_code", "speak"]
