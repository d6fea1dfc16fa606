"""A second camera of this machine: chosen in the settings of Oefenen, read beside the first."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from tests.live.waiting import LONG_S, wait_for
from tests.pages.app import ROOT, make_app

from tilcoach.coaching import Camera, FrameResult
from tilcoach.errors import ModelError, VideoError
from tilcoach.guidance import Guidance, SetupState
from tilcoach.i18n import translator
from tilcoach.kinematics import UNKNOWN_VIEW, View, ViewLabel
from tilcoach.live import camera_stream, session
from tilcoach.live.live_state import LiveSnapshot
from tilcoach.live.session import LiveSession
from tilcoach.phone.camera import ADDRESS_VARIABLE, PhoneState
from tilcoach.ui.components.verdict_html import finding_detail
from tilcoach.ui.live_view import source_choice
from tilcoach.ui.live_view.panel import live_panel
from tilcoach.ui.practise.second_camera import second_camera_line
from tilcoach.video import FILM_VARIABLE

SAMPLE = ROOT / "sample_videos" / "squat_close.mp4"


@pytest.fixture
def films(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Give this machine two cameras, and a coach without a model."""
    paths = [Path(shutil.copy(SAMPLE, tmp_path / name)) for name in ("lid.mp4", "usb.mp4")]
    monkeypatch.setenv(FILM_VARIABLE, os.pathsep.join(map(str, paths)))

    def missing(*_: object) -> None:
        message = "There is no pose model: run `tilcoach models fetch`."
        raise ModelError(message)

    monkeypatch.setattr(session, "open_estimator", missing)
    return paths


@pytest.fixture
def app(
    films: list[Path], streams: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    assert len(films) == 2
    assert streams == []
    monkeypatch.setattr(source_choice, "can_reach_camera", lambda _ip: True)
    monkeypatch.setattr(camera_stream, "FIRST_VIEWER_S", 1e6)  # nobody comes for the pictures
    at = make_app(source="camera")
    yield at
    if "live_session" in at.session_state:
        session_of(at).stop()


def session_of(at: AppTest) -> LiveSession:
    found: LiveSession = at.session_state["live_session"]
    return found


def test_without_a_choice_there_is_one_camera(app: AppTest) -> None:
    app.run()
    assert app.selectbox(key="cam2").value == "none"
    app.button(key="start").click().run()
    assert not app.exception
    assert session_of(app).second is None


def test_the_second_camera_starts_and_stops_with_the_first(app: AppTest, films: list[Path]) -> None:
    app.run()
    app.selectbox(key="cam2").select(str(films[1])).run()
    app.button(key="start").click().run()
    assert not app.exception
    second = session_of(app).second
    assert second is not None
    app.button(key="stop").click().run()
    assert second.join(LONG_S)


def test_a_camera_is_never_its_own_second(app: AppTest, films: list[Path]) -> None:
    app.run()
    app.selectbox(key="cam2").select(str(films[1])).run()
    app.selectbox(key="cam").select(str(films[1])).run()
    assert app.selectbox(key="cam2").value == "none"
    assert app.selectbox(key="cam2").options == ["Geen", "lid", "Mijn telefoon"]


def test_beside_one_camera_a_telephone_can_be_the_second(
    app: AppTest, films: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its code is shown while it is waited for, and its port closes at Stop."""
    monkeypatch.setenv(FILM_VARIABLE, str(films[0]))
    monkeypatch.setenv(ADDRESS_VARIABLE, "127.0.0.1")
    app.run()
    assert app.selectbox(key="cam2").options == ["Geen", "Mijn telefoon"]
    app.selectbox(key="cam2").select("phone").run()
    app.button(key="start").click().run()
    assert not app.exception
    phone = session_of(app).second_phone
    assert phone is not None
    wait_for(lambda: phone.state is PhoneState.WAITING)
    app.run()
    assert any("tc-qr" in str(html.proto) for html in app.get("html"))
    second = session_of(app).second
    app.button(key="stop").click().run()
    assert phone.state is PhoneState.CLOSED
    assert second is not None
    assert second.join(LONG_S)


def test_beside_a_camera_of_the_browser_there_is_no_second(app: AppTest) -> None:
    app.run()
    app.selectbox(key="cam").select("browser").run()
    assert not [box for box in app.selectbox if box.key == "cam2"]


class _Second:
    """A second camera in a state that a test says."""

    def __init__(self, view: View, error: VideoError | None = None) -> None:
        self.view, self.error, self.analysed_hz = view, error, 14.9


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (_Second(UNKNOWN_VIEW), "wacht tot u rechtop"),
        (_Second(View(ViewLabel.FRONT, 80.0)), "van voren"),
        (_Second(UNKNOWN_VIEW, VideoError("Camera {index} is busy.", index=2)), "Camera 2 is busy"),
    ],
)
def test_what_the_second_camera_does_is_told(second: Any, said: str) -> None:  # noqa: ANN401
    line = second_camera_line(second, translator("nl"))
    assert said in line
    assert 'data-second-hz="14.9"' in line
    assert second_camera_line(None, translator("nl")) == ""


def test_a_verdict_says_which_camera_judged_it(make_step: Callable[..., FrameResult]) -> None:
    (person,) = make_step().people
    assert person.last_lift is not None
    judged = person.last_lift
    findings = tuple(
        replace(one, judged_by=Camera.SECOND) if one.reason is None else one
        for one in judged.findings
    )
    lift = replace(judged, findings=findings)
    result = replace(make_step(), people=(replace(person, last_lift=lift),))
    words = translator("nl")
    detail = finding_detail(findings[0], judged.measures, words)
    assert detail.endswith("Gezien door camera 2.")
    guidance = Guidance(setup=SetupState(is_ready=True))
    panel = live_panel(LiveSnapshot(result=result, guidance=guidance), words)
    assert "Gezien door camera 2." in panel


def test_with_a_second_camera_nobody_is_asked_to_turn_for_the_rest(
    make_step: Callable[..., FrameResult],
) -> None:
    (person,) = make_step(lifts=0).people
    side = replace(person, view=View(ViewLabel.FRONT, 85.0), last_lift=None, lift_count=0)
    result = replace(make_step(), people=(side,))
    guidance = Guidance(setup=SetupState(is_ready=True))
    words = translator("nl")
    alone, both = (
        live_panel(LiveSnapshot(result=result, guidance=guidance, has_second=second), words)
        for second in (False, True)
    )
    assert words.text("You are well in view") in both
    assert alone.count("tc-note") > both.count("tc-note")
