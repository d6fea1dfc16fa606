"""The page Plan, and today's set beside the live picture."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.app import html_of, make_page

from tilcoach.coaching import Pattern
from tilcoach.config import Settings
from tilcoach.errors import StoreError
from tilcoach.guidance import Cadence, FeedbackMode
from tilcoach.i18n import LANGUAGES, Language, translator
from tilcoach.live.session import LiveSession, local_now
from tilcoach.plan import (
    Plan,
    PlanResults,
    SessionResult,
    TallyPart,
    Today,
    checked_plan,
    file_text,
    new_code,
    read_plan_file,
    today,
)
from tilcoach.store import DEFAULT_PROFILE, History
from tilcoach.ui.today import apply_plan
from tilcoach.ui.today.todays_set import today_card

MAY_OPEN = "Hier wordt nog geen plan gevolgd"


def make_plan(**parts: object) -> Plan:
    return checked_plan({"code": new_code(), "made_on": local_now().date(), **parts})


def page(language: Language = "nl") -> AppTest:
    at = make_page("plan", language).run()
    assert not at.exception
    return at


def press(at: AppTest, label: str) -> AppTest:
    (button,) = [button for button in at.button if button.label == label]
    button.click()
    at.run()
    assert not at.exception
    return at


def drop(at: AppTest, name: str, contents: Plan | PlanResults | bytes) -> AppTest:
    data = contents if isinstance(contents, bytes) else file_text(contents).encode()
    at.file_uploader[0].set_value((name, data, "application/json"))
    at.run()
    assert not at.exception
    return at


def test_without_a_plan_it_is_one_sentence_and_no_file(history: History) -> None:
    at = page()
    assert any(MAY_OPEN in element.value for element in at.markdown)
    assert not history.path.parent.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_therapist_makes_a_plan(language: Language, history: History) -> None:
    words = translator(language)
    at = page(language)
    _number(at, words.text("Lifts per set")).set_value(8)
    _number(at, words.text("Knees at least, in degrees")).set_value(90)
    _checkbox(at, words.pattern(Pattern.TWIST_WITH_LOAD)).uncheck()
    press(at, words.text("Save and follow this plan"))
    saved = history.plans.followed(DEFAULT_PROFILE)
    assert saved is not None
    assert (saved.plan.lifts, saved.plan.targets.knee_at_least_deg) == (8, 90)
    assert saved.plan.focus == (Pattern.STRAIGHT_LEGS, Pattern.LOAD_FAR)
    assert words.text("knees at least {n}°", n=90) in html_of(at)


def test_a_plan_is_changed_in_its_place(history: History) -> None:
    saved = history.plans.open(DEFAULT_PROFILE, make_plan(message="Hoi"), local_now().date())
    at = page()
    _number(at, "Series").set_value(5)
    press(at, "Dit plan bewaren en volgen")
    (changed,) = history.plans.all()
    assert (changed.number, changed.plan.code) == (saved.number, saved.plan.code)
    assert (changed.plan.sets, changed.plan.message) == (5, "Hoi")


def test_what_contradicts_itself_is_told_and_not_saved(history: History) -> None:
    at = page()
    _number(at, "Knieën minstens, in graden").set_value(90)
    _checkbox(at, "Vrijer bukken is het doel: de benen worden niet beoordeeld").check()
    press(at, "Dit plan bewaren en volgen")
    assert any("Dit plan kan zo niet worden gemaakt" in info.value for info in at.info)
    assert history.plans.all() == ()


def test_nothing_to_practise_is_no_plan(history: History) -> None:
    at = page()
    for pattern in Pattern:
        _checkbox(at, translator("nl").pattern(pattern)).uncheck()
    press(at, "Dit plan bewaren en volgen")
    assert any("Kies minstens één ding" in info.value for info in at.info)
    assert history.plans.all() == ()


def test_bending_freely_can_be_the_aim_with_all_patterns_ticked(history: History) -> None:
    at = page()
    _checkbox(at, "Vrijer bukken is het doel: de benen worden niet beoordeeld").check()
    press(at, "Dit plan bewaren en volgen")
    (saved,) = history.plans.all()
    assert saved.plan.practised == (Pattern.TWIST_WITH_LOAD, Pattern.LOAD_FAR)


def test_a_patient_opens_the_file_of_the_therapist(history: History) -> None:
    plan = make_plan(message="Rustig <b>aan</b>.")
    at = drop(page(), "anna.tilcoach", plan)
    assert any("volgt dit plan vanaf nu" in element.value for element in at.success)
    saved = history.plans.followed(DEFAULT_PROFILE)
    assert saved is not None
    assert saved.plan == plan
    assert "Rustig &lt;b&gt;aan&lt;/b&gt;." in html_of(at)
    at.run()
    assert not at.success


def test_results_that_came_back_stand_beside_their_plan(history: History) -> None:
    anna = history.profiles.add("Anna")
    day = local_now().date()
    plan = history.plans.open(anna.number, make_plan(), day).plan
    sessions = tuple(
        SessionResult(
            started_at=local_now() - timedelta(days=ago),
            lifts=30,
            patterns={Pattern.LOAD_FAR: TallyPart(goed=20, fout=6, not_judged=4)},
            medians={"trunk_flexion_deg": degrees},
            note=note,
            pain_after=ago + 1,
        )
        for ago, degrees, note in ((2, 61.0, ""), (0, 44.0, "Ging *goed*."))
    )
    back = PlanResults(
        plan=plan, opened_on=day - timedelta(days=3), written_on=day, sessions=sessions
    )
    at = drop(page(), "terug.tilcoach", back)
    shown = html_of(at)
    assert "61°" in shown
    assert "44°" in shown
    assert "<td>40</td><td>12</td><td>8</td>" in shown
    told = [element.value for element in at.markdown]
    assert any("Geoefend op 2 van 3 dagen; 60 van 90 keer getild." in one for one in told)
    assert any("Ging \\*goed\\*." in one for one in told)
    assert "Pijn na het oefenen, 0 tot 10: eerst 3, nu 1." in told
    assert at.session_state["shown_profile"] == anna.number


@pytest.mark.parametrize("data", [b"hello", b'{"kind": "plan", "schema": 1, "plan": {"lifts": 1}}'])
def test_a_file_that_is_no_plan_gets_a_sentence(history: History, data: bytes) -> None:
    at = drop(page(), "iets.tilcoach", data)
    assert any("iets.tilcoach" in info.value for info in at.info)
    assert not history.path.parent.exists()


def test_plan_and_results_are_offered_as_files(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: dict[str, Any] = {}
    monkeypatch.setattr(
        "streamlit.download_button", lambda label, data, **_: offered.update({label: data})
    )
    plan = history.plans.open(DEFAULT_PROFILE, make_plan(), local_now().date()).plan
    page()
    assert read_plan_file(offered["Plan als bestand"].encode(), "out") == plan
    back = read_plan_file(offered["Resultaten voor de therapeut"]().encode(), "out")
    assert isinstance(back, PlanResults)
    assert back.plan == plan


def test_a_plan_is_followed_no_longer_again_and_erased(history: History) -> None:
    history.plans.open(DEFAULT_PROFILE, make_plan(), local_now().date())
    at = press(page(), "Dit plan niet meer volgen")
    assert history.plans.followed(DEFAULT_PROFILE) is None
    press(at, "Dit plan volgen")
    assert history.plans.followed(DEFAULT_PROFILE) is not None
    press(at, "Plan wissen")
    press(at, "Ja, wis voorgoed")
    assert history.plans.all() == ()
    assert any(MAY_OPEN in element.value for element in at.markdown)


def card(lifts: int, rest_left_s: int | None = None, **parts: object) -> str:
    plan, day = make_plan(**parts), date(2026, 3, 4)
    now: Today = today(plan, {day: lifts}, day, day)
    return today_card(plan, now, rest_left_s, translator("nl"))


@pytest.mark.parametrize(
    ("lifts", "rest_left_s", "sentence"),
    [
        (0, None, "Serie 1 van 3: 0 van 10 keer getild."),
        (13, 40, "Serie 2 van 3: 3 van 10 keer getild."),
        (10, None, "Serie 1 is klaar. Rust 1 minuut, en ga door wanneer u wilt."),
        (10, 40, "Serie 1 is klaar. Rust nog 40 seconden."),
        (10, 0, "Serie 1 is klaar. Rust 1 minuut, en ga door wanneer u wilt."),
        (30, 40, "Klaar voor vandaag. Mooi gedaan, en tot de volgende keer."),
    ],
)
def test_the_card_says_what_is_next(lifts: int, rest_left_s: int | None, sentence: str) -> None:
    assert sentence in card(lifts, rest_left_s)


def test_the_card_shows_a_mark_per_set_and_says_the_same() -> None:
    shown = card(14, message="Rustig <aan>")
    marks = ("full", "begun", "empty")
    assert [shown.count(f"tc-set-{mark}") for mark in marks] == [1, 1, 1]
    assert 'aria-label="1 van 3 series klaar"' in shown
    assert "Rustig &lt;aan&gt;" in shown


def test_practise_follows_the_plan_on_the_camera(
    history: History, streams: list[dict[str, Any]]
) -> None:
    del streams
    plan = make_plan(targets={"hands_at_most_cm": 40}, lift_what="een krat")
    history.plans.open(DEFAULT_PROFILE, plan, local_now().date())
    at = make_page("practise", source="camera").run()
    assert not at.exception
    shown = html_of(at)
    assert "Serie 1 van 3: 0 van 10 keer getild." in shown
    assert "een krat" in shown


def test_a_sample_film_follows_no_plan(history: History, streams: list[dict[str, Any]]) -> None:
    del streams
    history.plans.open(DEFAULT_PROFILE, make_plan(), local_now().date())
    at = make_page("practise", source="sample").run()
    assert not at.exception
    assert "Uw plan voor vandaag" not in html_of(at)


@pytest.fixture
def session() -> LiveSession:
    return LiveSession()


def test_a_plan_sets_limits_and_how_often_the_coach_speaks(
    history: History, session: LiveSession
) -> None:
    plan = make_plan(targets={"turned_at_most_deg": 20}, speaking="every_third", feedback="both")
    saved = history.plans.open(DEFAULT_PROFILE, plan, local_now().date())
    settings = apply_plan(saved, Settings(), session)
    assert settings.limits.values()["trunk_rotation_deg"] == 20
    assert session.feedback_mode is FeedbackMode.BOTH
    assert session.cadence is Cadence.EVERY_THIRD
    assert session._make_controller(settings).cadence is Cadence.EVERY_THIRD


def test_without_a_plan_the_coach_speaks_as_usual(session: LiveSession) -> None:
    session.set_cadence(Cadence.EVERY_THIRD)
    assert apply_plan(None, Settings(), session) == Settings()
    assert session.cadence is Cadence.USUAL


def test_a_history_that_is_in_use_does_not_stop_the_live_page(
    history: History, session: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = history.plans.open(DEFAULT_PROFILE, make_plan(speaking="fading"), local_now().date())

    def busy(*_: object) -> dict[date, int]:
        message = "The history is in use by another window or program."
        raise StoreError(message)

    monkeypatch.setattr("tilcoach.store.plans.Plans.lifts_by_day", busy)
    apply_plan(saved, Settings(), session)
    assert session.cadence is Cadence.EVERY_LIFT


def test_who_chose_silence_keeps_it(history: History, session: LiveSession) -> None:
    saved = history.plans.open(DEFAULT_PROFILE, make_plan(feedback="both"), local_now().date())
    session.set_feedback_mode(FeedbackMode.SILENT)
    apply_plan(saved, Settings(), session)
    assert session.feedback_mode is FeedbackMode.SILENT


def _number(at: AppTest, label: str) -> Any:  # noqa: ANN401  of Streamlit's tests
    (field,) = [field for field in at.number_input if field.label == label]
    return field


def _checkbox(at: AppTest, label: str) -> Any:  # noqa: ANN401  of Streamlit's tests
    (box,) = [box for box in at.checkbox if box.label == label]
    return box
