"""Two lifts as moving pictures beside each other, in step."""

from __future__ import annotations

from base64 import b64encode
from uuid import uuid4

import streamlit as st

from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.replay import LiftFilm, side_by_side
from tilcoach.ui.compare.charts import pair_names
from tilcoach.ui.compare.lift_sources import ComparableLift
from tilcoach.ui.components.widgets import show_notice
from tilcoach.ui.replay.player import show_pictures


def show_together(first: ComparableLift, second: ComparableLift, words: Translator) -> None:
    """Show the button that plays both lifts; without movement to draw, say so."""
    films = first.film(), second.film()
    if films[0] is None or films[1] is None:
        st.caption(
            words.text(
                "These two cannot be played side by side: of at least one no picture was kept, "
                "and trunk and knees were not seen well enough to draw it."
            )
        )
        return
    if st.button(words.text("Play side by side"), key="together", icon=":material/play_circle:"):
        _open_dialog(films[0], films[1], words)


def _open_dialog(first: LiftFilm, second: LiftFilm, words: Translator) -> None:
    title = words.text("Both lifts, in the same phase")

    @st.dialog(title, width="large")
    def dialog() -> None:
        try:
            with st.spinner(words.text("Drawing both lifts")):
                pair = side_by_side(first, second, pair_names(words))
        except TilcoachError as error:  # the film is no longer there
            show_notice(words.error(error))
            return
        # Not kept for the next time: pictures of the camera go when the user has done with them.
        pictures = tuple(b64encode(jpeg).decode() for jpeg in pair.jpegs)
        show_pictures(uuid4().hex, pictures, pair.times_s, title, words)
        st.caption(_explanation(first, second, words))

    dialog()


def _explanation(first: LiftFilm, second: LiftFilm, words: Translator) -> str:
    """Return what to know of the pictures, in a few sentences."""
    said = words.text(
        "Both begin, grasp and come upright at the same moment, so one may go faster here than "
        "it went."
    )
    if first.frames is None or second.frames is None:
        said += " " + words.text(
            "Where no picture was kept, the body is drawn from what was measured: trunk and knees "
            "as they were, the rest about so."
        )
    return said
