"""The pages as Streamlit runs them, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import tilcoach
from tilcoach.coaching import Cue, Pattern, Step, Verdict
from tilcoach.guiding import FeedbackMode, Guidance, Guide, Pause, Picture, Said, SaidKind
from tilcoach.kinematics import ViewLabel
from tilcoach.messages import LANGUAGES, Language, translator
from tilcoach.sheet import read_published
from tilcoach.store import read_remembered, settings_path
from tilcoach.ui.samples import read_samples

ROOT = Path(tilcoach.__file__).parents[2]
PATIENCE_S = 120


@pytest.fixture
def app(streams: list[dict[str, Any]]) -> AppTest:
    del streams  # stands in for the browser's stream
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE_S)


def run_page(name: str, language: Language = "nl") -> AppTest:
    """Run one page by itself, as the navigation would."""
    script = f"from tilcoach.ui.views.{name} import {name}\n{name}()\n"
    at = AppTest.from_string(script, default_timeout=PATIENCE_S)
    at.session_state["lang"] = language
    return at.run()


def html_of(at: AppTest) -> str:
    return " ".join(str(getattr(element, "value", "")) for element in at.get("html"))


def test_the_app_opens_with_a_sample_that_plays_by_itself(
    app: AppTest, streams: list[dict[str, Any]]
) -> None:
    app.run()
    assert not app.exception
    assert app.title[0].value == "Oefenen"
    (call,) = streams
    assert call["key"] == "sample-stoop_straight_legs"
    assert call["desired_playing_state"] is True


def test_the_stream_asks_nobody_outside_and_never_blocks_the_page(
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
    streams: list[dict[str, Any]],
    make_step: Callable[..., Step],
    guidance: Guidance,
) -> None:
    app.run()
    processor = streams[0]["video_processor_factory"]()
    processor.slot.publish(make_step(), guidance, 0.0)
    app.run()
    assert translator("nl").cue(Cue.BEND_KNEES) in html_of(app)
    processor.on_ended()


def test_when_the_coach_speaks_can_be_chosen_while_it_runs(
    app: AppTest, streams: list[dict[str, Any]]
) -> None:
    app.run()
    running = streams[0]["video_processor_factory"]()
    modes = [running.guide.mode]
    app.button_group(key="feedback").set_value("both").run()
    later = streams[-1]["video_processor_factory"]()
    modes += [running.guide.mode, later.guide.mode]
    assert modes == [FeedbackMode.AFTER_LIFT, FeedbackMode.BOTH, FeedbackMode.BOTH]
    later.on_ended()


def test_the_buttons_pause_and_repeat(
    app: AppTest,
    streams: list[dict[str, Any]],
    make_step: Callable[..., Step],
    room: Picture,
) -> None:
    app.run()
    guide: Guide = streams[0]["video_processor_factory"]().guide
    app.button(key="pause").click().run()
    app.button(key="repeat").click().run()
    said = guide.update(make_step(lifts=0), room).said
    assert guide.is_paused
    assert said == Said(SaidKind.PAUSE, Pause.PAUSED, 1)


def test_a_new_start_ends_the_stream_before_it(app: AppTest, streams: list[dict[str, Any]]) -> None:
    app.run()
    first = streams[0]["video_processor_factory"]()
    second = streams[0]["video_processor_factory"]()
    assert first.has_ended
    assert not second.has_ended
    second.on_ended()


def test_the_overlay_follows_the_language(app: AppTest, streams: list[dict[str, Any]]) -> None:
    app.run()
    processor = streams[0]["video_processor_factory"]()
    assert processor.words.lifts == "Tilbewegingen"
    app.button_group(key="lang").set_value("en").run()
    assert processor.words.lifts == "Lifts"
    processor.on_ended()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_about_page_draws_every_pattern_both_ways(language: Language) -> None:
    words = translator(language)
    at = run_page("about", language)
    assert not at.exception
    html = html_of(at)
    for pattern in Pattern:
        for verdict in (Verdict.GOED, Verdict.FOUT):
            assert f'alt="{words.pattern(pattern)}: {words.verdict(verdict)}"' in html
    for verdict in Verdict:
        assert words.verdict_note(verdict) in html


def test_the_about_page_says_what_cannot_be_seen_and_what_it_is_not_for() -> None:
    text = " ".join(element.value for element in run_page("about").markdown)
    for phrase in ("Of uw rug bol of recht is", "geen diagnose", "geen behandeling", "20 tot 30"):
        assert phrase in text


def test_the_about_page_tells_from_where_what_can_be_judged() -> None:
    html = html_of(run_page("about"))
    no, yes = "<td>nee</td>", "<td>ja</td>"
    assert f'<th scope="row">Draaien met last</th>{no}{yes}{yes}' in html
    assert f'<th scope="row">Last ver van het lichaam</th>{yes}{yes}{no}' in html


def test_the_about_page_plays_a_good_lift_beside_each_pattern() -> None:
    at = run_page("about")
    for pattern in Pattern:
        at.button_group(key="film_pattern").set_value(pattern).run()
        assert not at.exception
        assert len(at.get("video")) == 2


def test_the_about_page_tells_the_measured_error_as_published() -> None:
    published = read_published()
    assert published is not None
    html = html_of(run_page("about"))
    error = translator("nl").number(published.error("knee_flexion_deg", ViewLabel.SIDE), 1)
    assert f'<th scope="row">Knie</th><td>{error}°</td>' in html


def test_the_reminder_is_off_until_it_is_asked_for_and_remembered_then() -> None:
    at = run_page("about")
    assert at.button_group(key="move_every_min").value == 0
    at.button_group(key="move_every_min").set_value(25).run()
    assert read_remembered(settings_path()).move_every_min == 25
    assert run_page("settings").button_group(key="move_every_min").value == 25


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
