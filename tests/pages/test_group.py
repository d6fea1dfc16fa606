"""The page Group: a live group without names, and a folder of films."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.app import StartStream, html_of, make_page

from tilcoach.coaching import FrameResult, Pattern, PersonRecordingResult, RecordingResult, Verdict
from tilcoach.config import Settings
from tilcoach.guidance import GroupController, GroupMode, GroupState, Guidance, Member
from tilcoach.i18n import LANGUAGES, Language, Translator, translator
from tilcoach.live.group_session import GroupPipeline, GroupSession
from tilcoach.pose import PoseSeries, SourceInfo, VideoFrame
from tilcoach.session_files import SessionDocument, session_document
from tilcoach.store import History
from tilcoach.ui.group.totals import film_rows, group_table, live_rows


@pytest.fixture
def open_group(streams: list[dict[str, Any]]) -> Callable[..., AppTest]:
    del streams  # stands in for the browser's stream

    def open_page(language: Language = "nl") -> AppTest:
        return make_page("group", language).run()

    return open_page


@pytest.fixture
def two(make_step: Callable[..., FrameResult]) -> GroupState:
    judged = make_step().people[0].last_lift
    assert judged is not None
    members = (Member(1, (judged, judged)), Member(2))
    return GroupState(GroupMode.IN_TURN, 2, {1: 2}, members)


@pytest.fixture
def document(
    make_step: Callable[..., FrameResult], dutch: Translator
) -> Callable[..., SessionDocument]:
    """Make the result of a film with so many people, each of whom lifted once."""

    def make(name: str = "a.mp4", people: int = 1) -> SessionDocument:
        person = make_step().people[0]
        assert person.last_lift is not None
        poses, nothing = PoseSeries.of([person.pose]), np.zeros(1)
        review = PersonRecordingResult(
            1, person.view, poses, None, (person.phase,), nothing, (person.last_lift,), ()
        )
        everybody = tuple(replace(review, person=n + 1) for n in range(people))
        source = SourceInfo(name, "0" * 64, 10.0, 30.0, 640, 480, 300)
        model = SimpleNamespace(name="no_model", sha256="")
        return session_document(RecordingResult(everybody, ()), source, model, Settings(), 0, dutch)

    return make


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_shows_who_did_what_and_all_together(two: GroupState, language: Language) -> None:
    words = translator(language)
    html = group_table(live_rows(two, words), words, words.text("Who"))
    assert html.index("Person 2" if language == "en" else "Persoon 2") < html.index(">1</span>")
    assert html.count('data-verdict="fout"') == 2  # of person 1, and together
    assert f"{words.verdict(Verdict.FOUT)}: </span>2" in html
    assert words.text("Together") in html


def test_everybody_has_a_colour_of_their_own(two: GroupState, dutch: Translator) -> None:
    html = group_table(live_rows(two, dutch), dutch, "")
    colours = {part.split('"')[0] for part in html.split('style="background: ')[1:]}
    assert len(colours) == 2


def test_a_group_has_a_controller_of_its_own_and_in_turn_one_person_is_followed(
    open_group: Callable[..., AppTest], streams: list[dict[str, Any]], start_stream: StartStream
) -> None:
    at = open_group()
    assert streams[-1]["key"] == "group-in_turn-sample-stoop_straight_legs"
    processor = start_stream()
    assert isinstance(processor.controller, GroupController)
    at.button(key="next").click().run()
    at.button_group(key="group_mode").set_value("at_once").run()
    assert processor.has_ended
    assert streams[-1]["key"] == "group-at_once-sample-stoop_straight_legs"


@pytest.mark.parametrize(("way", "persons"), [(GroupMode.IN_TURN, 1), (GroupMode.AT_ONCE, 4)])
def test_as_many_are_followed_as_can_be_there(
    open_group: Callable[..., AppTest],
    streams: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    way: GroupMode,
    persons: int,
) -> None:
    started: list[Settings] = []
    monkeypatch.setattr(
        "tilcoach.live.session.LiveSession.start",
        lambda _room, _words, settings, **_: started.append(settings),
    )
    open_group().button_group(key="group_mode").set_value(way).run()
    streams[-1]["video_processor_factory"]()
    assert started[-1].persons == persons


def test_what_is_known_of_the_group_stands_beside_the_picture(
    open_group: Callable[..., AppTest],
    start_stream: StartStream,
    make_step: Callable[..., FrameResult],
    guidance: Guidance,
    two: GroupState,
    history: History,
) -> None:
    at = open_group()
    processor = start_stream()
    processor.state.publish(make_step(), replace(guidance, group=two), 0.0)
    at.run()
    assert not at.exception
    assert "tc-group" in html_of(at)
    assert "tc-turn" in html_of(at)
    assert not history.path.parent.exists()


def test_the_next_person_is_measured_from_their_own_upright(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[SimpleNamespace] = []

    def pipeline(*_: object) -> SimpleNamespace:
        made.append(SimpleNamespace(step=lambda _: FrameResult(0, 0.0, ()), close=list))
        return made[-1]

    monkeypatch.setattr("tilcoach.live.group_session.Pipeline", pipeline)
    session = GroupSession()
    controller = session._make_controller(Settings())
    assert isinstance(controller, GroupController)
    coach = GroupPipeline(SimpleNamespace(), Settings(), controller)
    frame = VideoFrame(np.zeros((4, 4, 3), np.uint8), 0.0, 0)
    coach.step(frame)
    controller.turn += 1
    coach.step(frame)
    coach.step(frame)
    assert len(made) == 2


def test_each_film_and_each_person_in_it_has_a_row(
    document: Callable[..., SessionDocument], dutch: Translator
) -> None:
    rows = film_rows([document("<b>.mp4", people=2), document("a.mp4")], dutch)
    assert [row.head for row in rows] == [
        "&lt;b&gt;.mp4, Persoon 1",
        "&lt;b&gt;.mp4, Persoon 2",
        "a.mp4",
    ]
    assert [row.lifts for row in rows] == [1, 1, 1]
    assert rows[0].counts[Pattern.STRAIGHT_LEGS][Verdict.FOUT] == 1


def test_a_folder_is_read_and_what_is_no_result_is_reported_and_left_out(
    open_group: Callable[..., AppTest],
    document: Callable[..., SessionDocument],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    marked = document("b.mp4").model_dump_json().encode("utf-8-sig")  # as Notepad saves it
    contents = [document().model_dump_json().encode(), marked, b"[1]", b"no json"]
    files = [SimpleNamespace(getvalue=lambda content=content: content) for content in contents]
    monkeypatch.setattr(
        "streamlit.file_uploader", lambda *_, key, **__: files if key == "results" else []
    )
    at = open_group()
    assert "a.mp4" in html_of(at)
    assert "b.mp4" in html_of(at)
    assert "2 bestanden" in at.info[0].value
