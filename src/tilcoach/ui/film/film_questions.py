"""What only the user knows of a film: slow motion, turned, mirrored; and looking again with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import streamlit as st

from tilcoach.batch import Analysis
from tilcoach.coaching import WarningCode
from tilcoach.i18n import Translator
from tilcoach.kinematics import quarter_turn_deg
from tilcoach.ui.components.session_state import VideoResult, Workspace
from tilcoach.ui.film.analysis import FilmChoice
from tilcoach.video import FilmChoices, QuarterTurn

_ASKED = {WarningCode.SLOW_MOTION, WarningCode.SIDEWAYS, WarningCode.MAYBE_MIRRORED}
_TIMES = (1.0, 2.0, 4.0, 8.0, 16.0)
_TURNS: tuple[QuarterTurn, ...] = (0, 90, 180, 270)


def ask_about_film(result: VideoResult, words: Translator) -> FilmChoices | None:
    """Show the questions about a film; return the answers when the user wants to look again."""
    analysis = result.analysis
    asked = bool(_ASKED & _codes(analysis))
    key = result.folder.parent.name  # the answers of one film are not those of the next
    with st.expander(words.text("Is the film as it should be?"), expanded=asked):
        times = _ask_speed(analysis, words, key)
        turn_deg = st.segmented_control(
            words.text("Turn the film clockwise"),
            _TURNS,
            default=_likely_turn(analysis),
            key=f"turn-{key}",
            required=True,
            format_func=lambda turn: f"{turn}°",
        )
        mirrored = st.checkbox(
            words.text("Left and right are swapped: the film is mirrored"),
            value=analysis.settings.film.mirrored,
            key=f"mirrored-{key}",
        )
        if st.button(words.text("Look at the film again"), icon=":material/replay:"):
            return FilmChoices(times, turn_deg or 0, mirrored)
    return None


def film_again(result: VideoResult) -> FilmChoice:
    """Return the same film, in a folder of its own when it was uploaded."""
    path, workspace = result.analysis.path, Workspace()
    if path.is_relative_to(result.workspace.folder):
        path = Path(shutil.copy(path, workspace.folder / path.name))
    return FilmChoice(result.title, path, workspace)


def _codes(analysis: Analysis) -> set[WarningCode]:
    people = (code for person in analysis.review.people for code in person.warnings)
    return {*analysis.review.warnings, *people}


def _ask_speed(analysis: Analysis, words: Translator, key: str) -> float | None:
    """Ask whether the film plays slowly; None while that is not answered."""
    said, likely = analysis.settings.film.slow_motion, analysis.slow_motion
    sentence = words.text("Is this slow motion?")
    if likely > 1:
        sentence = words.text(
            "Is this slow motion? It seems to play {times} times slower.",
            times=words.number(likely, 0 if likely.is_integer() else 1),
        )
    return st.segmented_control(
        sentence,
        sorted({*_TIMES, likely, said or 1.0}),
        default=said if likely > 1 else said or 1.0,
        key=f"slow-{key}",
        format_func=lambda times: (
            words.text("No")
            if times == 1
            else words.text("{times} times slower", times=f"{times:g}")
        ),
    )


def _likely_turn(analysis: Analysis) -> QuarterTurn:
    """Return how the film must be turned, on top of how it was."""
    now = analysis.settings.film.rotate_deg
    more = next((turn for p in analysis.review.people if (turn := quarter_turn_deg(p.poses))), 0)
    return _TURNS[(now + more) // 90 % 4]
