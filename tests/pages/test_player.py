"""Moments of a film on the page Video: from a lift to its picture and its figures, and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.app import html_of, make_script

from tilcoach.batch import Analysis
from tilcoach.coaching import JudgedLift, PersonRecordingResult, RecordingResult
from tilcoach.config import Settings
from tilcoach.i18n import LANGUAGES, Language, translator
from tilcoach.kinematics import PostureSeries, View, ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.pose import N_KEYPOINTS, PoseSeries, SourceInfo
from tilcoach.video import VideoWriter

SCRIPT = """
import streamlit as st
from tilcoach.i18n import translator
from tilcoach.ui.film.player import seek_button, show_player
words = translator(st.session_state["lang"])
analysis = st.session_state["analysis"]
show_player(analysis.path, analysis, words)
for person in analysis.review.people:
    for judged in person.lifts:
        seek_button(judged, f"moment-{person.person}-{judged.lift.number}", words)
"""


@pytest.fixture
def analysis(tmp_path: Path, postures: PostureSeries, stooped: JudgedLift) -> Analysis:
    path = tmp_path / "annotated.mp4"
    with VideoWriter(path, 64, 48) as writer:
        for index in range(100):
            writer.write(np.full((48, 64, 3), 2 * index, np.uint8), index / 10)
    n = len(postures)
    poses = PoseSeries(
        np.zeros((n, N_KEYPOINTS, 2)),
        np.zeros((n, N_KEYPOINTS, 3)),
        np.ones((n, N_KEYPOINTS)),
        postures.time_s,
    )
    phases = tuple(LiftPhase.LIFTING if t >= 1 else LiftPhase.UPRIGHT for t in postures.time_s)
    view = View(ViewLabel.SIDE, 2.0)
    person = PersonRecordingResult(1, view, poses, postures, phases, np.ones(n), (stooped,), ())
    source = SourceInfo("film.mp4", "0" * 64, 10.0, 10.0, 64, 48, 100)
    return Analysis(path, source, Settings(), RecordingResult((person,), ()), 0)


def page(analysis: Analysis, language: Language = "nl") -> AppTest:
    at = make_script(SCRIPT, language, analysis=analysis).run()
    assert not at.exception
    return at


def press(at: AppTest, label: str) -> AppTest:
    (button,) = [button for button in at.button if button.label == label]
    button.click()
    at.run()
    assert not at.exception
    return at


def pictures(at: AppTest) -> int:
    return len(at.get("imgs") or at.get("image"))


def test_at_first_the_film_plays(analysis: Analysis) -> None:
    at = page(analysis)
    assert len(at.get("video")) == 1
    assert not at.slider


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lift_seeks_to_its_decisive_moment_and_back(
    language: Language, analysis: Analysis
) -> None:
    words = translator(language)
    at = press(page(analysis, language), words.text("Show the key moment"))
    assert at.slider[0].value == pytest.approx(1.5)  # the middle of what was seen, 1 to 2 s
    assert not at.get("video")
    assert pictures(at) == 1
    html = html_of(at)
    assert words.phase(LiftPhase.LIFTING) in html
    assert f"{words.text('Trunk').lower()} 46°" in html
    press(at, words.text("Back to the film"))
    assert len(at.get("video")) == 1
    assert not at.slider


def test_the_figures_follow_the_slider_and_leave_out_what_was_not_measured(
    analysis: Analysis,
) -> None:
    at = press(page(analysis), "Bekijk stap voor stap")
    assert at.slider[0].value == 0
    assert "Rechtop, romp 0°" in html_of(at)
    at.slider[0].set_value(4.5).run()
    html = html_of(at)
    assert "romp 61°" in html
    assert "knie" not in html  # a gap from 4 to 5 s
    assert "bukindex 0, draaiing 0°, afstand 20%" in html


def test_a_moment_beyond_the_film_is_its_end(analysis: Analysis, stooped: JudgedLift) -> None:
    (person,) = analysis.review.people
    later = tuple(replace(f, start_s=40.0, end_s=41.0) for f in stooped.findings)
    late = replace(stooped, findings=later)
    review = RecordingResult((replace(person, lifts=(late,)),), ())
    at = page(replace(analysis, review=review))
    press(at, "Toon het belangrijkste moment")
    assert at.slider[0].value == pytest.approx(9.9)


def test_a_film_that_is_gone_gets_a_sentence(analysis: Analysis) -> None:
    at = page(analysis)
    analysis.path.unlink()
    press(at, "Bekijk stap voor stap")
    assert any("annotated" in info.value for info in at.info)
