"""The report for the file, as the pages offer it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from streamlit.testing.v1 import AppTest

from tilcoach.batch import Analysis, document_of
from tilcoach.coaching import JudgedLift, PersonReview, Review
from tilcoach.config import Settings
from tilcoach.estimation import ModelInfo
from tilcoach.kinematics import PostureSeries, View, ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.messages import translator
from tilcoach.pose import N_KEYPOINTS, PoseSeries, SourceInfo
from tilcoach.report import json_text
from tilcoach.store import History, new_lifts
from tilcoach.ui.result import Look
from tilcoach.ui.workspace import Workspace

Offered = dict[str, Callable[[], bytes]]
MODEL = ModelInfo("blind", "0" * 64)
TITLE = "Verslag voor het dossier (PDF)"


@pytest.fixture
def analysis(postures: PostureSeries, stooped: JudgedLift) -> Analysis:
    n = len(postures)
    poses = PoseSeries(
        np.random.default_rng(1).uniform(100, 400, (n, N_KEYPOINTS, 2)),
        np.zeros((n, N_KEYPOINTS, 3)),
        np.ones((n, N_KEYPOINTS)),
        postures.time_s,
    )
    view, phases = View(ViewLabel.SIDE, 3.0), (LiftPhase.UPRIGHT,) * n
    person = PersonReview(1, view, poses, postures, phases, np.zeros(n), (stooped,), ())
    source = SourceInfo("bukken.mp4", "ab" * 32, 10.0, 20.0, 640, 480, n)
    return Analysis(Path("bukken.mp4"), source, Settings(), Review((person,), ()), 0)


def page(name: str) -> AppTest:
    script = f"from tilcoach.ui.views.{name} import {name}\n{name}()\n"
    at = AppTest.from_string(script, default_timeout=30)
    at.session_state["lang"] = "nl"
    return at


def text_of(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def test_a_film_gives_a_report_with_its_skeleton(analysis: Analysis, offered: Offered) -> None:
    workspace = Workspace()
    document = document_of(analysis, MODEL)
    (workspace.folder / "session.json").write_text(json_text(document), encoding="utf-8")
    for name in ("annotated.mp4", "frames.csv"):
        (workspace.folder / name).touch()
    look = Look("Bukken", analysis, workspace.folder, workspace)
    at = page("video")
    at.session_state["look"] = look
    assert not at.run().exception
    said = text_of(offered[TITLE]())
    assert "bukken.mp4" in said
    assert "Het moment dat het meeste zegt, als skelet" in said
    assert "Getekend uit de gemeten hoeken." not in said


@pytest.fixture
def save(history: History, analysis: Analysis) -> Callable[[str], int]:
    def make(name: str) -> int:
        words = translator("nl")
        document = document_of(analysis, MODEL)
        source = document.source.model_copy(update={"name": name})
        lifts = tuple(new_lifts(analysis.review, words))
        when = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
        return history.add_session(1, when, document.model_copy(update={"source": source}), lifts)

    return make


def test_a_saved_session_gives_a_report_with_its_note(
    history: History, save: Callable[[str], int], offered: Offered
) -> None:
    number = save("krat.mp4")
    assert not page("progress").run().exception
    assert list(offered) == [TITLE]
    history.write_note(number, "Ging vlot, één keer gerust.")  # after the page was shown
    said = text_of(offered[TITLE]())
    assert "krat.mp4" in said
    assert "Ging vlot, één keer gerust." in said


def test_several_sessions_give_one_report(save: Callable[[str], int], offered: Offered) -> None:
    save("krat.mp4")
    save("doos.mp4")
    assert not page("progress").run().exception
    said = text_of(offered["Verslag van al deze sessies (PDF)"]())
    assert "krat.mp4, doos.mp4" in said
    assert "krat.mp4" not in text_of(offered[TITLE]())  # of the newest alone
