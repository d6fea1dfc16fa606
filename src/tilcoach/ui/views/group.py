"""Groep: several people at once or in turn, with tags instead of names; nothing is saved."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from tilcoach.config import PERSONS
from tilcoach.guiding import GroupState, GroupWay, Wish
from tilcoach.messages import Translator
from tilcoach.ui.choices import choose_settings
from tilcoach.ui.controls import choose_more, chosen_feedback, listen_to_keys
from tilcoach.ui.group_panel import badge, group_table, live_rows
from tilcoach.ui.group_results import show_results
from tilcoach.ui.group_room import GroupRoom
from tilcoach.ui.language import spoken
from tilcoach.ui.live_camera import show_camera
from tilcoach.ui.live_panel import live_panel
from tilcoach.ui.live_sample import show_sample
from tilcoach.ui.live_slot import LiveSnapshot
from tilcoach.ui.samples import read_samples
from tilcoach.ui.source_choice import choose_sample, choose_source
from tilcoach.ui.voice import say_guidance, show_voice

_REFRESH_S = 0.5  # as on the page Practise


def group() -> None:
    """Show the page."""
    words = spoken()
    room: GroupRoom = st.session_state.setdefault("group_room", GroupRoom())
    listen_to_keys()
    way = _choose_way(words)
    if way is not room.way:
        room.stop()  # who stood there in turn is nobody at once
        room.way = way
    left, right = st.columns(2, gap="medium")
    with left:
        playing = _show_picture(room, words)
        if playing:
            _show_controls(room, words)
    with right:
        if way is GroupWay.IN_TURN:
            show_voice(words)
        if playing:
            _show_panel(room, words)
        else:
            _show_steps(way, words)
    with st.expander(words.text("A folder of films together")):
        show_results(words)


def _choose_way(words: Translator) -> GroupWay:
    names = {
        GroupWay.IN_TURN: words.text("One after the other"),
        GroupWay.AT_ONCE: words.text("Up to four at once"),
    }
    chosen = st.segmented_control(
        words.text("How does the group practise?"),
        list(GroupWay),
        key="group_way",
        default=GroupWay.IN_TURN,
        required=True,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        persist_state="session",
    )
    return GroupWay(chosen or GroupWay.IN_TURN)


def _show_picture(room: GroupRoom, words: Translator) -> bool:
    samples = read_samples()
    first, second, third = st.columns([8, 7, 5])
    with first:
        source = choose_source(words, samples)
    with third:
        settings = choose_settings(words, lambda: choose_more(words))
    room.guide_by(chosen_feedback())
    persons = PERSONS[1] if room.way is GroupWay.AT_ONCE else 1
    settings = replace(settings, persons=persons, height_cm=None)  # of one person, and not of all
    if source == "sample":
        with second:
            sample = choose_sample(samples, words)
        return show_sample(room, sample, settings, words)
    return show_camera(room, settings, words)


def _show_controls(room: GroupRoom, words: Translator) -> None:
    in_turn = room.way is GroupWay.IN_TURN
    with st.container(horizontal=True):
        if in_turn:
            st.button(
                words.text("Next person"),
                key="next",
                type="primary",
                icon=":material/person_add:",
                on_click=room.next_person,
            )
        st.button(
            words.text("Pause, or go on"),
            key="pause",
            icon=":material/pause:",
            on_click=room.wish,
            args=(Wish.PAUSE_OR_GO,),
        )
    if in_turn:
        st.caption(
            words.text(
                "Next person: raise one hand for a second, or press N. Pause: press the space bar."
            )
        )


def _show_panel(room: GroupRoom, words: Translator) -> None:
    @st.fragment(run_every=_REFRESH_S)
    def panel() -> None:
        snapshot, state = room.slot.snapshot(), room.group
        if state is None or state.way is GroupWay.IN_TURN:
            _show_turn(snapshot, state, words)
        if room.way is GroupWay.IN_TURN:
            say_guidance(room.slot.stream, snapshot.guidance)
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


def _show_steps(way: GroupWay, words: Translator) -> None:
    steps = {
        GroupWay.IN_TURN: words.text(
            "One person stands before the camera and lifts a few times. Then the next one comes."
        ),
        GroupWay.AT_ONCE: words.text(
            "Stand beside each other, with room between you, all in view from head to feet."
        ),
    }
    st.html(_step(steps[way]))
    st.caption(
        words.text(
            "Everybody gets a number and a colour: no names, and nothing is saved. Who is out of "
            "view for more than two seconds comes back with a new number."
        )
        if way is GroupWay.AT_ONCE
        else words.text("Everybody gets a number and a colour: no names, and nothing is saved.")
    )


def _step(sentence: str) -> str:
    return f'<div class="tc-panel"><p class="tc-next">{escape(sentence)}</p></div>'
