"""Looking back at the last lift: from memory, at the user's own wish, and kept only when asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import tilcoach
from tilcoach.coaching import Step
from tilcoach.guiding import Guidance, Picture, Wish
from tilcoach.messages import LANGUAGES, Language
from tilcoach.pose import VideoFrame
from tilcoach.ui.keeping import KeepingCoach
from tilcoach.ui.live_stream import LiveRoom

ROOT = Path(tilcoach.__file__).parents[2]
PATIENCE_S = 300  # on two busy cores
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
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S).run()


@pytest.fixture
def coaches() -> list[KeepingCoach]:
    """Gather the coach of each stream."""
    return []


@pytest.fixture
def lift(
    app: AppTest,
    streams: list[dict[str, Any]],
    coaches: list[KeepingCoach],
    guidance: Guidance,
) -> Callable[[], LiveRoom]:
    """Let somebody lift in the newest stream."""

    def in_stream() -> LiveRoom:
        processor = streams[-1]["video_processor_factory"]()
        coach = processor._open_coach()
        coaches.append(coach)
        noise = np.random.default_rng(2).integers(0, 255, (240, 320, 3), np.uint8)
        for index in range(round(RATE_HZ * LIFT_S[0]), round(RATE_HZ * LIFT_S[1])):
            frame = VideoFrame(noise, index / RATE_HZ, index)
            processor.slot.publish(coach.step(frame), guidance, 0.0)
        room: LiveRoom = app.session_state["room"]
        app.run()
        return room

    return in_stream


def player_of(at: AppTest) -> dict[str, Any] | None:
    """Give what the player was told; None when it is not there."""
    components = [node.proto for node in at.get("bidi_component")]
    found = [proto.json for proto in components if proto.component_name == "tilcoach_player"]
    return json.loads(found[0]) if found else None


def test_before_the_first_lift_there_is_nothing_to_press(app: AppTest) -> None:
    assert app.button(key="look-back").disabled
    assert player_of(app) is None


def test_the_last_lift_is_shown_with_all_its_pictures_and_the_coach_waits(
    app: AppTest, lift: Callable[[], LiveRoom]
) -> None:
    room = lift()
    app.button(key="look-back").click().run()
    assert not app.exception
    told = player_of(app)
    assert told is not None
    assert len(told["pictures"]) == len(told["times_s"]) == 28
    assert told["times_s"][:2] == [0.0, 0.1]
    assert told["words"]["freeze"] == "Zet stil"
    assert room.processor is not None
    assert room.processor.guide.is_paused


def test_drawn_again_it_is_the_same_look(app: AppTest, lift: Callable[[], LiveRoom]) -> None:
    lift()
    app.button(key="look-back").click().run()
    first, second = player_of(app), player_of(app.run())
    assert first == second


def test_closed_the_coach_goes_on_as_before(app: AppTest, lift: Callable[[], LiveRoom]) -> None:
    room = lift()
    app.button(key="look-back").click().run()
    room.look.end()
    assert player_of(app.run()) is None
    assert room.processor is not None
    assert not room.processor.guide.is_paused


def test_the_space_bar_or_a_raised_hand_closes_it_as_well(
    app: AppTest, lift: Callable[[], LiveRoom]
) -> None:
    room = lift()
    app.button(key="look-back").click().run()
    assert room.processor is not None
    guide = room.processor.guide
    guide.wish(Wish.PAUSE_OR_GO)
    guide.update(Step(60, 6.0, ()), Picture(320, 240, 100.0))
    assert player_of(app.run()) is None
    assert not guide.is_paused


def test_a_new_stream_knows_nothing_of_the_last_one(
    app: AppTest, lift: Callable[[], LiveRoom], streams: list[dict[str, Any]]
) -> None:
    room = lift()
    app.button(key="look-back").click().run()
    streams[-1]["video_processor_factory"]()
    assert room.look.replays.newest is None
    assert player_of(app.run()) is None
    assert app.button(key="look-back").disabled


def test_when_the_stream_ends_no_picture_is_left(
    lift: Callable[[], LiveRoom], coaches: list[KeepingCoach]
) -> None:
    room = lift()
    assert room.look.replays.size_bytes > 0
    coaches[-1].close()
    assert room.look.replays.size_bytes == 0


def test_saved_by_default_it_is_without_the_face(
    app: AppTest, lift: Callable[[], LiveRoom], offers: Offers
) -> None:
    lift()
    app.button(key="look-back").click().run()
    offer = offers[-1]
    assert app.toggle(key="clip-blur").value is True
    assert offer["disabled"] is False
    assert offer["file_name"] == "tilcoach-film.mp4"
    assert offer["data"].keywords == {"with_face": False}
    assert offer["data"]()[4:8] == b"ftyp"


def test_with_the_face_only_after_a_second_choice(
    app: AppTest, lift: Callable[[], LiveRoom], offers: Offers
) -> None:
    lift()
    app.button(key="look-back").click().run()
    app.toggle(key="clip-blur").set_value(False).run()
    app.checkbox(key="clip-with-face").check().run()
    assert [offer["disabled"] for offer in offers[-3:]] == [False, True, False]
    assert offers[-1]["data"].keywords == {"with_face": True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_where_the_pictures_are_and_who_stays_recognisable(
    app: AppTest, lift: Callable[[], LiveRoom], language: Language
) -> None:
    app.button_group(key="lang").set_value(language).run()
    lift()
    app.button(key="look-back").click().run()
    said = " ".join(caption.value for caption in app.caption)
    for phrase in {"nl": ("geheugen", "achtergrond"), "en": ("memory", "background")}[language]:
        assert phrase in said
