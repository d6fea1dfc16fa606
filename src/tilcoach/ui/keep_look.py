"""Saves what was found in a film: by itself when the user chose so, or by a button."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from tilcoach.batch import Analysis
from tilcoach.errors import TilcoachError
from tilcoach.messages import Translator
from tilcoach.report import SessionDocument
from tilcoach.store import History, new_lifts
from tilcoach.ui.keeping import local_now, saving_profile
from tilcoach.ui.said import say

_SAVED = "saved_look"  # the folder of the film whose findings were saved last


def keep_look(analysis: Analysis, folder: Path, profile: int, words: Translator) -> None:
    """Save what was found in a film, once; when that cannot be, say so and go on.

    Parameters
    ----------
    analysis
        What was found.
    folder
        Where its session.json lies.
    profile
        The number of the profile to save it under.
    words
        In the user's language.
    """
    if st.session_state.get(_SAVED) == folder or not _has_lifts(analysis):
        return
    document = SessionDocument.model_validate_json((folder / "session.json").read_bytes())
    try:
        lifts = tuple(new_lifts(analysis.review, words))
        History().add_session(profile, local_now(), document, lifts)
    except TilcoachError as error:
        say(words.error(error))
    else:
        st.session_state[_SAVED] = folder


def show_keeping(analysis: Analysis, folder: Path, words: Translator) -> None:
    """Show that the findings are saved, or a button that saves them; nothing without a lift.

    Parameters
    ----------
    analysis
        What was found.
    folder
        Where its session.json lies.
    words
        In the user's language.
    """
    if not _has_lifts(analysis):
        return
    place = st.empty()
    if st.session_state.get(_SAVED) != folder and place.button(
        words.text("Save the numbers under Progress"), icon=":material/bookmark_add:"
    ):
        keep_look(analysis, folder, saving_profile(), words)
    if st.session_state.get(_SAVED) == folder:
        place.caption(words.text("The numbers of this film are saved under Progress."))


def _has_lifts(analysis: Analysis) -> bool:
    return any(person.lifts for person in analysis.review.people)
