"""The lifting index under a film: the weight is typed in, and the index moves with the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from streamlit.testing.v1 import AppTest
from tests.doubles import NoModel
from tests.pages.app import html_of, make_page

from tilcoach.batch import Analysis, document_of
from tilcoach.coaching import JudgedLift, PersonRecordingResult, RecordingResult, Verdict
from tilcoach.config import Settings
from tilcoach.i18n import translator
from tilcoach.kinematics import PostureSeries, View, ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.pose import N_KEYPOINTS, PoseSeries, SourceInfo
from tilcoach.report import ReportSession, build_report, report_bytes
from tilcoach.session_files import json_text
from tilcoach.ui.components.session_state import VideoResult, Workspace

N = 150
TIME_S = np.arange(N) / 30
CHANGES = ("Neem de helft per keer", "Zet het dichterbij, vlak voor de voeten")


@pytest.fixture
def analysis(stooped: JudgedLift) -> Callable[..., Analysis]:
    """Make a film of a box that is lifted from 26 cm high to 96 cm, 45 cm before the ankles."""

    def make(view: ViewLabel = ViewLabel.SIDE, settings: Settings | None = None) -> Analysis:
        told = {field.name: np.zeros(N) for field in fields(PostureSeries)} | {
            "time_s": TIME_S,
            "load_distance_ratio": np.full(N, 0.257),
            "load_distance_m": np.full(N, 0.257 * 1.75),
            "grip_height_ratio": np.where(TIME_S < 2.5, 0.15, 0.55),
        }
        postures = PostureSeries(**told)
        lift = replace(stooped.lift, postures=postures.between(1.0, 5.0))
        poses = PoseSeries(
            np.random.default_rng(1).uniform(100, 400, (N, N_KEYPOINTS, 2)),
            np.zeros((N, N_KEYPOINTS, 3)),
            np.ones((N, N_KEYPOINTS)),
            TIME_S,
        )
        person = PersonRecordingResult(
            person=1,
            view=View(view, 3.0),
            poses=poses,
            postures=postures,
            phases=(LiftPhase.UPRIGHT,) * N,
            load_probability=np.ones(N),
            lifts=(replace(stooped, lift=lift),),
            warnings=(),
        )
        source = SourceInfo("krat.mp4", "ab" * 32, 5.0, 30.0, 640, 480, N)
        review = RecordingResult((person,), ())
        return Analysis(Path("krat.mp4"), source, settings or Settings(), review, 0)

    return make


@pytest.fixture
def page(analysis: Callable[..., Analysis]) -> Callable[..., AppTest]:
    def make(view: ViewLabel = ViewLabel.SIDE) -> AppTest:
        found, workspace = analysis(view), Workspace()
        text = json_text(document_of(found, NoModel()))
        (workspace.folder / "session.json").write_text(text, encoding="utf-8")
        for name in ("annotated.mp4", "frames.csv"):
            (workspace.folder / name).touch()
        at = make_page("film")
        at.session_state["video_result"] = VideoResult("Krat", found, workspace.folder, workspace)
        return at.run()

    return make


def weigh(at: AppTest, load_kg: float) -> AppTest:
    at.number_input(key="index-load_kg").set_value(load_kg)
    at.run()
    assert not at.exception
    return at


def text_of(at: AppTest) -> str:
    shown = [*at.caption, *at.markdown]
    return " ".join([html_of(at), *(str(element.value) for element in shown)])


def test_without_a_weight_it_is_asked_for(page: Callable[..., AppTest]) -> None:
    assert "Vul in hoe zwaar het is" in text_of(page())


def test_the_weight_gives_an_index_and_what_gains_most_first(page: Callable[..., AppTest]) -> None:
    said = text_of(weigh(page(), 15.0))
    assert "1,6 (van " in said  # 23 kg x 25/45 x .853 x .884 x .95 is 9.2 kg
    assert "Kijk eerst of dit tillen kan vervallen" in said
    places = [said.index(f"{words}: 1,6 wordt") for words in CHANGES]
    assert places == sorted(places)


def test_the_index_moves_with_what_is_chosen(page: Callable[..., AppTest]) -> None:
    at = weigh(page(), 15.0)
    assert "Zoals hierboven gekozen" not in text_of(at)
    at.button_group(key="index-changes").set_value(["half_weight"])
    assert not at.run().exception
    row = text_of(at).partition("Zoals hierboven gekozen")[2]
    assert "0,8 (van " in row[:120]


def test_the_index_moves_with_the_sliders(page: Callable[..., AppTest]) -> None:
    at = weigh(page(), 15.0)
    assert "Zoals u het instelde" not in text_of(at)
    at.slider(key="index-1-1-height").set_value(75.0)
    assert not at.run().exception
    row = text_of(at).partition("Zoals u het instelde")[2]
    assert "1,3 (van " in row[:120]  # 15 of 23 kg x 25/45 x 0.937 x 1.0: 96 cm high at the end
    at.slider(key="index-1-1-weight-15.0").set_value(8.0)
    assert not at.run().exception
    assert "0,7 (van " in text_of(at).partition("Zoals u het instelde")[2][:120]


def test_sliders_begin_where_the_load_was(page: Callable[..., AppTest]) -> None:
    at = weigh(page(), 15.0)
    begins = [slider.value for slider in at.slider if str(slider.key).startswith("index-")]
    assert begins == [45.0, 26.0, 15.0]


def test_from_where_it_cannot_be_judged_it_says_why(page: Callable[..., AppTest]) -> None:
    said = text_of(weigh(page(ViewLabel.FRONT), 15.0))
    assert translator("nl").verdict(Verdict.NOT_JUDGED) in said
    assert "film van opzij of schuin" in said
    assert "Wat als?" not in said


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (ViewLabel.SIDE, ("Tilindex", "zoals het ging", "Neem de helft per keer", "15,0 kg")),
        (ViewLabel.FRONT, ("Tilindex", "film van opzij of schuin")),
    ],
)
def test_the_report_holds_a_small_table(
    analysis: Callable[..., Analysis], view: ViewLabel, expected: tuple[str, ...]
) -> None:
    found = analysis(view, Settings(load_kg=15.0))
    session = ReportSession.of_review(document_of(found, NoModel()), found.review, date(2026, 3, 2))
    data = report_bytes(build_report([session], date(2026, 3, 2)), translator("nl"))
    pdf = pypdfium2.PdfDocument(data)
    said = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    for words in expected:
        assert words in said
