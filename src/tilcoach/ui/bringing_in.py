"""A place to drop an export, or the session.json of one film, so that it comes into the history."""

from __future__ import annotations

import streamlit as st

from tilcoach.errors import TilcoachError
from tilcoach.messages import Translator
from tilcoach.store import History, read_arrivals
from tilcoach.ui.keeping import local_now
from tilcoach.ui.said import say

_MOST_MB = 50  # an export of years is a tenth of it
_ROUND = "brought_in_rounds"  # a new key for each file, so that the place is empty again
_NEW = "brought_in_new"  # set for one run, so that the page can say it


def show_bringing_in(history: History, profile: int, words: Translator) -> None:
    """Show the place; what is dropped there is checked as a whole before anything is saved.

    Parameters
    ----------
    history
        Of this machine.
    profile
        The number of the profile for a single session, which knows none.
    words
        In the user's language.
    """
    st.session_state.setdefault(_ROUND, 0)
    upload = st.file_uploader(
        words.text("Bring back an export (zip) or a session.json"),
        ["zip", "json"],
        key=f"bring-in-{st.session_state[_ROUND]}",
        max_upload_size=_MOST_MB,
        help=words.text("What is here already stays as it is."),
    )
    if upload is not None:
        try:
            arrivals = read_arrivals(upload.getvalue(), upload.name, local_now())
            st.session_state[_NEW] = history.take_in(arrivals, profile)
        except TilcoachError as error:
            say(words.error(error))
        else:
            st.session_state[_ROUND] += 1
            st.rerun()
    if (new := st.session_state.pop(_NEW, None)) is not None:
        st.caption(
            words.plural(
                "{n} session was brought in; what was here already stays as it is.",
                "{n} sessions were brought in; what was here already stays as it is.",
                new,
            )
        )
