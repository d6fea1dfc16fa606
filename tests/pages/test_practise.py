"""The first minute, the view that fills the screen, and the end of a session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.app import StartStream, html_of, make_app, make_script

from tilcoach.coaching import Cue, FrameResult, JudgedLift, Verdict, read_limits
from tilcoach.config import Settings
from tilcoach.guidance import Guidance, SetupState
from tilcoach.i18n import LANGUAGES, Language, Translator, translator
from tilcoach.live.live_state import LiveSnapshot
from tilcoach.live.session import LiveSession
from tilcoach.replay import Ghost
from tilcoach.store import DEFAULT_PROFILE, Ratings, RecorderState
from tilcoach.ui.components.session_state import FOLLOWS, LiftToFollow
from tilcoach.ui.practise.first_minute import FIRST_LIFTS, steps_line
from tilcoach.ui.practise.large import large_panel, overall_verdict

MakeStep = Callable[..., FrameResult]
LARGE = '<span class="tc-large-on">'


@pytest.fixture
def ended(streams: list[object], make_step: MakeStep) -> AppTest:
    """Return the page after a session of one lift, of which nothing was saved."""
    del streams
    at = make_app(source="camera").run()
    session: LiveSession = at.session_state["live_session"]
    session._is_summed_up = False
    session.lifts.start_stream()
    session.lifts.update(make_step(), read_limits())
    return at.run()


def test_the_sample_says_so_and_one_button_leads_to_the_own_camera(app: AppTest) -> None:
    app.run()
    assert "zo werkt het" in html_of(app)
    app.button(key="begin").click().run()
    assert not app.exception
    assert app.session_state["source"] == "camera"
    assert "zo werkt het" not in html_of(app)


@pytest.mark.parametrize(("lifts", "step"), [(0, 0), (1, 1), (FIRST_LIFTS, 2)])
def test_the_steps_of_the_first_minute_are_followed(
    dutch: Translator, make_step: MakeStep, guidance: Guidance, lifts: int, step: int
) -> None:
    ready = replace(guidance, setup=SetupState(is_ready=lifts > 0))
    html = steps_line(LiveSnapshot(result=make_step(lifts=lifts), guidance=ready), dutch)
    assert ["aria-current" in item for item in html.split("<li")[1:]] == [
        n == step for n in range(3)
    ]


def test_after_the_first_lifts_and_for_a_sample_no_step_stands(
    dutch: Translator, make_step: MakeStep, guidance: Guidance
) -> None:
    late = LiveSnapshot(result=make_step(lifts=FIRST_LIFTS + 1), guidance=guidance)
    assert steps_line(late, dutch) == ""
    assert steps_line(replace(late, result=make_step(), is_sample=True), dutch) == ""


def test_the_large_view_has_one_sentence_one_symbol_and_the_count(
    dutch: Translator, make_step: MakeStep, guidance: Guidance
) -> None:
    html = large_panel(LiveSnapshot(result=make_step(lifts=2), guidance=guidance), dutch)
    assert html.count("tc-mark") == 1
    assert dutch.cue(Cue.BEND_KNEES) in html
    assert "<b>2</b> tilbewegingen" in html
    assert "Fout" in html


def test_a_lift_of_which_part_was_left_in_doubt_is_not_called_good(stooped: JudgedLift) -> None:
    open_ones = tuple(one for one in stooped.findings if one.verdict is not Verdict.FOUT)
    doubtful = replace(stooped, findings=open_ones, cue=Cue.NOTHING_JUDGED)
    assert overall_verdict(stooped) is Verdict.FOUT
    assert overall_verdict(doubtful) is Verdict.NOT_JUDGED
    assert overall_verdict(replace(doubtful, cue=Cue.WELL_DONE)) is Verdict.GOED


def test_filling_the_screen_and_back(app: AppTest, start_stream: StartStream) -> None:
    app.run()
    start_stream()
    app.run()
    app.button(key="fill").click().run()
    assert LARGE in html_of(app)
    app.button(key="fill").click().run()
    assert LARGE not in html_of(app)


def test_a_session_ends_in_a_summary_until_it_is_closed(ended: AppTest) -> None:
    assert not ended.exception
    html = html_of(ended)
    assert "1\N{MULTIPLICATION SIGN} opgetild, 0\N{MULTIPLICATION SIGN} neergezet" in html
    assert "Dicht bij u: 1 van de 1 keer goed" in html
    assert "Zak de volgende keer iets verder door uw knieën." in html
    ended.button(key="summary-done").click().run()
    assert "opgetild" not in html_of(ended)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_stands_in_both_languages(ended: AppTest, language: Language) -> None:
    ended.button_group(key="lang").set_value(language).run()
    words = translator(language)
    assert words.text("For next time") in html_of(ended)
    assert words.text("Once more") in [button.label for button in ended.button]


def test_pain_and_effort_are_kept_for_the_report(ended: AppTest) -> None:
    session: LiveSession = ended.session_state["live_session"]
    after = [group for group in ended.button_group if "_after" in str(group.key)]
    pain, effort = after
    pain.set_value(3).run()
    effort.set_value(6).run()
    assert session.ratings == Ratings(pain_after=3, effort_after=6)


class Unsaved:
    """A recorder of one lift that was seen while saving was off."""

    unsaved, session_number = 1, None
    state = RecorderState()

    def __init__(self) -> None:
        self.profiles: list[int] = []

    def save_unsaved(self, profile: int) -> None:
        self.profiles.append(profile)
        self.unsaved = 0


def test_what_was_not_saved_is_offered_once(ended: AppTest) -> None:
    recorder = Unsaved()
    ended.session_state["live_session"].recorders = [recorder]
    ended.run()
    ended.button(key="save-now").click().run()
    assert not ended.exception
    assert recorder.profiles == [DEFAULT_PROFILE]
    assert "save-now" not in [button.key for button in ended.button]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_best_lift_goes_along_only_when_asked(language: Language) -> None:
    script = (
        "from tilcoach.i18n import translator\n"
        "from tilcoach.ui.components.session_state import live_session\n"
        "from tilcoach.ui.practise.ghost import choose_ghost\n"
        f"choose_ghost(live_session(), translator({language!r}))\n"
    )
    at = make_script(script, language).run()
    session: LiveSession = at.session_state["live_session"]
    words = translator(language)
    assert at.toggle(key="ghost").label == words.text("Let my best lift go along")
    processor = session.start(words, Settings())
    shown = [processor._ghost is not None]
    for chosen in (True, False, True):
        at.toggle(key="ghost").set_value(chosen).run()
        shown.append(processor._ghost is not None)
    assert shown == [False, True, False, True]
    assert session.start(words, Settings())._ghost is not None  # the next stream as well


def test_the_lift_of_a_film_goes_along_when_one_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worked_out: list[object] = []

    def of_recording(review: object) -> object:
        worked_out.append(review)
        return "the therapist"

    monkeypatch.setattr("tilcoach.ui.practise.ghost.Ghost.of_recording", of_recording)
    script = (
        "from tilcoach.i18n import translator\n"
        "from tilcoach.ui.components.session_state import live_session\n"
        "from tilcoach.ui.practise.ghost import choose_ghost\n"
        "choose_ghost(live_session(), translator('nl'))\n"
    )
    film = SimpleNamespace(analysis=SimpleNamespace(review="film"))
    at = make_script(script, "nl", video_result=film).run()
    session: LiveSession = at.session_state["live_session"]
    seen = [(session.shows_ghost, session.film_ghost)]
    for chosen in (True, False):
        at.toggle(key="ghost-film").set_value(chosen).run()
        seen.append((session.shows_ghost, session.film_ghost))
    assert seen == [(False, None), (True, "the therapist"), (False, None)]
    assert worked_out == ["film"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lift_chosen_on_compare_goes_along_until_it_is_switched_off(language: Language) -> None:
    script = (
        "from tilcoach.i18n import translator\n"
        "from tilcoach.ui.components.session_state import live_session\n"
        "from tilcoach.ui.practise.ghost import choose_ghost\n"
        f"choose_ghost(live_session(), translator({language!r}))\n"
    )
    ghost = cast("Ghost", object())
    chosen = LiftToFollow("Video: therapeut.mp4, lift 2", ghost)
    at = make_script(script, language, lift_to_follow=chosen, **{FOLLOWS: True}).run()
    session: LiveSession = at.session_state["live_session"]
    words = translator(language)
    toggle = at.toggle(key=FOLLOWS)
    assert toggle.label == words.text("Show the outline of the lift chosen on Compare")
    assert "therapeut.mp4" in str(toggle.help)
    assert (session.shows_ghost, session.film_ghost) == (True, ghost)
    toggle.set_value(False).run()
    assert (session.shows_ghost, session.film_ghost) == (False, None)
