"""The page Compare: empty and calm, then two lifts side by side from wherever they come."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from tests.pages.app import component_data, count_charts, html_of, make_page, make_script

from tilcoach.batch import Analysis
from tilcoach.coaching import (
    ComparedLift,
    FrameResult,
    JudgedLift,
    Outcome,
    PersonRecordingResult,
    RecordingResult,
    WarningCode,
)
from tilcoach.config import Settings
from tilcoach.errors import ModelError
from tilcoach.i18n import LANGUAGES, Language, translator
from tilcoach.kinematics import View, ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.live.live_state import LiveState
from tilcoach.live.session import LiveSession
from tilcoach.measures import KNEE_FLEXION
from tilcoach.pose import N_KEYPOINTS, PoseSeries, SourceInfo, VideoFrame
from tilcoach.session_files import session_document
from tilcoach.store import History, new_lifts
from tilcoach.ui.compare.lift_films import film_of_camera, film_of_measures
from tilcoach.ui.compare.lift_sources import lifts_of, lowest_s
from tilcoach.ui.components.session_state import FOLLOWS, LiftToFollow, VideoResult, Workspace

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=1)))

MakeAnalysis = Callable[..., Analysis]


@pytest.fixture
def squatted(stooped: JudgedLift) -> JudgedLift:
    """Return a second lift, in which the knees do most of the way."""
    lift = stooped.lift
    postures = replace(
        lift.postures,
        knee_flexion_deg=np.full(len(lift.postures), 90.0),
        shoulder_drop_ratio=np.exp(-((lift.postures.time_s - 2) ** 2)),
    )
    return replace(stooped, lift=replace(lift, number=2, postures=postures))


@pytest.fixture
def analysis(stooped: JudgedLift, squatted: JudgedLift) -> MakeAnalysis:
    """Make what was found in a film of a stoop and a squat."""

    def make(*lifts: JudgedLift, people: int = 1, **person: Any) -> Analysis:  # noqa: ANN401
        time_s = np.arange(0, 10, 0.1)
        chance = np.random.default_rng(1)
        poses = PoseSeries(
            chance.uniform(100, 300, (len(time_s), N_KEYPOINTS, 2)),
            np.zeros((len(time_s), N_KEYPOINTS, 3)),
            np.ones((len(time_s), N_KEYPOINTS)),
            time_s,
        )
        phases = (LiftPhase.UPRIGHT,) * len(time_s)
        view = View(ViewLabel.SIDE, 2.0)
        found = lifts or (stooped, squatted)
        first = PersonRecordingResult(
            1, view, poses, None, phases, np.zeros(len(time_s)), found, ()
        )
        reviews = tuple(replace(first, person=n + 1, **person) for n in range(people))
        source = SourceInfo("film.mp4", "0" * 64, 10.0, 10.0, 640, 480, len(time_s))
        workspace = Workspace()
        return Analysis(
            workspace.folder / "film.mp4", source, Settings(), RecordingResult(reviews, ()), 0
        )

    return make


@pytest.fixture
def save(history: History, analysis: MakeAnalysis) -> Callable[..., int]:
    """Save the findings of a film as a session: ``save(days=7)``."""

    def make(*, days: int = 0, profile: int = 1) -> int:
        review, words = analysis().review, translator("nl")
        source = SourceInfo("camera", "", 10.0, 30.0, 640, 480, 300)
        model = SimpleNamespace(name="no_model", sha256="")
        document = session_document(review, source, model, Settings(), 0, words)
        started_at = MONDAY + timedelta(days=days)
        return history.add_session(profile, started_at, document, new_lifts(review, words))

    return make


def page(language: Language = "nl", **state: object) -> AppTest:
    at = make_page("compare", language, **state).run()
    assert not at.exception
    return at


def film_result(found: Analysis) -> VideoResult:
    workspace = Workspace()
    return VideoResult("Bukken", found, workspace.folder, workspace)


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_chosen_there_is_one_calm_sentence(
    language: Language, history: History
) -> None:
    at = page(language)
    assert len(at.markdown) == 1
    assert count_charts(at) == 0
    assert not history.path.parent.exists()


def test_a_lift_just_shown_before_the_camera_comes_first_and_is_not_saved(
    make_step: Callable[..., FrameResult], history: History, analysis: MakeAnalysis
) -> None:
    session = LiveSession()
    session.lifts.start_stream()
    session.lifts.update(make_step(), Settings().limits)
    at = page("nl", live_session=session, video_result=film_result(analysis()))
    assert at.selectbox(key="compare-1").value == "camera"
    assert at.selectbox(key="compare-0").value == "film"
    assert at.selectbox(key="compare-1").options[0] == "Zojuist voor de camera"
    assert at.selectbox(key="compare-1-camera").options[0].startswith("Tilbeweging 1, ")
    assert html_of(at).count("tc-figure") >= 1
    assert not history.path.parent.exists()


def test_the_page_stands_in_the_list_of_pages(
    streams: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    del streams
    listed: dict[str, str] = {}
    navigation = st.navigation

    def note(pages: list[Any], **options: Any) -> Any:  # noqa: ANN401  as streamlit
        listed.update({page.url_path: page.title for page in pages})
        return navigation(pages, **options)

    monkeypatch.setattr("streamlit.navigation", note)
    script = "from tilcoach.ui.app import main\nmain()\n"
    at = make_script(script).run()
    assert not at.exception
    assert listed["compare"] == "Vergelijken"


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_lifts_of_the_film_stand_side_by_side_at_once(
    language: Language, analysis: MakeAnalysis
) -> None:
    words = translator(language)
    at = page(language, video_result=film_result(analysis()))
    html = html_of(at)
    assert html.count('data-pattern="straight_legs" data-verdict="fout"') == 2
    values = words.text("{second}; first: {first}", second="90°", first="|")
    assert words.difference(KNEE_FLEXION, Outcome.MORE, values).split("|")[0] in html
    assert html.count("tc-figure") == 2
    assert count_charts(at) == 4  # from the side no rotation is drawn
    assert 'data-outcome="unknown"' in html


def test_a_lift_beside_itself_differs_in_nothing(analysis: MakeAnalysis) -> None:
    at = page(video_result=film_result(analysis()))
    at.selectbox(key="compare-1-film").select(0).run()
    html = html_of(at)
    assert "Ongeveer gelijk: buiging van de romp, buiging van de knie, " in html
    assert "In de tweede tilbeweging" not in html


def test_saved_sessions_come_with_their_profile_and_key_pose(
    save: Callable[..., int], history: History
) -> None:
    anna = history.profiles.add("Anna")
    save()
    save(days=7, profile=getattr(anna, "number", anna))
    at = page()
    (first, second) = (at.selectbox(key=f"compare-{side}") for side in (0, 1))
    assert first.value == second.value == "session-2"
    assert second.options[0].startswith("Anna: ma 9 mrt 2026")
    assert html_of(at).count("tc-figure") == 2
    assert count_charts(at) == 4


def test_before_is_left_and_after_is_right_when_each_session_holds_one_lift(
    save: Callable[..., int], history: History, analysis: MakeAnalysis, squatted: JudgedLift
) -> None:
    save()
    at = page(video_result=film_result(analysis(squatted)))
    assert at.selectbox(key="compare-0").value == "session-1"
    assert at.selectbox(key="compare-1").value == "film"
    assert len(history.sessions()) == 1  # looking changes nothing


def test_an_erased_session_is_no_longer_chosen(save: Callable[..., int], history: History) -> None:
    save()
    at = page()
    history.erase_session(1)
    at.run()
    assert not at.exception
    assert len(at.markdown) == 1
    assert at.selectbox(key="compare-0").value is None


def test_a_sample_film_is_analysed_when_chosen_and_once(
    analysis: MakeAnalysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def analyse(path: Any, *_: object) -> Analysis:  # noqa: ANN401
        asked.append(path.stem)
        return analysis()

    monkeypatch.setattr("tilcoach.ui.compare.lift_sources.analyse_file", analyse)
    monkeypatch.setattr("tilcoach.ui.compare.lift_sources.open_estimator", lambda *_: None)
    at = page()
    assert asked == []
    for side in (0, 1):
        at.selectbox(key=f"compare-{side}").select("sample-squat_close").run()
    assert not at.exception
    assert asked == ["squat_close"]
    assert count_charts(at) == 4


def test_without_a_model_a_sample_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        sentence = "The {model} pose model is not on this machine: run `{command}`."
        raise ModelError(sentence, model="full", command="tilcoach models fetch")

    monkeypatch.setattr("tilcoach.ui.compare.lift_sources.open_estimator", missing)
    at = page()
    at.selectbox(key="compare-0").select("sample-squat_close").run()
    assert not at.exception
    assert any("nog niet op deze computer" in info.value for info in at.info)


def test_a_history_that_cannot_be_read_leaves_the_samples(
    save: Callable[..., int], history: History
) -> None:
    save()
    with closing(sqlite3.connect(history.path)) as connection, connection:
        connection.execute("PRAGMA user_version = 9999")
    at = page()
    assert len(at.info) == 1
    assert all(option.startswith("Voorbeeldfilm") for option in at.selectbox[0].options)


def test_different_views_are_reported(analysis: MakeAnalysis, save: Callable[..., int]) -> None:
    save()
    other = analysis(view=View(ViewLabel.FRONT, 85.0))
    at = page(video_result=film_result(other))
    assert not at.info
    at.selectbox(key="compare-0").select("session-1").run()
    assert any("van een andere kant" in info.value for info in at.info)


def test_with_several_people_each_lift_names_its_person(analysis: MakeAnalysis) -> None:
    names = [lift.name for lift in lifts_of(analysis(people=2), translator("nl"))]
    assert names[0] == "Persoon 1, tilbeweging 1"
    assert names[-1] == "Persoon 2, tilbeweging 2"


def test_who_was_never_seen_standing_is_compared_with_more_doubt(analysis: MakeAnalysis) -> None:
    words = translator("nl")
    sure, unsure = (
        lifts_of(analysis(warnings=warnings), words)[0].lift.limits
        for warnings in ((), (WarningCode.PARTIAL_CALIBRATION,))
    )
    name = "knee_flexion_deg_uncertainty"
    assert unsure.values()[name] == 1.5 * sure.values()[name]


def test_the_lowest_moment_is_that_of_the_shoulders_or_else_of_grasping(
    stooped: JudgedLift, squatted: JudgedLift
) -> None:
    assert lowest_s(squatted.lift) == pytest.approx(2.0)
    flat = np.full(len(stooped.lift.postures), np.nan)
    unseen = replace(stooped.lift.postures, shoulder_drop_ratio=flat)
    assert lowest_s(replace(stooped.lift, postures=unseen)) == stooped.lift.grasp_s


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_saved_lifts_play_side_by_side_drawn_from_their_measures(
    language: Language, save: Callable[..., int]
) -> None:
    save()
    at = page(language)
    assert component_data(at, "player") == {}
    at.button(key="together").click().run()
    assert not at.exception
    data = component_data(at, "player")
    assert len(data["pictures"]) == len(data["times_s"]) > 20
    words = translator(language)
    assert data["words"]["picture"] == words.text("Both lifts, in the same phase")
    explanation = words.text(
        "Where no picture was kept, the body is drawn from what was measured: trunk and knees "
        "as they were, the rest about so."
    )
    assert any(explanation in caption.value for caption in at.caption)


def test_a_lift_of_the_camera_plays_over_the_pictures_of_the_replay(
    make_step: Callable[..., FrameResult], save: Callable[..., int]
) -> None:
    save()
    session, step = LiveSession(), make_step(time_s=2.5)
    session.lifts.start_stream()
    session.lifts.update(step, Settings().limits)
    lift = session.lifts.all()[0]
    assert (drawn := film_of_camera(lift, session)) is not None
    assert drawn.frames is None  # the replay has nothing of it
    picture = VideoFrame(np.zeros((48, 64, 3), np.uint8), step.time_s, step.index)
    session.replay.buffer.note(picture, step)
    assert (filmed := film_of_camera(lift, session)) is not None
    assert filmed.frames is not None
    assert [frame.time_s for frame in filmed.frames()] == [step.time_s]
    at = page("nl", live_session=session)
    at.selectbox(key="compare-0").select("session-1").run()
    at.button(key="together").click().run()
    assert not at.exception
    assert component_data(at, "player")["pictures"]


def test_pictures_of_a_sample_are_never_taken_for_those_of_the_camera(
    make_step: Callable[..., FrameResult],
) -> None:
    session, step = LiveSession(), make_step(time_s=2.5)
    session.lifts.start_stream()
    session.lifts.update(step, Settings().limits)
    session.state = LiveState(is_sample=True)
    picture = VideoFrame(np.zeros((48, 64, 3), np.uint8), step.time_s, step.index)
    session.replay.buffer.note(picture, step)
    film = film_of_camera(session.lifts.all()[0], session)
    assert film is not None
    assert film.frames is None


def test_a_film_that_is_gone_is_told_and_nothing_plays(analysis: MakeAnalysis) -> None:
    at = page(video_result=film_result(analysis()))
    at.button(key="together").click().run()
    assert not at.exception
    assert component_data(at, "player") == {}
    assert len(at.info) == 1


def test_without_trunk_and_knees_there_is_nothing_to_draw(stooped: JudgedLift) -> None:
    unseen = np.full(len(stooped.lift.postures), np.nan)
    postures = replace(stooped.lift.postures, knee_flexion_deg=unseen)
    lift = ComparedLift.of(stooped, Settings().limits, ViewLabel.FRONT)
    assert film_of_measures(replace(lift, postures=postures)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lift_that_came_in_from_a_file_goes_along_in_practise(
    language: Language, save: Callable[..., int]
) -> None:
    save()
    at = page(language)
    button = at.button(key="follow-1")
    assert "lift_to_follow" not in at.session_state
    button.click().run()
    assert not at.exception
    chosen: LiftToFollow = at.session_state["lift_to_follow"]
    assert chosen.ghost.view is ViewLabel.SIDE  # drawn from its measures
    assert at.session_state[FOLLOWS]
    words = translator(language)
    said = words.text("You see its outline when you practise in front of your own camera.")
    assert [caption.value for caption in at.caption].count(said) == 1


def test_a_lift_that_was_not_seen_well_enough_is_told_and_goes_along_with_nobody(
    save: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    save()
    monkeypatch.setattr("tilcoach.ui.compare.follow.Ghost.of_film", lambda *_: None)
    at = page()
    at.button(key="follow-0").click().run()
    assert not at.exception
    assert "lift_to_follow" not in at.session_state
    assert any("niet goed genoeg gezien" in info.value for info in at.info)
