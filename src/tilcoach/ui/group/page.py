"""Groep: several people at once or in turn, with tags instead of names; nothing is saved."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from tilcoach.config import PERSONS
from tilcoach.guidance import Command, GroupMode, GroupState
from tilcoach.i18n import Translator
from tilcoach.live.group_session import GroupSession
from tilcoach.live.live_state import LiveSnapshot
from tilcoach.ui.components.preferences import current_translator
from tilcoach.ui.group.films import has_films, show_films
from tilcoach.ui.group.totals import badge, group_table, live_rows, show_folder_totals
from tilcoach.ui.live_view.controls import choose_stream, listen_to_keys
from tilcoach.ui.live_view.live_stream import show_stream
from tilcoach.ui.live_view.panel import live_panel
from tilcoach.ui.voice import show_voice_controls, speak_guidance

_REFRESH_S = 0.5  # as on the page Practise


def show_page() -> None:
    """Show the page."""
    words = current_translator()
    session: GroupSession = st.session_state.setdefault("group_session", GroupSession())
    listen_to_keys()
    mode = _choose_mode(words)
    if mode is not session.group_mode:
        session.stop()  # tags of one mode mean nothing in the other
        session.group_mode = mode
    left, right = st.columns(2, gap="medium")
    with left:
        playing = _show_picture(session, words)
        if playing:
            _show_controls(session, words)
    with right:
        if mode is GroupMode.IN_TURN:
            show_voice_controls(words)
        if playing:
            _show_panel(session, words)
        else:
            _show_steps(mode, words)
    with st.expander(words.text("Many films, one after the other"), expanded=has_films()):
        show_films(words)
    with st.expander(words.text("A folder of films together")):
        show_folder_totals(words)


def _choose_mode(words: Translator) -> GroupMode:
    names = {
        GroupMode.IN_TURN: words.text("One after the other"),
        GroupMode.AT_ONCE: words.text("Up to four at once"),
    }
    chosen = st.segmented_control(
        words.text("How does the group practise?"),
        list(GroupMode),
        key="group_mode",
        default=GroupMode.IN_TURN,
        required=True,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        persist_state="session",
    )
    return GroupMode(chosen or GroupMode.IN_TURN)


def _show_picture(session: GroupSession, words: Translator) -> bool:
    sample, settings, _ = choose_stream(session, words)
    persons = PERSONS[1] if session.group_mode is GroupMode.AT_ONCE else 1
    # The height is one person's, not everybody's.
    settings = replace(settings, persons=persons, height_cm=None)
    return show_stream(session, sample, settings, words)


def _show_controls(session: GroupSession, words: Translator) -> None:
    in_turn = session.group_mode is GroupMode.IN_TURN
    with st.container(horizontal=True):
        if in_turn:
            st.button(
                words.text("Next person"),
                key="next",
                type="primary",
                icon=":material/person_add:",
                on_click=session.next_person,
            )
        st.button(
            words.text("Pause, or go on"),
            key="pause",
            icon=":material/pause:",
            on_click=session.send,
            args=(Command.PAUSE_OR_GO,),
        )
    if in_turn:
        st.caption(
            words.text(
                "Next person: raise one hand for a second, or press N. Pause: press the space bar."
            )
        )


def _show_panel(session: GroupSession, words: Translator) -> None:
    @st.fragment(run_every=_REFRESH_S)
    def panel() -> None:
        snapshot, state = session.state.snapshot(), session.group
        if state is None or state.mode is GroupMode.IN_TURN:
            _show_turn(snapshot, state, words)
        if session.group_mode is GroupMode.IN_TURN:
            speak_guidance(session.state.stream_id, snapshot.guidance)
        if state is not None and state.members:
            st.html(group_table(live_rows(state, words), words, words.text("Who")))
        elif state is not None:
            st.html(
                _step(words.text("Stand upright, in view from head to feet: you get a number."))
            )

    panel()


def _show_turn(snapshot: LiveSnapshot, state: GroupState | None, words: Translator) -> None:
    now = f'<p class="tc-turn">{badge(state.turn, words)}</p>' if state else ""
    st.html(f'<div class="tc-panel">{now}</div>{live_panel(snapshot, words)}')


def _show_steps(mode: GroupMode, words: Translator) -> None:
    steps = {
        GroupMode.IN_TURN: words.text(
            "One person stands before the camera and lifts a few times. Then the next one comes."
        ),
        GroupMode.AT_ONCE: words.text(
            "Stand beside each other, with room between you, all in view from head to feet."
        ),
    }
    st.html(_step(steps[mode]))
    st.caption(
        words.text(
            "Everybody gets a number and a colour: no names, and nothing is saved. Who comes back "
            "within five minutes is known by the clothes, and keeps the number."
        )
        if mode is GroupMode.AT_ONCE
        else words.text("Everybody gets a number and a colour: no names, and nothing is saved.")
    )


def _step(sentence: str) -> str:
    return f'<div class="tc-panel"><p class="tc-next">{escape(sentence)}</p></div>'
