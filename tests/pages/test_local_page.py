"""Start and Stop of this machine's camera, and the choice between it and the browser's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import tilcoach
from tilcoach.config import Settings
from tilcoach.errors import ModelError
from tilcoach.messages import translator
from tilcoach.ui import live_stream
from tilcoach.ui.live_stream import LiveRoom
from tilcoach.ui.local_camera import page, stream
from tilcoach.video import FILM_VARIABLE

ROOT = Path(tilcoach.__file__).parents[2]
PATIENCE_S = 180  # on a busy computer the first run imports for half a minute
LONG_S = 10.0


@pytest.fixture
def film(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give this machine a camera, and a coach without a model."""
    path = ROOT / "sample_videos" / "squat_close.mp4"
    monkeypatch.setenv(FILM_VARIABLE, str(path))

    def missing(*_: object) -> None:
        message = "There is no pose model: run `tilcoach models fetch`."
        raise ModelError(message)

    monkeypatch.setattr(live_stream, "open_estimator", missing)
    return path


@pytest.fixture
def app(
    film: Path, streams: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    assert film.is_file()
    assert streams == []
    monkeypatch.setattr(page, "can_reach", lambda _ip: True)  # here, a page has no browser
    monkeypatch.setattr(stream, "FIRST_VISIT_S", 1e6)  # and nobody comes for the pictures
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S)
    at.query_params["source"] = "camera"
    yield at
    if "room" in at.session_state:
        room_of(at).stop()


def room_of(at: AppTest) -> LiveRoom:
    room: LiveRoom = at.session_state["room"]
    return room


def start(app: AppTest) -> LiveRoom:
    app.run()
    app.button(key="start").click().run()
    return room_of(app)


def test_the_camera_of_this_machine_waits_for_its_start_button(
    app: AppTest, streams: list[dict[str, Any]]
) -> None:
    app.run()
    assert not app.exception
    assert app.button(key="start").label == "Start"
    assert room_of(app).local is None
    assert streams == []


def test_start_opens_it_and_stop_lets_it_go(app: AppTest) -> None:
    room = start(app)
    assert not app.exception
    local = room.local
    assert local is not None
    assert local.next_picture(LONG_S) is not None
    app.button(key="stop").click().run()
    assert local.join(LONG_S)
    assert not local.is_running
    assert app.button(key="start").label == "Start"


def test_a_new_start_brings_a_new_secret(app: AppTest) -> None:
    room = start(app)
    first = room.local
    app.button(key="stop").click().run()
    app.button(key="start").click().run()
    assert first is not None
    assert room.local is not None
    assert first.token != room.local.token


def test_a_stream_that_has_ended_by_itself_offers_start_again(app: AppTest) -> None:
    room = start(app)
    assert room.local is not None
    room.local.stop()
    app.run()
    assert app.button(key="start").label == "Start"


def test_the_sample_film_takes_its_place_and_gives_it_back(app: AppTest) -> None:
    room = start(app)
    camera = room.local
    app.button_group(key="source").set_value("sample").run()
    film = room.local
    assert camera is not None
    assert film is not None
    assert not camera.is_running
    assert film.is_sample
    assert film.next_picture(LONG_S) is not None
    app.run()
    assert room.local is film  # the page was drawn anew, and the film goes on
    app.button_group(key="source").set_value("camera").run()
    assert not film.is_running
    assert app.button(key="start").label == "Start"


def test_another_film_takes_the_place_of_the_first(app: AppTest) -> None:
    app.query_params["source"] = "sample"
    app.run()
    room = room_of(app)
    first = room.local
    app.selectbox(key="film").select("load_far").run()
    assert first is not None
    assert room.local is not None
    assert not first.is_running
    assert room.local.is_running
    assert room.film == "sample-load_far"


def test_the_browsers_camera_can_be_chosen_and_stands_in_the_address(
    app: AppTest, film: Path, streams: list[dict[str, Any]]
) -> None:
    app.run()
    choice = app.selectbox(key="cam")
    assert choice.options == [film.stem, "Laat de browser kiezen"]
    choice.select("browser").run()
    assert streams[-1]["key"] == "camera"
    assert app.query_params["cam"] == "browser"


def test_a_camera_that_is_unplugged_while_it_runs_keeps_its_place(
    app: AppTest, streams: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = start(app)
    monkeypatch.setenv(FILM_VARIABLE, "")
    app.run()
    assert room.local is not None
    assert room.local.is_running
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
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S)
    at.query_params["source"] = "camera"
    at.run()
    assert streams[-1]["key"] == "camera"


def test_another_coach_takes_over_without_a_new_start(app: AppTest) -> None:
    room = start(app)
    local, before = room.local, room.processor
    assert local is not None
    assert before is not None
    room.renew(translator("nl"), Settings(model="lite"))
    assert before.has_ended
    assert local.processor is room.processor is not before
    assert local.is_running
    assert local.next_picture(LONG_S) is not None
