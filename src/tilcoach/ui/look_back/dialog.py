"""The last lift at large size, and the choice to keep it: each time anew, without the face."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from tilcoach.messages import Translator
from tilcoach.replay import clip_bytes
from tilcoach.ui.look_back.component import show_player
from tilcoach.ui.look_back.looked_at import LookedAt

_BLUR, _SEEN = "clip-blur", "clip-with-face"


def show_look_back(looked_at: LookedAt, on_close: Callable[[], None], words: Translator) -> None:
    """Lay the last lift over the page, until the user closes it.

    Parameters
    ----------
    looked_at
        The lift.
    on_close
        Called when the user closes it.
    words
        In the user's language.
    """

    @st.dialog(words.text("Your last lift, slowly"), width="large", on_dismiss=on_close)
    def look_back() -> None:
        with st.container(key="look-back-shown"):  # while it is there, keys.js presses nothing
            show_player(looked_at, words)
            _show_saving(looked_at, words)

    look_back()


def _show_saving(looked_at: LookedAt, words: Translator) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        blurred = st.toggle(words.text("Make the face unrecognisable"), value=True, key=_BLUR)
        # A second choice: one slip of the hand does not show a face.
        sure = blurred or st.checkbox(words.text("Yes, the face may be seen"), key=_SEEN)
        st.download_button(
            words.text("Save this film"),
            partial(clip_bytes, looked_at.replay, with_face=not blurred),
            file_name="tilcoach-film.mp4",  # says nothing of the person
            mime="video/mp4",
            on_click="ignore",
            icon=":material/download:",
            disabled=not sure,
            key="clip-save",
        )
    kept = words.text(
        "These pictures are in the memory of this computer only, and go at your next lift."
    )
    others = words.text("Somebody in the background, whom the coach does not follow, stays as is.")
    st.caption(f"{kept} {others}" if blurred else kept)
