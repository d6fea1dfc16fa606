"""The telephone as the camera, on the pages Practise and Group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from tests.live.waiting import LONG_S, wait_for
from tests.pages.app import component_data, html_of, make_app, make_page
from tests.phone.conftest import port_of
from tests.phone.player import PhonePlayer
from tests.ports import listens

from tilcoach.errors import ModelError
from tilcoach.i18n import LANGUAGES, Language, translator
from tilcoach.live import camera_stream, group_session, session
from tilcoach.live.session import LiveSession
from tilcoach.phone.camera import ADDRESS_VARIABLE, NOT_YET, PhoneCamera, PhoneState
from tilcoach.phone.pairing import CODE_S
from tilcoach.ui.live_view import source_choice
from tilcoach.ui.live_view.phone import browser_steps, phone_steps
from tilcoach.video import FILM_VARIABLE


@pytest.fixture
def machine(streams: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a machine without a camera and without a model, whose own browser shows the page."""
    assert streams == []
    monkeypatch.setenv(FILM_VARIABLE, "")
    monkeypatch.setenv(ADDRESS_VARIABLE, "127.0.0.1")

    def missing(*_: object) -> None:
        message = "There is no pose model: run `tilcoach models fetch`."
        raise ModelError(message)

    monkeypatch.setattr(session, "open_estimator", missing)
    monkeypatch.setattr(group_session, "open_estimator", missing)
    monkeypatch.setattr(source_choice, "can_reach_camera", lambda _ip: True)
    monkeypatch.setattr(camera_stream, "FIRST_VIEWER_S", 1e6)


@pytest.fixture
def app(machine: None) -> Iterator[AppTest]:
    assert machine is None
    at = make_app(source="camera")
    yield at
    end(at, "live_session")


def end(at: AppTest, key: str) -> None:
    """End the stream of a page."""
    found: LiveSession = at.session_state[key]
    found.stop()
    if found.stream is not None:
        assert found.stream.join(LONG_S)


def phone_of(app: AppTest, key: str = "live_session") -> PhoneCamera:
    live: LiveSession = app.session_state[key]
    assert live.stream is not None
    assert live.stream.phone is not None
    return live.stream.phone


def asked(app: AppTest, key: str = "live_session") -> PhoneCamera:
    """Press the button, and return the telephone once its port is open."""
    app.run()
    app.button(key="use-phone").click().run()
    phone = phone_of(app, key)
    wait_for(lambda: phone.state is PhoneState.WAITING)
    app.run()
    assert not app.exception
    return phone


def test_the_code_is_shown_when_asked_for_and_stop_closes_the_port(app: AppTest) -> None:
    phone = asked(app)
    html = html_of(app)
    assert phone.link in html
    assert "data:image/svg+xml" in html
    assert phone.fingerprint in html
    snapshot = app.session_state["live_session"].state.snapshot
    wait_for(lambda: snapshot().camera_error is NOT_YET)
    assert "Scan de code met uw telefoon" in html_of(app.run())
    wait_for(lambda: listens("127.0.0.1", port_of(phone)))
    app.button(key="stop").click().run()
    assert app.button(key="use-phone").label == "Gebruik mijn telefoon"
    wait_for(lambda: not listens("127.0.0.1", port_of(phone)))


@pytest.mark.usefixtures("machine")
def test_a_group_can_use_it_too() -> None:
    at = make_page("group", source="camera")
    try:
        assert asked(at, "group_session").link in html_of(at)
    finally:
        end(at, "group_session")


def test_with_the_phone_there_the_picture_is_shown_and_the_code_is_gone(app: AppTest) -> None:
    phone = asked(app)
    with PhonePlayer(phone.link):
        wait_for(lambda: phone.state is PhoneState.CONNECTED)
        app.run()
        assert phone.link not in html_of(app)
        assert component_data(app, "picture")["path"].startswith("/tilcoach/camera/")
    wait_for(lambda: phone.state is PhoneState.AWAY)
    app.run()
    before = phone.pairing.code
    app.button(key="new-code").click().run()
    assert phone.pairing.code != before
    app.run()
    assert phone.link in html_of(app)


def test_a_phone_that_is_turned_gets_a_coach_that_looks_afresh(app: AppTest) -> None:
    phone = asked(app)
    live: LiveSession = app.session_state["live_session"]
    assert live.stream is not None
    with PhonePlayer(phone.link) as player:
        wait_for(lambda: live.state.snapshot().received > 0)
        app.run()
        before = live.processor
        player.turn()
        wait_for(live.stream._resized.is_set)
        app.run()
        assert live.processor is not before
        assert live.stream.processor is live.processor
        assert live.stream.is_running


def test_a_late_code_gives_way_to_a_new_one(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = asked(app)
    monkeypatch.setattr(phone.pairing, "_code_until_s", phone.pairing._code_until_s - CODE_S)
    app.run()
    assert phone.link not in html_of(app)
    assert "verlopen" in html_of(app)
    app.button(key="new-code").click().run()
    app.run()
    assert phone.link in html_of(app)


def test_on_another_computer_than_this_it_is_not_offered(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_choice, "can_reach_camera", lambda _ip: False)
    app.run()
    assert not [button for button in app.button if button.key == "use-phone"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_browser_asks_is_told_with_the_address_to_look_for(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, "127.0.0.1")
    words = translator(language)
    phone = PhoneCamera(words)
    phone.open()
    try:
        host = phone.address.removeprefix("https://")
        asks = browser_steps(phone, words)
        assert asks.count("data:image/svg+xml") == 4
        assert host in asks
        assert words.text("Advanced") in asks
        assert phone.pairing.code in phone_steps(phone, words)
    finally:
        phone.close()
