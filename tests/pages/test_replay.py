"""The replay of the last lift: from memory, on request, and saved only when asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.app import StartStream, component_data, make_app

from tilcoach.coaching import FrameResult
from tilcoach.guidance import Command, FrameStatistics, Guidance
from tilcoach.i18n import LANGUAGES, Language
from tilcoach.live.processor import LivePipeline
from tilcoach.live.session import LiveSession
from tilcoach.pose import VideoFrame

RATE_HZ = 10
LIFT_S = (1.0, 4.0)  # of the lift that the steps tell of, with what belongs around it

Offers = list[dict[str, Any]]


@pytest.fixture
def offers(monkeypatch: pytest.MonkeyPatch) -> Offers:
    """Gather the buttons to download with, and what each would give."""
    found: Offers = []

    def download_button(title: str, data: Callable[[], bytes], **options: Any) -> bool:  # noqa: ANN401  as Streamlit
        found.append({"title": title, "data": data, **options})
        return False

    monkeypatch.setattr("streamlit.download_button", download_button)
    return found


@pytest.fixture
def app(streams: list[dict[str, Any]], no_model: None, offers: Offers) -> AppTest:
    """Open the page with a sample film that plays."""
    del streams, no_model, offers  # stand in for the browser's stream, the model and the download
    return make_app().run()


@pytest.fixture
def pipelines() -> list[LivePipeline]:
    """Gather the coach of each stream."""
    return []


@pytest.fixture
def lift(
    app: AppTest,
    start_stream: StartStream,
    pipelines: list[LivePipeline],
    guidance: Guidance,
) -> Callable[[], LiveSession]:
    """Let somebody lift in the newest stream."""

    def in_stream() -> LiveSession:
        processor = start_stream()
        coach = processor._open_pipeline()
        pipelines.append(coach)
        noise = np.random.default_rng(2).integers(0, 255, (240, 320, 3), np.uint8)
        for index in range(round(RATE_HZ * LIFT_S[0]), round(RATE_HZ * LIFT_S[1])):
            frame = VideoFrame(noise, index / RATE_HZ, index)
            processor.state.publish(coach.step(frame), guidance, 0.0)
        session: LiveSession = app.session_state["live_session"]
        app.run()
        return session

    return in_stream


def test_before_the_first_lift_there_is_nothing_to_press(app: AppTest) -> None:
    assert app.button(key="replay").disabled
    assert component_data(app, "player") == {}


def test_the_last_lift_is_shown_with_all_its_pictures_and_the_coach_waits(
    app: AppTest, lift: Callable[[], LiveSession]
) -> None:
    session = lift()
    app.button(key="replay").click().run()
    assert not app.exception
    data = component_data(app, "player")
    assert len(data["pictures"]) == len(data["times_s"]) == 28
    assert data["times_s"][:2] == [0.0, 0.1]
    assert data["words"]["freeze"] == "Zet stil"
    assert session.processor is not None
    assert session.processor.controller.is_paused


def test_after_a_rerun_it_is_the_same_replay(app: AppTest, lift: Callable[[], LiveSession]) -> None:
    lift()
    app.button(key="replay").click().run()
    first, second = component_data(app, "player"), component_data(app.run(), "player")
    assert first == second


def test_after_closing_the_coach_continues(app: AppTest, lift: Callable[[], LiveSession]) -> None:
    session = lift()
    app.button(key="replay").click().run()
    session.replay.close()
    assert component_data(app.run(), "player") == {}
    assert session.processor is not None
    assert not session.processor.controller.is_paused


def test_the_space_bar_or_a_raised_hand_closes_it_as_well(
    app: AppTest, lift: Callable[[], LiveSession]
) -> None:
    session = lift()
    app.button(key="replay").click().run()
    assert session.processor is not None
    controller = session.processor.controller
    controller.request(Command.PAUSE_OR_GO)
    controller.update(FrameResult(60, 6.0, ()), FrameStatistics(320, 240, 100.0))
    assert component_data(app.run(), "player") == {}
    assert not controller.is_paused


def test_a_new_stream_has_no_replay_of_the_last_one(
    app: AppTest, lift: Callable[[], LiveSession], start_stream: StartStream
) -> None:
    session = lift()
    app.button(key="replay").click().run()
    start_stream()
    assert session.replay.buffer.newest is None
    assert component_data(app.run(), "player") == {}
    assert app.button(key="replay").disabled


def test_when_the_stream_ends_one_lift_is_left_until_the_summary_is_closed(
    lift: Callable[[], LiveSession], pipelines: list[LivePipeline]
) -> None:
    session = lift()
    assert session.replay.buffer.size_bytes > 0
    pipelines[-1].close()
    assert session.replay.buffer.newest is None
    session.put_summary_aside()
    assert session.replay.buffer.size_bytes == 0


def test_saved_by_default_it_is_without_the_face(
    app: AppTest, lift: Callable[[], LiveSession], offers: Offers
) -> None:
    lift()
    app.button(key="replay").click().run()
    offer = offers[-1]
    assert app.toggle(key="clip-blur").value is True
    assert offer["disabled"] is False
    assert offer["file_name"] == "tilcoach-film.mp4"
    assert offer["data"].keywords == {"with_face": False}
    assert offer["data"]()[4:8] == b"ftyp"


def test_with_the_face_only_after_a_second_choice(
    app: AppTest, lift: Callable[[], LiveSession], offers: Offers
) -> None:
    lift()
    app.button(key="replay").click().run()
    app.toggle(key="clip-blur").set_value(False).run()
    app.checkbox(key="clip-with-face").check().run()
    assert [offer["disabled"] for offer in offers[-3:]] == [False, True, False]
    assert offers[-1]["data"].keywords == {"with_face": True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_where_the_pictures_are_and_who_stays_recognisable(
    app: AppTest, lift: Callable[[], LiveSession], language: Language
) -> None:
    app.button_group(key="lang").set_value(language).run()
    lift()
    app.button(key="replay").click().run()
    said = " ".join(caption.value for caption in app.caption)
    for phrase in {"nl": ("geheugen", "achtergrond"), "en": ("memory", "background")}[language]:
        assert phrase in said
