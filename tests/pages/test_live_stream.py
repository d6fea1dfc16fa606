"""Start and Stop of this machine's camera, and the choice between it and the browser's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from tests.live.waiting import LONG_S
from tests.pages.app import ROOT, make_app

from tilcoach.config import Settings
from tilcoach.errors import ModelError
from tilcoach.i18n import translator
from tilcoach.live import camera_stream, session
from tilcoach.live.session import LiveSession
from tilcoach.ui.live_view import source_choice
from tilcoach.video import FILM_VARIABLE


@pytest.fixture
def film(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give this machine a camera, and a coach without a model."""
    path = ROOT / "sample_videos" / "squat_close.mp4"
    monkeypatch.setenv(FILM_VARIABLE, str(path))

    def missing(*_: object) -> None:
        message = "There is no pose model: run `tilcoach models fetch`."
        raise ModelError(message)

    monkeypatch.setattr(session, "open_estimator", missing)
    return path


@pytest.fixture
def app(
    film: Path, streams: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    assert film.is_file()
    assert streams == []
    monkeypatch.setattr(
        source_choice, "can_reach_camera", lambda _ip: True
    )  # here, a page has no browser
    monkeypatch.setattr(camera_stream, "FIRST_VIEWER_S", 1e6)  # and nobody comes for the pictures
    at = make_app(source="camera")
    yield at
    if "live_session" in at.session_state:
        session_of(at).stop()


def session_of(at: AppTest) -> LiveSession:
    session: LiveSession = at.session_state["live_session"]
    return session


def start(app: AppTest) -> LiveSession:
    app.run()
    app.button(key="start").click().run()
    return session_of(app)


def test_the_camera_of_this_machine_waits_for_its_start_button(
    app: AppTest, streams: list[dict[str, Any]]
) -> None:
    app.run()
    assert not app.exception
    assert app.button(key="start").label == "Start"
    assert session_of(app).stream is None
    assert streams == []


def test_start_opens_it_and_stop_lets_it_go(app: AppTest) -> None:
    session = start(app)
    assert not app.exception
    stream = session.stream
    assert stream is not None
    assert stream.next_jpeg(LONG_S) is not None
    app.button(key="stop").click().run()
    assert stream.join(LONG_S)
    assert not stream.is_running
    assert app.button(key="start").label == "Start"


def test_a_new_start_brings_a_new_secret(app: AppTest) -> None:
    session = start(app)
    first = session.stream
    app.button(key="stop").click().run()
    app.button(key="start").click().run()
    assert first is not None
    assert session.stream is not None
    assert first.token != session.stream.token


def test_a_stream_that_has_ended_by_itself_offers_start_again(app: AppTest) -> None:
    session = start(app)
    assert session.stream is not None
    session.stream.stop()
    app.run()
    assert app.button(key="start").label == "Start"


def test_the_sample_film_replaces_the_camera_and_is_replaced_by_it(app: AppTest) -> None:
    session = start(app)
    camera = session.stream
    app.button_group(key="source").set_value("sample").run()
    film = session.stream
    assert camera is not None
    assert film is not None
    assert not camera.is_running
    assert film.is_sample
    assert film.next_jpeg(LONG_S) is not None
    app.run()
    assert session.stream is film  # the page reran, and the film continues
    app.button_group(key="source").set_value("camera").run()
    assert not film.is_running
    assert app.button(key="start").label == "Start"


def test_another_film_replaces_the_first(app: AppTest) -> None:
    app.query_params["source"] = "sample"
    app.run()
    session = session_of(app)
    first = session.stream
    app.selectbox(key="film").select("load_far").run()
    assert first is not None
    assert session.stream is not None
    assert not first.is_running
    assert session.stream.is_running
    assert session.sample_key == "sample-load_far"


def test_the_browsers_camera_can_be_chosen_and_stands_in_the_address(
    app: AppTest, film: Path, streams: list[dict[str, Any]]
) -> None:
    app.run()
    choice = app.selectbox(key="cam")
    assert choice.options == [film.stem, "Laat de browser kiezen"]
    choice.select("browser").run()
    assert streams[-1]["key"] == "camera"
    assert app.query_params["cam"] == "browser"


def test_a_camera_that_is_unplugged_while_it_runs_stays_chosen(
    app: AppTest, streams: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start(app)
    monkeypatch.setenv(FILM_VARIABLE, "")
    app.run()
    assert session.stream is not None
    assert session.stream.is_running
    assert app.button(key="stop").label == "Stop"
    assert streams == []


def test_without_a_camera_here_the_browser_is_asked(
    app: AppTest, streams: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FILM_VARIABLE, "")
    app.run()
    assert streams[-1]["key"] == "camera"


def test_where_the_route_is_not_served_the_browser_is_asked(
    film: Path, streams: list[dict[str, Any]]
) -> None:
    assert film.is_file()
    at = make_app(source="camera")
    at.run()
    assert streams[-1]["key"] == "camera"


def test_new_settings_apply_without_a_new_start(app: AppTest) -> None:
    session = start(app)
    stream, before = session.stream, session.processor
    assert stream is not None
    assert before is not None
    session.replace_processor(translator("nl"), Settings(model="lite"))
    assert before.has_ended
    assert stream.processor is session.processor is not before
    assert stream.is_running
    assert stream.next_jpeg(LONG_S) is not None
