"""The replay of the last lift: a large, slow player, and saving the clip."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from tilcoach.i18n import Translator
from tilcoach.live.replay_state import ReplayView
from tilcoach.replay import clip_bytes
from tilcoach.ui.replay.player import show_pictures

_BLUR, _WITH_FACE = "clip-blur", "clip-with-face"


def show_replay(view: ReplayView, on_close: Callable[[], None], words: Translator) -> None:
    """Show the last lift in a dialog until the user closes it."""

    @st.dialog(words.text("Your last lift, slowly"), width="large", on_dismiss=on_close)
    def dialog() -> None:
        with st.container(key="replay-open"):  # while it is open, keys.js presses nothing
            title = words.text("Your last lift, slowly")
            show_pictures(view.name, view.pictures, view.times_s, title, words)
            _show_save_controls(view, words)

    dialog()


def _show_save_controls(view: ReplayView, words: Translator) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        blurred = st.toggle(words.text("Make the face unrecognisable"), value=True, key=_BLUR)
        # A second choice: one slip of the mouse must not show a face.
        may_save = blurred or st.checkbox(words.text("Yes, the face may be seen"), key=_WITH_FACE)
        st.download_button(
            words.text("Save this film"),
            partial(clip_bytes, view.replay, with_face=not blurred),
            file_name="tilcoach-film.mp4",  # says nothing of the person
            mime="video/mp4",
            on_click="ignore",
            icon=":material/download:",
            disabled=not may_save,
            key="clip-save",
        )
    in_memory = words.text(
        "These pictures are in the memory of this computer only, and go when you close the "
        "summary of your session."
    )
    others = words.text("Somebody in the background, whom the coach does not follow, stays as is.")
    st.caption(f"{in_memory} {others}" if blurred else in_memory)
