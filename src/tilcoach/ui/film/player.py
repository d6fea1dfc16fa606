"""The film, or one frame of it with what was measured then."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tilcoach.batch import Analysis
from tilcoach.coaching import JudgedLift, PersonRecordingResult
from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.measures import MEASURES, Measure
from tilcoach.pose.arrays import Floats
from tilcoach.session_files import decisive_s
from tilcoach.ui.components.widgets import show_notice
from tilcoach.video import read_picture

_CURRENT = "moment_s"  # in the session: moment of the film; None while it plays
_STEP_S = 0.05


def current_s() -> float | None:
    """Return the moment of the film shown; None while it plays."""
    moment_s: float | None = st.session_state.get(_CURRENT)
    return moment_s


def seek(time_s: float) -> None:
    """Stop the film at a moment, from the next run of the page."""
    st.session_state[_CURRENT] = round(time_s / _STEP_S) * _STEP_S


def resume_playback() -> None:
    """Let the film play again."""
    st.session_state[_CURRENT] = None


def seek_button(judged: JudgedLift, key: str, words: Translator) -> None:
    """Show a button that seeks to the decisive moment of a lift."""
    st.button(
        words.text("Show the key moment"),
        key=key,
        icon=":material/center_focus_strong:",
        on_click=seek,
        args=(decisive_s(judged),),
    )


def show_player(film: Path, analysis: Analysis, words: Translator) -> None:
    """Show the film, or the frame where the user stopped it, with its measures."""
    if current_s() is None:
        st.video(film, autoplay=True, muted=True, loop=True)
        st.button(
            words.text("Look step by step"),
            icon=":material/pause:",
            on_click=seek,
            args=(0.0,),
        )
        return
    last_s = max(_STEP_S, _last_s(analysis))
    st.session_state[_CURRENT] = min(st.session_state[_CURRENT], last_s)
    picture = st.empty()
    time_s = st.slider(
        words.text("Moment in the film, in seconds"),
        0.0,
        last_s,
        step=_STEP_S,
        format="%.2f",
        key=_CURRENT,
    )
    _show_picture(film, time_s, picture, words)
    for person in analysis.review.people:
        st.html(_values(person, time_s, words, named=len(analysis.review.people) > 1))
    st.button(
        words.text("Back to the film"), icon=":material/play_arrow:", on_click=resume_playback
    )


def _last_s(analysis: Analysis) -> float:
    source = analysis.source
    return source.duration_s - 1 / source.frame_rate_hz if source.frame_rate_hz else 0.0


def _show_picture(film: Path, time_s: float, frame: DeltaGenerator, words: Translator) -> None:
    try:
        frame.image(read_picture(film, time_s), channels="BGR", width="stretch")
    except TilcoachError as error:
        show_notice(words.error(error))


def _values(person: PersonRecordingResult, time_s: float, words: Translator, *, named: bool) -> str:
    """Return the phase and the measures of a person at a moment, as one line of HTML."""
    parts = [words.text("Person {n}", n=person.person)] if named else []
    parts += [words.phase(person.phases[_nearest(person.poses.time_s, time_s)])]
    line = ", ".join([*parts, *_measured(person, time_s, words)])
    return f'<p class="tc-panel tc-note" role="status">{escape(line)}</p>'


def _measured(person: PersonRecordingResult, time_s: float, words: Translator) -> Iterator[str]:
    """Yield each finite measure that this view shows, with its name."""
    if person.postures is None:
        return
    row = _nearest(person.postures.time_s, time_s)
    for measure in MEASURES:
        value = float(getattr(person.postures, measure.field)[row])
        if np.isfinite(value) and person.view.label in measure.views:
            yield f"{words.measure(measure).lower()} {_quantity(value, measure, words)}"


def _quantity(value: float, measure: Measure, words: Translator) -> str:
    index = measure.unit == "index"
    return words.number(value) if index else words.quantity(value, measure.unit)


def _nearest(times_s: Floats, time_s: float) -> int:
    return int(np.argmin(np.abs(times_s - time_s)))
