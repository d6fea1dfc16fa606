"""The report for the file, as the pages offer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from tests.pages.app import make_page

from tilcoach.batch import Analysis, document_of
from tilcoach.coaching import JudgedLift, PersonRecordingResult, RecordingResult
from tilcoach.config import Settings
from tilcoach.estimation import ModelInfo
from tilcoach.i18n import translator
from tilcoach.kinematics import PostureSeries, View, ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.plan import checked_plan, new_code
from tilcoach.pose import N_KEYPOINTS, PoseSeries, SourceInfo
from tilcoach.session_files import json_text
from tilcoach.store import History, new_lifts
from tilcoach.ui.components.session_state import VideoResult, Workspace

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
    person = PersonRecordingResult(1, view, poses, postures, phases, np.zeros(n), (stooped,), ())
    source = SourceInfo("bukken.mp4", "ab" * 32, 10.0, 20.0, 640, 480, n)
    return Analysis(Path("bukken.mp4"), source, Settings(), RecordingResult((person,), ()), 0)


def text_of(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def test_a_film_gives_a_report_with_its_skeleton(analysis: Analysis, offered: Offered) -> None:
    workspace = Workspace()
    document = document_of(analysis, MODEL)
    (workspace.folder / "session.json").write_text(json_text(document), encoding="utf-8")
    for name in ("annotated.mp4", "frames.csv"):
        (workspace.folder / name).touch()
    film_result = VideoResult("Bukken", analysis, workspace.folder, workspace)
    at = make_page("film")
    at.session_state["video_result"] = film_result
    assert not at.run().exception
    said = text_of(offered[TITLE]())
    assert "bukken.mp4" in said
    assert "Het belangrijkste moment, als skelet" in said
    assert "Getekend uit de gemeten hoeken." not in said


@pytest.fixture
def save(history: History, analysis: Analysis) -> Callable[[str], int]:
    def make(name: str) -> int:
        words = translator("nl")
        document = document_of(analysis, MODEL)
        of_its_own = {"name": name, "sha256": name.encode().hex().zfill(64)}
        source = document.source.model_copy(update=of_its_own)
        lifts = tuple(new_lifts(analysis.review, words))
        when = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
        return history.add_session(1, when, document.model_copy(update={"source": source}), lifts)

    return make


def test_a_saved_session_gives_a_report_with_its_note(
    history: History, save: Callable[[str], int], offered: Offered
) -> None:
    number = save("krat.mp4")
    assert not make_page("history").run().exception
    assert list(offered) == [TITLE]
    history.write_note(number, "Ging vlot, één keer gerust.")  # after the page was shown
    said = text_of(offered[TITLE]())
    assert "krat.mp4" in said
    assert "Ging vlot, één keer gerust." in said


def test_several_sessions_give_one_report(save: Callable[[str], int], offered: Offered) -> None:
    save("krat.mp4")
    save("doos.mp4")
    assert not make_page("history").run().exception
    said = text_of(offered["Verslag van al deze sessies (PDF)"]())
    assert "krat.mp4, doos.mp4" in said
    assert "krat.mp4" not in text_of(offered[TITLE]())  # of the newest alone


def test_the_client_number_is_saved_with_the_profile(
    history: History, save: Callable[[str], int]
) -> None:
    save("krat.mp4")
    at = make_page("history").run()
    (number,) = [field for field in at.text_input if field.label.startswith("Cliëntnummer")]
    number.set_value("  C-42 ")
    assert not at.run().exception
    (profile,) = history.profiles.all()
    assert profile.settings["client_number"] == "C-42"
    assert profile.lay_over(Settings()) == Settings()


def test_the_report_of_a_profile_holds_its_plan(
    history: History, save: Callable[[str], int], offered: Offered
) -> None:
    save("krat.mp4")
    plan = checked_plan({"code": new_code(), "made_on": "2026-03-02", "lift_what": "een krat"})
    history.plans.open(1, plan, date(2026, 3, 2))
    (profile,) = history.profiles.all()
    history.profiles.change(replace(profile, settings={"client_number": "C-42"}))
    assert not make_page("history").run().exception
    said = text_of(offered[TITLE]())
    assert "een krat" in said
    assert "Geoefend op 1 van" in said
    assert "C-42" in said
