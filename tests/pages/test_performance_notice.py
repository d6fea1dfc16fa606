"""A computer that cannot keep up gets a calm notice, and a faster model is one click away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.app import StartStream, make_app

from tilcoach.coaching import FrameResult
from tilcoach.guidance import Guidance
from tilcoach.live.live_state import LiveSnapshot, LiveState
from tilcoach.store import read_saved_settings, settings_path
from tilcoach.ui.live_view import performance_notice
from tilcoach.ui.live_view.performance_notice import SLOW_HZ, is_slow

SLOW = LiveSnapshot(received=300, analysed=60, received_hz=30.0, analysed_hz=6.0)


@pytest.mark.parametrize(
    ("change", "behind"),
    [
        ({}, True),
        ({"analysed_hz": SLOW_HZ + 1}, False),
        ({"analysed": 3}, False),  # the model has only just begun
        ({"received_hz": 6.5}, False),  # the camera itself is slow
    ],
)
def test_a_computer_is_behind_when_the_camera_gives_clearly_more(
    change: dict[str, float], *, behind: bool
) -> None:
    assert is_slow(replace(SLOW, **change)) is behind  # type: ignore[arg-type]


@pytest.fixture
def app(streams: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> AppTest:
    def playing(**kwargs: object) -> object:
        streams.append(kwargs)
        return type("Context", (), {"state": type("State", (), {"playing": True})})

    monkeypatch.setattr("streamlit_webrtc.webrtc_streamer", playing)
    monkeypatch.setattr(performance_notice, "_is_installed", lambda _model: True)
    return make_app(source="camera")


def fill(state: LiveState, step: FrameResult, guidance: Guidance, analysed_hz: float) -> None:
    for number in range(60):
        state.record_received(number / 30, number / 30, 0.0)
        state.publish(step, guidance, number / analysed_hz)


def test_the_fast_model_is_one_click_away_and_remembered(
    app: AppTest,
    start_stream: StartStream,
    make_step: Callable[..., FrameResult],
    guidance: Guidance,
) -> None:
    app.run()
    processor = start_stream()
    fill(processor.state, make_step(), guidance, 6.0)
    app.run()
    assert "6 beelden per seconde" in app.info[0].value
    app.button(key="quicker").click().run()
    assert not app.exception
    assert read_saved_settings(settings_path()).model == "lite"
    assert not any(button.key == "quicker" for button in app.button)


def test_a_computer_that_keeps_up_is_left_in_peace(
    app: AppTest,
    start_stream: StartStream,
    make_step: Callable[..., FrameResult],
    guidance: Guidance,
) -> None:
    app.run()
    processor = start_stream()
    fill(processor.state, make_step(), guidance, 25.0)
    app.run()
    assert not app.info
    assert not any(button.key == "quicker" for button in app.button)
