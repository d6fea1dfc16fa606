"""The Video page: a film in, findings and files out, and nothing left behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.app import html_of, make_page

from tilcoach.batch import Analysis, document_of
from tilcoach.coaching import JudgedLift, PersonRecordingResult, RecordingResult, WarningCode
from tilcoach.config import Settings
from tilcoach.errors import ModelError
from tilcoach.estimation import ModelInfo
from tilcoach.i18n import translator
from tilcoach.kinematics import PostureSeries, View, ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.pose import N_KEYPOINTS, Pose, PoseSeries, SourceInfo, VideoFrame
from tilcoach.session_files import json_text
from tilcoach.store import History
from tilcoach.ui.components.session_state import VideoResult, Workspace
from tilcoach.video import VideoWriter


class BlindEstimator:
    """Sees nobody."""

    model = ModelInfo("blind", "0" * 64)

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        del frame
        return ()

    def close(self) -> None:
        """Nothing to free."""


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AppTest:
    """Run the page with a blind model, and temporary folders where the test can see them."""
    monkeypatch.setattr("tilcoach.ui.film.analysis.open_estimator", lambda *_: BlindEstimator())
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return make_page("film").run()


@pytest.fixture
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    with VideoWriter(path, 64, 48) as writer:
        for index in range(20):
            writer.write(np.full((48, 64, 3), 10 * index, np.uint8), index / 30)
    return path.read_bytes()


def upload(page: AppTest, name: str, content: bytes) -> AppTest:
    page.file_uploader[0].set_value((name, content, "video/mp4"))
    return page.run()


def folders(tmp_path: Path) -> list[Path]:
    return sorted(path for path in tmp_path.glob(".tilcoach.*.films") if path.is_dir())


def test_a_film_without_people_is_a_good_result(page: AppTest, film: bytes) -> None:
    upload(page, "leeg.mp4", film)
    assert not page.exception
    assert not page.warning
    assert page.subheader[0].value == "leeg.mp4"
    assert translator("nl").warning(WarningCode.NOBODY_SEEN) in [i.value for i in page.info]
    assert len(page.get("download_button")) == 3


def test_an_upload_is_analysed_once(page: AppTest, film: bytes, tmp_path: Path) -> None:
    upload(page, "leeg.mp4", film)
    before = folders(tmp_path)
    page.run()
    assert folders(tmp_path) == before
    assert len(before) == 1


def test_the_next_film_removes_the_one_before(page: AppTest, film: bytes, tmp_path: Path) -> None:
    upload(page, "een.mp4", film)
    (first,) = folders(tmp_path)
    upload(page, "twee.mp4", film)
    (second,) = folders(tmp_path)
    assert first != second
    assert page.subheader[0].value == "twee.mp4"


@pytest.mark.parametrize("content", [b"", b"this is no film", bytes(1000)])
def test_a_file_that_is_no_film_gets_a_sentence_and_leaves_nothing(
    page: AppTest, content: bytes, tmp_path: Path
) -> None:
    upload(page, "kapot.mp4", content)
    assert not page.exception
    (warning,) = page.warning
    assert "kapot.mp4" in warning.value
    assert folders(tmp_path) == []


def test_without_a_model_the_page_says_what_to_run(
    page: AppTest, film: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> BlindEstimator:
        sentence = "The {model} pose model is not on this machine: run `{command}`."
        raise ModelError(sentence, model="full", command="tilcoach models fetch")

    monkeypatch.setattr("tilcoach.ui.film.analysis.open_estimator", missing)
    upload(page, "leeg.mp4", film)
    assert [w.value for w in page.warning] == [
        "Het houdingsmodel full staat nog niet op deze computer: geef `tilcoach models fetch`."
    ]


@pytest.fixture
def make_result(
    postures: PostureSeries, stooped: JudgedLift, film: bytes
) -> Callable[..., VideoResult]:
    """Make what was found in a film of one stoop; ``lifts`` and ``warnings`` may be given."""

    def make(
        lifts: tuple[JudgedLift, ...] = (stooped,), warnings: tuple[WarningCode, ...] = ()
    ) -> VideoResult:
        n = len(postures)
        poses = PoseSeries(
            np.zeros((n, N_KEYPOINTS, 2)),
            np.zeros((n, N_KEYPOINTS, 3)),
            np.ones((n, N_KEYPOINTS)),
            postures.time_s,
        )
        phases = (LiftPhase.UPRIGHT,) * n
        view = View(ViewLabel.SIDE, 2.0)
        person = PersonRecordingResult(1, view, poses, postures, phases, np.ones(n), lifts, ())
        source = SourceInfo("bukken.mp4", "0" * 64, 10.0, 20.0, 64, 48, n)
        workspace = Workspace()
        path = workspace.store("bukken.mp4", film)
        for name in ("annotated.mp4", "frames.csv", "session.json"):
            workspace.store(name, film)
        review = RecordingResult((person,), warnings)
        analysis = Analysis(path, source, Settings(), review, 0)
        return VideoResult("Bukken", analysis, workspace.folder, workspace)

    return make


def test_every_lift_has_a_card_with_value_limit_reason_and_sentence(
    page: AppTest, make_result: Callable[..., VideoResult], stooped: JudgedLift
) -> None:
    second = replace(stooped, lift=replace(stooped.lift, number=2))
    page.session_state["video_result"] = make_result((stooped, second))
    html = html_of(page.run())
    assert not page.exception
    assert html.count('data-pattern="straight_legs" data-verdict="fout"') == 2
    assert "Tilbeweging 2, van 1,0 tot 5,0 s" in html
    assert any("ziet u van opzij" in caption.value for caption in page.caption)
    assert "Er kwam meer uit bukken dan bij de grens past. Knie" in html
    assert "schuin naar de camera" in html
    assert "Zak de volgende keer iets verder door uw knieën" in html
    keys = [str(chart.key) for chart in page.get("vega_lite_chart")]
    assert [key.split("-")[0] for key in keys] == ["timeline", *["curve"] * 4]


def test_a_film_without_a_lift_says_what_to_film(
    page: AppTest, make_result: Callable[..., VideoResult]
) -> None:
    page.session_state["video_result"] = make_result(lifts=())
    page.run()
    assert any("geen tilbeweging" in info.value for info in page.info)


def test_each_warning_is_shown_once(page: AppTest, make_result: Callable[..., VideoResult]) -> None:
    page.session_state["video_result"] = make_result(warnings=(WarningCode.DEFAULT_HEIGHT,) * 2)
    page.run()
    assert [info.value for info in page.info] == [
        translator("nl").warning(WarningCode.DEFAULT_HEIGHT)
    ]


def test_the_settings_reach_the_analysis(page: AppTest, film: bytes) -> None:
    page.number_input(key="height_cm").set_value(182.0)
    page.button_group(key="load").set_value("yes")
    upload(page, "leeg.mp4", film)
    settings = page.session_state["video_result"].analysis.settings
    assert settings.height_cm == 182
    assert settings.load == "yes"
    assert settings.language == "nl"


def save_button(page: AppTest) -> list[str]:
    return [button.label for button in page.button if "Voortgang" in button.label]


@pytest.fixture
def stoop_result(make_result: Callable[..., VideoResult]) -> Callable[..., VideoResult]:
    """Make what was found in a film of one stoop, with the document that goes with it."""

    def make(*_: object) -> VideoResult:
        film_result = make_result()
        document = document_of(film_result.analysis, BlindEstimator.model)
        (film_result.folder / "session.json").write_text(json_text(document), encoding="utf-8")
        return film_result

    return make


def test_findings_are_saved_by_a_button_and_once(
    page: AppTest, stoop_result: Callable[..., VideoResult], history: History
) -> None:
    page.session_state["video_result"] = stoop_result()
    page.run()
    assert not history.path.exists()
    (button,) = [button for button in page.button if "Voortgang" in button.label]
    button.click()
    page.run()
    assert not page.exception
    assert save_button(page) == []
    assert any("staan bij Voortgang" in caption.value for caption in page.caption)
    page.run()
    (session,) = history.sessions()
    assert session.document.source.name == "bukken.mp4"
    assert [lift.part.lift for lift in session.lifts] == [1]


@pytest.mark.parametrize(
    ("choice", "kept"), [("Vervangen wat bewaard is", 1), ("Allebei bewaren", 2)]
)
def test_a_film_that_was_saved_before_is_replaced_or_kept_by_choice(
    page: AppTest,
    film: bytes,
    stoop_result: Callable[..., VideoResult],
    history: History,
    monkeypatch: pytest.MonkeyPatch,
    choice: str,
    kept: int,
) -> None:
    monkeypatch.setattr("tilcoach.ui.film.analysis._analyse", stoop_result)
    page.selectbox(key="save").select("1")
    upload(page, "bukken.mp4", film)
    assert len(history.sessions()) == 1
    upload(page, "nog eens.mp4", film)  # the stand-in finds the same film in it
    assert len(history.sessions()) == 1  # nothing is replaced or added unasked
    assert any("al eerder bewaard" in caption.value for caption in page.caption)
    next(button for button in page.button if button.label == choice).click()
    page.run()
    assert len(history.sessions()) == kept
    assert any("staan bij Voortgang" in caption.value for caption in page.caption)


def test_a_film_without_a_lift_has_nothing_to_save(
    page: AppTest, film: bytes, history: History
) -> None:
    page.selectbox(key="save").select("1")
    upload(page, "leeg.mp4", film)
    assert save_button(page) == []
    assert history.sessions() == ()


def test_an_own_film_is_saved_by_itself_when_that_was_chosen(
    page: AppTest,
    film: bytes,
    stoop_result: Callable[..., VideoResult],
    history: History,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tilcoach.ui.film.analysis._analyse", stoop_result)
    upload(page, "bukken.mp4", film)
    assert not history.path.exists()
    page.selectbox(key="save").select("1")
    upload(page, "nog eens.mp4", film)
    assert len(history.sessions()) == 1
    assert save_button(page) == []


def test_a_history_that_is_in_use_is_reported_and_the_button_stays(
    page: AppTest, stoop_result: Callable[..., VideoResult], history: History
) -> None:
    history.profiles.add("Anna")
    page.session_state["video_result"] = stoop_result()
    page.run()
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        next(button for button in page.button if "Voortgang" in button.label).click()
        page.run()
    assert any("in gebruik" in info.value for info in page.info)
    assert len(save_button(page)) == 1


def test_a_slow_film_is_asked_about_and_looked_at_again(
    page: AppTest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("slow") / "slow.mp4"
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as file:
        file.metadata["com.android.capture.fps"] = "120"
        stream = file.add_stream("mpeg4", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for index in range(20):
            grey = np.full((48, 64, 3), 10 * index, np.uint8)
            file.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="bgr24")))
        file.mux(stream.encode(None))
    upload(page, "traag.mp4", path.read_bytes())
    words = translator("nl")
    assert words.warning(WarningCode.SLOW_MOTION) in [i.value for i in page.info]
    speed = next(b for b in page.button_group if str(b.key).startswith("slow-"))
    assert "4 keer" in speed.label
    assert speed.value is None
    speed.set_value(4.0)
    next(b for b in page.button if b.label == "Bekijk de film opnieuw").click()
    page.run()
    assert not page.exception
    assert words.warning(WarningCode.SLOW_MOTION) not in [i.value for i in page.info]
    result = page.session_state["video_result"]
    assert result.analysis.settings.film.slow_motion == 4.0
    assert result.analysis.source.duration_s == pytest.approx(20 / 120, abs=0.02)
