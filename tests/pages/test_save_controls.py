"""Saving is the user's choice: off by default, in view, and only numbers of their own lifts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.app import StartStream, make_app, make_script

from tilcoach.config import Settings
from tilcoach.errors import StoreError
from tilcoach.guidance import FrameStatistics
from tilcoach.i18n import Translator
from tilcoach.lifting import LoadChoice
from tilcoach.live.session import LiveSession, local_now
from tilcoach.pose import VideoFrame
from tilcoach.store import SAVING_CHOSEN_ON, History, Profile, RecorderState
from tilcoach.ui.components.save_controls import saving_status, with_profile

OWN = {"height_cm": 168.0, "load": "yes", "limits": {"stoop_squat_index": 65.0}}


@pytest.fixture
def app(streams: list[dict[str, Any]]) -> AppTest:
    del streams  # stands in for the browser's stream
    return make_app(source="camera")


@pytest.fixture
def do_lift(no_model: None, start_stream: StartStream) -> Callable[[AppTest], None]:
    """Let somebody lift once before the newest stream's camera, without a model."""
    del no_model

    def lift(at: AppTest) -> None:
        processor = start_stream()
        with closing(processor._open_pipeline()) as coach:
            frame = VideoFrame(np.zeros((48, 64, 3), np.uint8), 4.0, 120)
            step = coach.step(frame)
            processor.state.publish(
                step, processor.controller.update(step, FrameStatistics.of(frame)), 0.0
            )
            at.run()

    return lift


def test_nothing_is_saved_unless_it_was_chosen(
    app: AppTest, history: History, do_lift: Callable[[AppTest], None]
) -> None:
    app.run()
    assert app.selectbox(key="save").options == ["Niets bewaren", "Mijn resultaten bewaren"]
    assert app.selectbox(key="save").value == "no"
    do_lift(app)
    assert not history.path.parent.exists()


def test_a_lift_is_saved_and_the_page_says_so(
    app: AppTest, history: History, do_lift: Callable[[AppTest], None]
) -> None:
    app.run()
    app.selectbox(key="save").select("1").run()
    assert history.sessions() == ()  # choosing alone saves no lift
    app.session_state["live_session"].stop()
    do_lift(app)
    (session,) = history.sessions()
    assert [lift.part.lift for lift in session.lifts] == [1]
    assert session.document.source.name == "camera"


@pytest.mark.parametrize("link", ["1", "2", "no", "x"])
def test_no_link_switches_saving_on(
    app: AppTest, history: History, do_lift: Callable[[AppTest], None], link: str
) -> None:
    app.query_params["save"] = link
    app.run()
    assert app.selectbox(key="save").value == "no"
    do_lift(app)
    assert not history.path.parent.exists()


def test_switching_it_on_says_what_that_means_and_keeps_the_day(
    app: AppTest, history: History
) -> None:
    app.run()
    app.selectbox(key="save").select("1").run()
    (toast,) = app.toast
    for part in ("cijfers", "zonder beeld", "op deze computer", "iedereen die", "wissen"):
        assert part in toast.value
    (profile,) = history.profiles.all()
    assert profile.settings[SAVING_CHOSEN_ON] == local_now().date().isoformat()
    app.selectbox(key="save").select("no").run()
    assert len(app.toast) == 0


def test_a_page_that_is_opened_anew_says_that_saving_is_off_again(
    app: AppTest, history: History
) -> None:
    anna = history.profiles.add("Anna")
    app.run()
    app.selectbox(key="save").select(str(anna.number)).run()
    reopened = make_app(source="camera").run()
    assert reopened.selectbox(key="save").value == "no"
    (told,) = [
        caption.value for caption in reopened.caption if "bewaren staat uit" in caption.value
    ]
    assert "koos u bewaren voor Anna" in told
    reopened.selectbox(key="save").select(str(anna.number)).run()
    assert not any("bewaren staat uit" in caption.value for caption in reopened.caption)
    reopened.selectbox(key="save").select("no").run()
    assert history.profiles.named("Anna").saving_stopped_on == local_now().date()
    later = make_app(source="camera").run()  # it was switched off by the user's own choice
    assert not any("bewaren staat uit" in caption.value for caption in later.caption)


def test_saving_stays_off_where_the_choice_cannot_be_recorded(
    app: AppTest, history: History
) -> None:
    history.profiles.add("Anna")
    app.run()
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        app.selectbox(key="save").select("1").run()
    assert app.selectbox(key="save").value == "no"
    assert any("in gebruik" in info.value for info in app.info)


def test_a_sample_film_is_never_saved(
    app: AppTest, history: History, do_lift: Callable[[AppTest], None]
) -> None:
    app.query_params["source"] = "sample"
    app.query_params["save"] = "1"
    app.run()
    assert {box.key for box in app.selectbox} <= {"film", "cam"}  # and nowhere to save it
    do_lift(app)
    assert not history.path.exists()


def test_the_chosen_profile_steers_the_limits_and_gets_the_lifts(
    app: AppTest, history: History, do_lift: Callable[[AppTest], None]
) -> None:
    anna = history.profiles.add("Anna")
    history.profiles.change(Profile(anna.number, "Anna", None, OWN))
    app.run()
    app.selectbox(key="save").select(str(anna.number)).run()
    assert app.selectbox(key="save").options[2] == "Resultaten bewaren voor Anna"
    do_lift(app)
    (session,) = history.sessions(anna.number)
    assert session.document.settings.limits["stoop_squat_index"] == 65
    assert session.document.settings.height_cm == 168


def test_a_profile_that_was_erased_is_no_choice_any_more(app: AppTest, history: History) -> None:
    anna = history.profiles.add("Anna")
    app.run()
    app.selectbox(key="save").select(str(anna.number)).run()
    assert app.selectbox(key="save").value == str(anna.number)
    history.profiles.erase(anna.number)
    app.run()
    assert not app.exception
    assert app.selectbox(key="save").value == "no"
    assert app.session_state["live_session"].profile_number is None


def test_a_history_that_cannot_be_read_is_reported_and_the_page_goes_on(
    app: AppTest, history: History
) -> None:
    history.path.parent.mkdir()
    history.path.write_bytes(b"no database" * 100)
    app.run()
    assert not app.exception
    assert any("is niet meer te lezen" in info.value for info in app.info)
    app.selectbox(key="save").select("1").run()
    assert any("history.kept-1.sqlite" in info.value for info in app.info)


def test_the_users_choice_overrides_the_profile() -> None:
    profile = Profile(2, "Anna", None, OWN)
    said = Settings(language="en", height_cm=180, load=LoadChoice.NO)
    settings = with_profile(said, profile)
    assert (settings.height_cm, settings.load) == (180, LoadChoice.NO)
    assert settings.limits.values()["stoop_squat_index"] == 65
    silent = with_profile(Settings(language="en"), profile)
    assert (silent.language, silent.height_cm, silent.load) == ("en", 168, LoadChoice.YES)
    assert with_profile(said, None) is said


def test_the_page_shows_the_state_of_saving(dutch: Translator) -> None:
    assert "zodra die klaar is" in saving_status(RecorderState(), dutch)
    assert (
        saving_status(RecorderState(2), dutch)
        == "2 tilbewegingen van deze sessie staan bij Voortgang."
    )
    fault = StoreError("The history in {path} was just replaced: try again.", path="x")
    assert saving_status(RecorderState(2, 1, fault), dutch).startswith("De geschiedenis in x")


def test_a_locked_history_does_not_stop_the_coach(
    app: AppTest, history: History, do_lift: Callable[[AppTest], None]
) -> None:
    history.profiles.add("Anna")
    app.run()
    app.selectbox(key="save").select("1").run()
    with closing(sqlite3.connect(history.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        do_lift(app)
        session: LiveSession = app.session_state["live_session"]
        assert session.state.snapshot().error is None
        assert session.recorder is not None
        assert "in use" in str(session.recorder.state.fault)
    assert history.sessions() == ()


def test_the_report_of_a_film_carries_the_name_that_is_chosen(history: History) -> None:
    number = history.profiles.add("mw. De Vries").number
    script = """
import streamlit as st
from tilcoach.ui.components.save_controls import chosen_name
st.text(chosen_name())
"""
    at = make_script(script, save=str(number)).run()
    assert at.text[0].value == "mw. De Vries"
    assert make_script(script, save="no").run().text[0].value == ""
