"""The coach speaks: sentences made beforehand, played in the browser, each of them once."""

from tilcoach.ui.voice.component import show_voice, speak
from tilcoach.ui.voice.sounds import sound_code

__all__ = ["show_voice", "sound_code", "speak"]
