"""Saving is the user's choice: off by default, in view, and only numbers of their own lifts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import tilcoach
from tilcoach.config import Settings
from tilcoach.errors import StoreError
from tilcoach.guiding import Picture
from tilcoach.lifting import LoadChoice
from tilcoach.messages import Translator
from tilcoach.pose import VideoFrame
from tilcoach.store import DiaryState, History, Profile
from tilcoach.ui.keeping import saving_line, with_profile
from tilcoach.ui.live_stream import LiveRoom

ROOT = Path(tilcoach.__file__).parents[2]
PATIENCE_S = 30
OWN = {"height_cm": 168.0, "load": "yes", "limits": {"stoop_squat_index": 65.0}}


@pytest.fixture
def app(streams: list[dict[str, Any]]) -> AppTest:
    del streams  # stands in for the browser's stream
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S)
    at.query_params["source"] = "camera"
    return at


@pytest.fixture
def lift_before(no_model: None, streams: list[dict[str, Any]]) -> Callable[[AppTest], None]:
    """Let somebody lift once before the newest stream's camera, without a model."""
    del no_model

    def lift(at: AppTest) -> None:
        processor = streams[-1]["video_processor_factory"]()
        with closing(processor._open_coach()) as coach:
            frame = VideoFrame(np.zeros((48, 64, 3), np.uint8), 4.0, 120)
            step = coach.step(frame)
            processor.slot.publish(step, processor.guide.update(step, Picture.of(frame)), 0.0)
            at.run()

    return lift


def test_nothing_is_saved_unless_it_was_chosen(
    app: AppTest, history: History, lift_before: Callable[[AppTest], None]
) -> None:
    app.run()
    assert app.selectbox(key="save").options == ["Niets bewaren", "Mijn cijfers bewaren"]
    assert app.selectbox(key="save").value == "no"
    lift_before(app)
    assert not history.path.parent.exists()


def test_a_lift_is_saved_and_the_page_says_so(
    app: AppTest, history: History, lift_before: Callable[[AppTest], None]
) -> None:
    app.run()
    app.selectbox(key="save").select("1").run()
    assert app.query_params["save"] == "1"
    assert not history.path.exists()  # choosing alone writes nothing
    app.session_state["room"].stop()
    lift_before(app)
    (session,) = history.sessions()
    assert [lift.part.lift for lift in session.lifts] == [1]
    assert session.document.source.name == "camera"


def test_a_sample_film_is_never_saved(
    app: AppTest, history: History, lift_before: Callable[[AppTest], None]
) -> None:
    app.query_params["source"] = "sample"
    app.query_params["save"] = "1"
    app.run()
    assert {box.key for box in app.selectbox} <= {"film", "cam"}  # and nowhere to save it
    lift_before(app)
    assert not history.path.exists()


def test_the_chosen_profile_steers_the_limits_and_gets_the_lifts(
    app: AppTest, history: History, lift_before: Callable[[AppTest], None]
) -> None:
    anna = history.profiles.add("Anna")
    history.profiles.change(Profile(anna.number, "Anna", None, OWN))
    app.query_params["save"] = str(anna.number)
    app.run()
    assert app.selectbox(key="save").options[2] == "Cijfers bewaren voor Anna"
    lift_before(app)
    (session,) = history.sessions(anna.number)
    assert session.document.settings.limits["stoop_squat_index"] == 65
    assert session.document.settings.height_cm == 168


def test_a_profile_that_was_erased_is_no_choice_any_more(app: AppTest, history: History) -> None:
    anna = history.profiles.add("Anna")
    app.query_params["save"] = str(anna.number)
    app.run()
    history.profiles.erase(anna.number)
    app.run()
    assert not app.exception
    assert app.selectbox(key="save").value == "no"
    assert app.session_state["room"].saving is None


def test_a_history_that_cannot_be_read_is_told_and_the_page_goes_on(
    app: AppTest, history: History
) -> None:
    history.path.parent.mkdir()
    history.path.write_bytes(b"no database" * 100)
    app.run()
    assert not app.exception
    assert any("is niet meer te lezen" in info.value for info in app.info)
    app.selectbox(key="save").select("1").run()
    assert any("history.kept-1.sqlite" in info.value for info in app.info)


def test_what_the_user_says_goes_before_the_profile() -> None:
    profile = Profile(2, "Anna", None, OWN)
    said = Settings(language="en", height_cm=180, load=LoadChoice.NO)
    settings = with_profile(said, profile)
    assert (settings.height_cm, settings.load) == (180, LoadChoice.NO)
    assert settings.limits["stoop_squat_index"].value == 65
    silent = with_profile(Settings(language="en"), profile)
    assert (silent.language, silent.height_cm, silent.load) == ("en", 168, LoadChoice.YES)
    assert with_profile(said, None) is said


def test_the_page_says_how_saving_goes(dutch: Translator) -> None:
    assert "zodra die klaar is" in saving_line(DiaryState(), dutch)
    assert (
        saving_line(DiaryState(2), dutch) == "2 tilbewegingen van deze sessie staan bij Voortgang."
    )
    fault = StoreError("The history in {path} was just replaced: try again.", path="x")
    assert saving_line(DiaryState(2, 1, fault), dutch).startswith("De geschiedenis in x")


def test_a_locked_history_does_not_stop_the_coach(
    app: AppTest, history: History, lift_before: Callable[[AppTest], None]
) -> None:
    history.profiles.add("Anna")
    app.query_params["save"] = "1"
    app.run()
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        lift_before(app)
        room: LiveRoom = app.session_state["room"]
        assert room.slot.snapshot().fault is None
        assert room.diary is not None
        assert "in use" in str(room.diary.state.fault)
    assert history.sessions() == ()
