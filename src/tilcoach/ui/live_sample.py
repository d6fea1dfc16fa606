"""A sample film on the page, as if it were the camera."""

from __future__ import annotations

from tilcoach.config import Settings
from tilcoach.messages import Translator
from tilcoach.ui.browser_stream import show_browser_sample
from tilcoach.ui.live_stream import LiveRoom
from tilcoach.ui.local_camera.page import is_within_reach, show_pictures
from tilcoach.ui.samples import Sample


def show_sample(room: LiveRoom, sample: Sample, settings: Settings, words: Translator) -> bool:
    """Play a sample film as if it were the camera, and say whether it plays.

    For a page on this machine the film waits for the coach, so that a slow computer shows the same
    lifts, only slower.

    Parameters
    ----------
    room
        The session's live stream.
    sample
        Which film.
    settings
        What the user has chosen.
    words
        In the user's language.
    """
    name = f"{room.prefix}sample-{sample.name}"
    if not is_within_reach():
        return show_browser_sample(name, room, sample, settings, words)
    if room.local is None or not room.local.is_running or room.film != name:
        room.start_local(sample, words, settings, name)
    room.speak(words)
    if room.local is not None:
        show_pictures(room.local, words)
    return True
