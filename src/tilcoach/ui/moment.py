"""One moment of a film: its picture with the drawing, and what was measured then."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tilcoach.batch import Analysis
from tilcoach.coaching import JudgedLift, Pattern, PersonReview
from tilcoach.errors import TilcoachError
from tilcoach.guiding import SHOWN_FROM
from tilcoach.kinematics import ViewLabel
from tilcoach.messages import Translator
from tilcoach.pose.arrays import Floats
from tilcoach.report import decisive_s
from tilcoach.ui.charts import plots
from tilcoach.ui.said import say
from tilcoach.video import read_picture

_SHOWN = "moment_s"  # where the user is in the film; None while it plays
_STEP_S = 0.05


def shown_s() -> float | None:
    """Return the moment of the film that is shown; None while it plays."""
    moment_s: float | None = st.session_state.get(_SHOWN)
    return moment_s


def go_to(time_s: float) -> None:
    """Stop the film at a moment, from the next run of the page on.

    Parameters
    ----------
    time_s
        Seconds since the first picture.
    """
    st.session_state[_SHOWN] = round(time_s / _STEP_S) * _STEP_S


def forget_moment() -> None:
    """Let the film play again, because another one came, or the user wants so."""
    st.session_state[_SHOWN] = None


def moment_button(judged: JudgedLift, key: str, words: Translator) -> None:
    """Show a button that goes to the moment that tells most of a lift.

    Parameters
    ----------
    judged
        The lift.
    key
        Unlike that of any other button.
    words
        In the user's language.
    """
    st.button(
        words.text("Show the moment that tells most"),
        key=key,
        icon=":material/center_focus_strong:",
        on_click=go_to,
        args=(decisive_s(judged),),
    )


def show_film(film: Path, analysis: Analysis, words: Translator) -> None:
    """Show the film, or the one picture of it that the user is at.

    Parameters
    ----------
    film
        With the drawing.
    analysis
        What was found in it.
    words
        In the user's language.
    """
    if shown_s() is None:
        st.video(film, autoplay=True, muted=True, loop=True)
        st.button(
            words.text("Look step by step"),
            icon=":material/pause:",
            on_click=go_to,
            args=(0.0,),
        )
        return
    last_s = max(_STEP_S, _last_s(analysis))
    st.session_state[_SHOWN] = min(st.session_state[_SHOWN], last_s)
    picture = st.empty()
    time_s = st.slider(
        words.text("Moment in the film, in seconds"),
        0.0,
        last_s,
        step=_STEP_S,
        format="%.2f",
        key=_SHOWN,
    )
    _show_picture(film, time_s, picture, words)
    for person in analysis.review.people:
        st.html(_values(person, time_s, words, named=len(analysis.review.people) > 1))
    st.button(words.text("Back to the film"), icon=":material/play_arrow:", on_click=forget_moment)


def _last_s(analysis: Analysis) -> float:
    source = analysis.source
    return source.duration_s - 1 / source.frame_rate_hz if source.frame_rate_hz else 0.0


def _show_picture(film: Path, time_s: float, place: DeltaGenerator, words: Translator) -> None:
    try:
        place.image(read_picture(film, time_s), channels="BGR", width="stretch")
    except TilcoachError as error:
        say(words.error(error))


def _values(person: PersonReview, time_s: float, words: Translator, *, named: bool) -> str:
    """Return what was measured of a person at a moment, as one line of HTML."""
    said = [words.text("Person {n}", n=person.person)] if named else []
    said += [words.phase(person.phases[_nearest(person.poses.time_s, time_s)])]
    line = ", ".join([*said, *_measured(person, time_s, words)])
    return f'<p class="tc-panel tc-note" role="status">{escape(line)}</p>'


def _measured(person: PersonReview, time_s: float, words: Translator) -> Iterator[str]:
    """Give each measure that could be had, and that this view shows, with its name."""
    if person.postures is None:
        return
    row = _nearest(person.postures.time_s, time_s)
    for plot in plots(words):
        for curve in plot.curves:
            value = float(getattr(person.postures, curve.field)[row])
            if np.isfinite(value) and _shows(person.view.label, curve.field):
                yield f"{curve.name.lower()} {_quantity(value, curve.field, words)}"


def _shows(view: ViewLabel, field: str) -> bool:
    """Return whether a measure can be told from this side."""
    return field not in _JUDGED_AS or _JUDGED_AS[field] in SHOWN_FROM[view]


_JUDGED_AS = {
    "trunk_rotation_deg": Pattern.TWIST_WITH_LOAD,
    "load_distance_ratio": Pattern.LOAD_FAR,
}


def _quantity(value: float, field: str, words: Translator) -> str:
    unit = field.rsplit("_", 1)[-1]
    return words.number(value) if unit == "index" else words.quantity(value, unit)


def _nearest(times_s: Floats, time_s: float) -> int:
    return int(np.argmin(np.abs(times_s - time_s)))
