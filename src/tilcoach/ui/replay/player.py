"""The slow player of pictures that are in memory only."""

from __future__ import annotations

from collections.abc import Sequence

from tilcoach.i18n import Translator
from tilcoach.ui.components.widgets import load_component


def show_pictures(
    name: str, pictures: Sequence[str], times_s: Sequence[float], title: str, words: Translator
) -> None:
    """Play pictures slowly, to freeze and to step through.

    Parameters
    ----------
    name
        Unique per set of pictures: another name starts the player again.
    pictures
        JPEG in base64.
    times_s
        When each is shown, in seconds since the first.
    title
        What they show, for who cannot see them.
    words
        The user's language.
    """
    load_component(__package__, "player")(
        key="player",
        data={
            "name": name,
            "language": words.language,
            "pictures": pictures,
            "times_s": times_s,
            "words": {
                "picture": title,
                "play": words.text("Play"),
                "freeze": words.text("Freeze"),
                "back": words.text("One picture back"),
                "on": words.text("One picture on"),
                "moment": words.text("Moment in the lift"),
                "speed": words.text("Speed"),
                "speeds": [words.text("Normal"), words.text("Half"), words.text("A quarter")],
            },
        },
    )
