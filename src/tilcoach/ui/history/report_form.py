"""What a therapist adds to the report: the client number and a conclusion."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.live.session import local_now
from tilcoach.report import MOST_LETTERS_CLIENT, MOST_LETTERS_CONCLUSION, Dossier
from tilcoach.store import History, Profile, results_of
from tilcoach.ui.components.widgets import show_notice

CLIENT_NUMBER = "client_number"
"""Among a profile's settings: its number in the file system of the clinic."""


def show_report_form(history: History, profile: Profile, words: Translator) -> None:
    """Show the fields; the client number is saved with the profile, the conclusion is not."""
    with st.expander(words.text("Conclusion and client number, for the report")):
        st.text_input(
            words.text("Client number of the clinic; it may stay empty"),
            _client_number(profile),
            max_chars=MOST_LETTERS_CLIENT,
            key=_client_key(profile),
            on_change=lambda: _save_client_number(history, profile, words),
        )
        st.text_area(
            words.text("Your conclusion, in your own words"),
            max_chars=MOST_LETTERS_CONCLUSION,
            key=_conclusion_key(profile),
        )
        st.caption(
            words.text(
                "The plan that is followed, and what was done of it, stands in the report by "
                "itself."
            )
        )


def chosen_dossier(history: History, profile: Profile) -> Dossier:
    """Return what the fields hold now, with the plan of the profile."""
    saved = history.plans.followed(profile.number)
    number = st.session_state.get(_client_key(profile), _client_number(profile))
    return Dossier(
        client_number=" ".join(str(number or "").split()),
        conclusion=str(st.session_state.get(_conclusion_key(profile)) or "").strip(),
        plan=None if saved is None else results_of(history, saved, local_now().date()),
    )


def _client_number(profile: Profile) -> str:
    return str(profile.settings.get(CLIENT_NUMBER, ""))[:MOST_LETTERS_CLIENT]


def _save_client_number(history: History, profile: Profile, words: Translator) -> None:
    number = " ".join(str(st.session_state[_client_key(profile)] or "").split())
    settings = {k: v for k, v in profile.settings.items() if k != CLIENT_NUMBER}
    if number:
        settings[CLIENT_NUMBER] = number
    try:
        history.profiles.change(replace(profile, settings=settings))
    except TilcoachError as error:
        show_notice(words.error(error))


def _client_key(profile: Profile) -> str:
    return f"report_client_{profile.number}"


def _conclusion_key(profile: Profile) -> str:
    return f"report_conclusion_{profile.number}"
