"""The pages as Streamlit runs them, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.app import ROOT, StartStream, html_of, make_page

import tilcoach
from tilcoach.coaching import Cue, FrameResult, Pattern, Verdict
from tilcoach.guidance import (
    FeedbackMode,
    FrameStatistics,
    Guidance,
    GuidanceController,
    Pause,
    Utterance,
    UtteranceKind,
)
from tilcoach.i18n import LANGUAGES, Language, translator
from tilcoach.kinematics import ViewLabel
from tilcoach.live.samples import read_samples
from tilcoach.report import read_release_accuracy
from tilcoach.store import read_saved_settings, settings_path


def test_the_app_opens_with_a_sample_that_plays_by_itself(
    app: AppTest, streams: list[dict[str, Any]]
) -> None:
    app.run()
    assert not app.exception
    assert app.title[0].value == "Oefenen"
    (call,) = streams
    assert call["key"] == "sample-stoop_straight_legs"
    assert call["desired_playing_state"] is True


def test_the_stream_contacts_no_server_and_never_blocks_the_page(
    app: AppTest, streams: list[dict[str, Any]]
) -> None:
    app.run()
    assert streams[0]["rtc_configuration"] == {"iceServers": []}
    assert streams[0]["async_processing"] is True


def test_the_own_camera_waits_for_its_start_button_and_records_no_sound(
    app: AppTest, streams: list[dict[str, Any]]
) -> None:
    app.query_params["source"] = "camera"
    app.run()
    assert streams[0]["key"] == "camera"
    assert "desired_playing_state" not in streams[0]
    assert streams[0]["media_stream_constraints"]["audio"] is False
    assert "Zo begint u" in html_of(app)
    assert "cameraatje in de adresbalk" in app.info[0].value


def test_another_sample_can_be_chosen(app: AppTest, streams: list[dict[str, Any]]) -> None:
    app.run()
    app.selectbox(key="film").select("lift_and_twist").run()
    assert streams[-1]["key"] == "sample-lift_and_twist"


def test_dutch_is_the_default_and_english_is_kept_in_the_address(app: AppTest) -> None:
    app.run()
    assert "lang" not in app.query_params
    app.button_group(key="lang").set_value("en").run()
    assert app.title[0].value == "Practise"
    assert app.query_params["lang"] == "en"
    app.button_group(key="lang").set_value("nl").run()
    assert app.title[0].value == "Oefenen"
    assert "lang" not in app.query_params


def test_a_bookmark_opens_in_its_language_and_nonsense_in_dutch(app: AppTest) -> None:
    app.query_params["lang"] = "en"
    assert app.run().title[0].value == "Practise"


def test_an_unknown_language_in_the_address_is_dutch(app: AppTest) -> None:
    app.query_params["lang"] = "xx"
    assert app.run().title[0].value == "Oefenen"


def test_results_of_a_running_stream_stand_beside_it(
    app: AppTest,
    start_stream: StartStream,
    make_step: Callable[..., FrameResult],
    guidance: Guidance,
) -> None:
    app.run()
    processor = start_stream()
    processor.state.publish(make_step(), guidance, 0.0)
    app.run()
    assert translator("nl").cue(Cue.BEND_KNEES) in html_of(app)


def test_when_the_coach_speaks_can_be_chosen_while_it_runs(
    app: AppTest, start_stream: StartStream
) -> None:
    app.run()
    running = start_stream()
    modes = [running.controller.mode]
    app.button_group(key="feedback").set_value("both").run()
    later = start_stream()
    modes += [running.controller.mode, later.controller.mode]
    assert modes == [FeedbackMode.AFTER_LIFT, FeedbackMode.BOTH, FeedbackMode.BOTH]


def test_the_buttons_pause_and_repeat(
    app: AppTest,
    start_stream: StartStream,
    make_step: Callable[..., FrameResult],
    room: FrameStatistics,
) -> None:
    app.run()
    controller: GuidanceController = start_stream().controller
    app.button(key="pause").click().run()
    app.button(key="repeat").click().run()
    said = controller.update(make_step(lifts=0), room).utterance
    assert controller.is_paused
    assert said == Utterance(UtteranceKind.PAUSE, Pause.PAUSED, 1)


def test_a_new_start_ends_the_stream_before_it(app: AppTest, start_stream: StartStream) -> None:
    app.run()
    first = start_stream()
    second = start_stream()
    assert first.has_ended
    assert not second.has_ended


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_about_page_draws_every_pattern_both_ways(language: Language) -> None:
    words = translator(language)
    at = make_page("about", language).run()
    assert not at.exception
    html = html_of(at)
    for pattern in Pattern:
        for verdict in (Verdict.GOED, Verdict.FOUT):
            assert f'alt="{words.pattern(pattern)}: {words.verdict(verdict)}"' in html
    for verdict in Verdict:
        assert words.verdict_note(verdict) in html


def test_the_about_page_says_what_cannot_be_seen_and_what_it_is_not_for() -> None:
    text = " ".join(element.value for element in make_page("about").run().markdown)
    for phrase in ("Of uw rug bol of recht is", "geen diagnose", "geen behandeling", "20 tot 30"):
        assert phrase in text


def test_the_about_page_shows_which_view_can_judge_what() -> None:
    html = html_of(make_page("about").run())
    no, roughly, yes = "<td>nee</td>", "<td>ongeveer</td>", "<td>ja</td>"
    assert f'<th scope="row">Door de knieën</th>{yes}{yes}{roughly}' in html
    assert f'<th scope="row">Voeten mee</th>{roughly}{yes}{yes}' in html
    assert f'<th scope="row">Dicht bij u</th>{yes}{yes}{no}' in html


def test_the_about_page_plays_a_good_lift_beside_each_pattern() -> None:
    at = make_page("about").run()
    for pattern in Pattern:
        at.button_group(key="film_pattern").set_value(pattern).run()
        assert not at.exception
        assert len(at.get("video")) == 2


def test_the_about_page_shows_the_published_error() -> None:
    published = read_release_accuracy()
    assert published is not None
    html = html_of(make_page("about").run())
    error = translator("nl").number(published.error("knee_flexion_deg", ViewLabel.SIDE), 1)
    assert f'<th scope="row">Knie</th><td>{error}°</td>' in html


def test_the_reminder_is_off_until_it_is_asked_for_and_remembered_then() -> None:
    at = make_page("about").run()
    assert at.button_group(key="move_every_min").value == 0
    at.button_group(key="move_every_min").set_value(25).run()
    assert read_saved_settings(settings_path()).move_every_min == 25
    assert make_page("settings").run().button_group(key="move_every_min").value == 25


def test_the_samples_have_titles_in_both_languages() -> None:
    samples = read_samples()
    assert len(samples) >= 4
    for language in LANGUAGES:
        titles = {sample.title(translator(language)) for sample in samples}
        assert len(titles) == len(samples)
        assert not titles & {sample.name for sample in samples}


def test_the_settings_are_the_same_in_a_checkout_and_in_the_package() -> None:
    packed = Path(tilcoach.__file__).parent / "ui" / ".streamlit" / "config.toml"
    assert (ROOT / ".streamlit" / "config.toml").read_text() == packed.read_text()
