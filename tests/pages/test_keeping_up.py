"""A computer that cannot keep up is told of calmly, and a quicker model is one click away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import tilcoach
from tilcoach.coaching import Step
from tilcoach.guiding import Guidance
from tilcoach.store import read_remembered, settings_path
from tilcoach.ui import keeping_up
from tilcoach.ui.keeping_up import BEHIND_HZ, is_behind
from tilcoach.ui.live_slot import LiveSlot, LiveSnapshot

ROOT = Path(tilcoach.__file__).parents[2]
PATIENCE_S = 180  # on a busy computer the first run imports for half a minute

BEHIND = LiveSnapshot(received=300, analysed=60, received_hz=30.0, analysed_hz=6.0)


@pytest.mark.parametrize(
    ("change", "behind"),
    [
        ({}, True),
        ({"analysed_hz": BEHIND_HZ + 1}, False),
        ({"analysed": 3}, False),  # the model has only just begun
        ({"received_hz": 6.5}, False),  # the camera itself is slow
    ],
)
def test_a_computer_is_behind_when_the_camera_gives_clearly_more(
    change: dict[str, float], *, behind: bool
) -> None:
    assert is_behind(replace(BEHIND, **change)) is behind  # type: ignore[arg-type]


@pytest.fixture
def app(streams: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> AppTest:
    def playing(**kwargs: object) -> object:
        streams.append(kwargs)
        return type("Context", (), {"state": type("State", (), {"playing": True})})

    monkeypatch.setattr("streamlit_webrtc.webrtc_streamer", playing)
    monkeypatch.setattr(keeping_up, "_is_here", lambda _model: True)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S)
    at.query_params["source"] = "camera"
    return at


def fill(slot: LiveSlot, step: Step, guidance: Guidance, analysed_hz: float) -> None:
    for number in range(60):
        slot.note_frame(number / 30, number / 30, 0.0)
        slot.publish(step, guidance, number / analysed_hz)


def test_the_fast_model_is_one_click_away_and_remembered(
    app: AppTest,
    streams: list[dict[str, Any]],
    make_step: Callable[..., Step],
    guidance: Guidance,
) -> None:
    app.run()
    processor = streams[0]["video_processor_factory"]()
    fill(processor.slot, make_step(), guidance, 6.0)
    app.run()
    assert "6 beelden per seconde" in app.info[0].value
    app.button(key="quicker").click().run()
    assert not app.exception
    assert read_remembered(settings_path()).model == "lite"
    assert not any(button.key == "quicker" for button in app.button)
    processor.on_ended()


def test_a_computer_that_keeps_up_is_left_in_peace(
    app: AppTest,
    streams: list[dict[str, Any]],
    make_step: Callable[..., Step],
    guidance: Guidance,
) -> None:
    app.run()
    processor = streams[0]["video_processor_factory"]()
    fill(processor.slot, make_step(), guidance, 25.0)
    app.run()
    assert not app.info
    assert not any(button.key == "quicker" for button in app.button)
    processor.on_ended()
