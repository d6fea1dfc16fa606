"""The page Group: a live group without names, and a folder of films."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tilcoach.coaching import Pattern, PersonReview, Review, Step, Verdict
from tilcoach.config import Settings
from tilcoach.guiding import GroupGuide, GroupState, GroupWay, Guidance, Member
from tilcoach.messages import LANGUAGES, Language, Translator, translator
from tilcoach.pose import PoseSeries, SourceInfo, VideoFrame
from tilcoach.report import SessionDocument, session_document
from tilcoach.store import History
from tilcoach.ui.group_panel import group_table, live_rows
from tilcoach.ui.group_results import film_rows
from tilcoach.ui.group_room import GroupCoach, GroupRoom

PATIENCE_S = 120
PAGE = "from tilcoach.ui.views.group import group\ngroup()\n"


@pytest.fixture
def open_group(streams: list[dict[str, Any]]) -> Callable[..., AppTest]:
    del streams  # stands in for the browser's stream

    def open_page(language: Language = "nl") -> AppTest:
        at = AppTest.from_string(PAGE, default_timeout=PATIENCE_S)
        at.session_state["lang"] = language
        return at.run()

    return open_page


@pytest.fixture
def two(make_step: Callable[..., Step]) -> GroupState:
    judged = make_step().people[0].last_lift
    assert judged is not None
    members = (Member(1, (judged, judged)), Member(2))
    return GroupState(GroupWay.IN_TURN, 2, {1: 2}, members)


@pytest.fixture
def document(make_step: Callable[..., Step], dutch: Translator) -> Callable[..., SessionDocument]:
    """Make the result of a film with so many people, each of whom lifted once."""

    def make(name: str = "a.mp4", people: int = 1) -> SessionDocument:
        person = make_step().people[0]
        assert person.last_lift is not None
        poses, nothing = PoseSeries.of([person.pose]), np.zeros(1)
        review = PersonReview(
            1, person.view, poses, None, (person.phase,), nothing, (person.last_lift,), ()
        )
        everybody = tuple(replace(review, person=n + 1) for n in range(people))
        source = SourceInfo(name, "0" * 64, 10.0, 30.0, 640, 480, 300)
        model = SimpleNamespace(name="no_model", sha256="")
        return session_document(Review(everybody, ()), source, model, Settings(), 0, dutch)

    return make


def html_of(at: AppTest) -> str:
    return " ".join(str(getattr(element, "value", "")) for element in at.get("html"))


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


def test_a_group_is_led_by_a_guide_of_its_own_and_in_turn_one_is_followed(
    open_group: Callable[..., AppTest], streams: list[dict[str, Any]]
) -> None:
    at = open_group()
    assert streams[-1]["key"] == "group-in_turn-sample-stoop_straight_legs"
    processor = streams[-1]["video_processor_factory"]()
    assert isinstance(processor.guide, GroupGuide)
    at.button(key="next").click().run()
    at.button_group(key="group_way").set_value("at_once").run()
    assert processor.has_ended
    assert streams[-1]["key"] == "group-at_once-sample-stoop_straight_legs"


@pytest.mark.parametrize(("way", "persons"), [(GroupWay.IN_TURN, 1), (GroupWay.AT_ONCE, 4)])
def test_as_many_are_followed_as_can_be_there(
    open_group: Callable[..., AppTest],
    streams: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    way: GroupWay,
    persons: int,
) -> None:
    started: list[Settings] = []
    monkeypatch.setattr(
        "tilcoach.ui.live_stream.LiveRoom.start",
        lambda _room, _words, settings, **_: started.append(settings),
    )
    open_group().button_group(key="group_way").set_value(way).run()
    streams[-1]["video_processor_factory"]()
    assert started[-1].persons == persons


def test_what_is_known_of_the_group_stands_beside_the_picture(
    open_group: Callable[..., AppTest],
    streams: list[dict[str, Any]],
    make_step: Callable[..., Step],
    guidance: Guidance,
    two: GroupState,
    history: History,
) -> None:
    at = open_group()
    processor = streams[-1]["video_processor_factory"]()
    processor.slot.publish(make_step(), replace(guidance, group=two), 0.0)
    at.run()
    assert not at.exception
    assert "tc-group" in html_of(at)
    assert "tc-turn" in html_of(at)
    assert not history.path.parent.exists()
    processor.on_ended()


def test_the_next_person_is_measured_from_their_own_upright(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[SimpleNamespace] = []

    def pipeline(*_: object) -> SimpleNamespace:
        made.append(SimpleNamespace(step=lambda _: Step(0, 0.0, ()), close=list))
        return made[-1]

    monkeypatch.setattr("tilcoach.ui.group_room.Pipeline", pipeline)
    room = GroupRoom()
    guide = room._make_guide(Settings())
    assert isinstance(guide, GroupGuide)
    coach = GroupCoach(SimpleNamespace(), Settings(), guide)
    frame = VideoFrame(np.zeros((4, 4, 3), np.uint8), 0.0, 0)
    coach.step(frame)
    guide.turn += 1
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


def test_a_folder_is_read_and_what_is_no_result_is_told_and_left_out(
    open_group: Callable[..., AppTest],
    document: Callable[..., SessionDocument],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contents = [document().model_dump_json().encode(), b"[1]", b"no json"]
    files = [SimpleNamespace(getvalue=lambda content=content: content) for content in contents]
    monkeypatch.setattr("streamlit.file_uploader", lambda *_, **__: files)
    at = open_group()
    assert "a.mp4" in html_of(at)
    assert "2 bestanden" in at.info[0].value
