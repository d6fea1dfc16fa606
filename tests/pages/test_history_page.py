"""The page Progress: empty and calm at first, then trends, sessions, notes, and a way out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from tests.pages.app import count_charts, make_app, make_page

from tilcoach.coaching import Camera, JudgedLift, PersonRecordingResult, RecordingResult
from tilcoach.config import Settings
from tilcoach.i18n import LANGUAGES, Language, translator
from tilcoach.kinematics import View, ViewLabel
from tilcoach.lifting import LiftPhase
from tilcoach.pose import N_KEYPOINTS, PoseSeries, SourceInfo
from tilcoach.session_files import session_document
from tilcoach.store import History, Profile, export_bytes, new_lifts

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=1)))

Save = Callable[..., int]


@pytest.fixture
def save(history: History, stooped: JudgedLift) -> Save:
    """Save a session of one stoop: ``save(days=7, profile=2)``."""

    def make(
        *, days: int = 0, profile: int = 1, name: str = "camera", camera: Camera | None = None
    ) -> int:
        poses = PoseSeries(
            np.ones((2, N_KEYPOINTS, 2)),
            np.ones((2, N_KEYPOINTS, 3)),
            np.ones((2, N_KEYPOINTS)),
            np.arange(2.0),
        )
        phases = (LiftPhase.UPRIGHT,) * 2
        view = View(ViewLabel.SIDE, 2.0)
        seen = (replace(f, judged_by=None if f.reason else camera) for f in stooped.findings)
        lifts = (replace(stooped, findings=tuple(seen)),)
        person = PersonRecordingResult(1, view, poses, None, phases, np.zeros(2), lifts, ())
        review = RecordingResult((person,), ())
        model = SimpleNamespace(name="no_model", sha256="")
        source = SourceInfo(name, "", 10.0, 30.0, 640, 480, 300)
        words = translator("nl")
        document = session_document(review, source, model, Settings(), 0, words)
        started_at = MONDAY + timedelta(days=days)
        return history.add_session(profile, started_at, document, new_lifts(review, words))

    return make


def page(language: Language = "nl") -> AppTest:
    return make_page("history", language).run()


def press(at: AppTest, label: str) -> AppTest:
    (button,) = [button for button in at.button if button.label == label]
    button.click()
    at.run()
    assert not at.exception
    return at


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_history_is_one_calm_sentence(language: Language, history: History) -> None:
    at = page(language)
    assert not at.exception
    difference_sentences = [element.value for element in at.markdown if "**" not in element.value]
    assert len(difference_sentences) == 1
    assert translator(language).text("Practise") in difference_sentences[0]
    assert count_charts(at) == 0
    assert not at.get("download_button")
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
    at = make_app().run()
    assert not at.exception
    assert listed["progress"] == "Voortgang"


@pytest.mark.parametrize("language", LANGUAGES)
def test_sessions_are_listed_the_newest_first_with_trends_above(
    language: Language, save: Save
) -> None:
    save(days=0)
    save(days=3)
    save(days=8, name="thuis.mp4")
    at = page(language)
    assert not at.exception
    assert count_charts(at) == 4
    words = translator(language)
    table = at.dataframe[0].value
    assert list(table[words.text("Film or camera")]) == ["thuis.mp4", *2 * [words.text("Camera")]]
    assert list(table[words.text("Lifts")]) == ["1", "1", "1"]
    columns = [column for column in table.columns if column.startswith(words.pattern("load_far"))]
    assert list(table[columns[0]]) == [words.text("{n} of {all}", n=1, all=1)] * 3


def test_one_or_two_sessions_are_told_in_a_sentence(save: Save) -> None:
    save()
    at = page()
    assert count_charts(at) == 0
    assert any("1 sessie; 1 tilbeweging" in element.value for element in at.markdown)


def test_it_opens_with_the_profile_that_was_used_last(history: History, save: Save) -> None:
    save(days=0)
    save(days=2, profile=history.profiles.add("Anna").number)
    assert page().selectbox(key="shown_profile").value == 2


def test_a_session_shows_its_lifts_with_what_was_measured(save: Save) -> None:
    save()
    row = page().dataframe[1].value.iloc[0]
    assert row["Door de knieën"] == "Fout (index 92)"
    assert row["Voeten mee"] == "Niet te beoordelen"
    assert row["Romp"].endswith("°")


def test_of_two_cameras_it_shows_which_judged_what(save: Save) -> None:
    save(camera=Camera.SECOND)
    row = page().dataframe[1].value.iloc[0]
    assert row["Door de knieën"] == "Fout (index 92), camera 2"
    assert row["Voeten mee"] == "Niet te beoordelen"


def test_the_curves_of_a_lift_are_drawn_when_it_is_chosen(save: Save) -> None:
    number = save()
    at = page()
    at.selectbox(key=f"curves-{number}").select((1, 1)).run()
    assert not at.exception
    assert count_charts(at) == 4


def test_another_measure_can_be_followed(save: Save) -> None:
    for days in range(3):
        save(days=days)
    at = page()
    for field in ("trunk_rotation_deg", "load_distance_ratio", "stoop_squat_index"):
        at.selectbox(key="measure").select(field).run()
        assert not at.exception


def test_a_note_is_saved(save: Save, history: History) -> None:
    number = save()
    at = page()
    at.text_area(key=f"note-{number}").set_value("Ging goed")
    press(at, "Bewaar notitie")
    assert history.session(number).note == "Ging goed"
    assert list(at.dataframe[0].value["Notitie"]) == ["Ging goed"]


def test_a_session_is_erased_only_after_a_second_yes(save: Save, history: History) -> None:
    first, _ = save(), save(days=1)
    at = press(page(), "Wis deze sessie")
    assert len(history.sessions()) == 2
    press(at, "Nee, bewaar het")
    assert len(history.sessions()) == 2
    press(press(at, "Wis deze sessie"), "Ja, wis voorgoed")
    assert [session.number for session in history.sessions()] == [first]
    assert at.selectbox(key="session").value == first


def test_everything_is_erased_only_after_a_second_yes(save: Save, history: History) -> None:
    save()
    history.profiles.change(Profile(1, "", 30, {"height_cm": 172.0}))
    at = page()
    assert at.number_input(key="profile_height_1").value == 172
    at.session_state["save"] = "1"
    at.session_state["live_session"] = SimpleNamespace(profile_number=1)
    press(at, "Wis alles")
    assert len(history.sessions()) == 1
    press(at, "Ja, wis voorgoed")
    assert not history.path.parent.exists()
    assert any("Alles is gewist" in caption.value for caption in at.caption)
    assert at.number_input(key="profile_height_1").value is None
    assert at.session_state["save"] == "no"
    assert at.session_state["live_session"].profile_number is None
    at.run()
    assert not at.caption or all("Alles is gewist" not in c.value for c in at.caption)


def test_everything_can_be_taken_along(
    save: Save, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Callable[[], bytes]] = []

    def download_button(_: object, __: str, data: Callable[[], bytes], **___: object) -> bool:
        offered.append(data)
        return False

    monkeypatch.setattr("streamlit.delta_generator.DeltaGenerator.download_button", download_button)
    save()
    page()
    (data,) = offered
    assert data() == export_bytes(history)
    assert "session-1.json" in zipfile.ZipFile(io.BytesIO(data())).namelist()


def test_a_profile_is_made_and_analysed(history: History, save: Save) -> None:
    save()
    at = page()
    at.text_input(key="new_profile").set_value("Anna")
    press(at, "Maak profiel")
    assert at.selectbox(key="shown_profile").options == ["Zonder naam", "Anna"]
    assert at.selectbox(key="shown_profile").value == 2
    assert count_charts(at) == 0  # nothing is hers yet
    for days in range(3):
        save(days=days, profile=2)
    at.run()
    assert count_charts(at) == 4
    assert history.profiles.named("Anna").number == 2


def test_what_is_different_about_a_profile_is_saved_and_can_be_taken_back(
    history: History,
) -> None:
    history.profiles.change(Profile(1, "", None, {"load": "yes", "limits": {"visible_share": 0.7}}))
    at = page()
    at.number_input(key="profile_height_1").set_value(172.0)
    at.number_input(key="profile_target_1").set_value(30)
    at.number_input(key="profile_load_distance_ratio_1").set_value(26.0)
    press(at, "Bewaar profiel")
    assert history.profiles.all()[0] == Profile(
        1,
        "",
        30,
        {
            "load": "yes",
            "height_cm": 172.0,
            "limits": {"visible_share": 0.7, "load_distance_ratio": 0.26},
        },
    )
    at.number_input(key="profile_height_1").set_value(None)
    at.number_input(key="profile_load_distance_ratio_1").set_value(None)
    press(at, "Bewaar profiel")
    kept = {"load": "yes", "limits": {"visible_share": 0.7}}
    assert history.profiles.all()[0].settings == kept


def test_a_name_that_is_taken_is_reported(history: History) -> None:
    history.profiles.add("Anna")
    at = page()
    at.text_input(key="new_profile").set_value("anna")
    press(at, "Maak profiel")
    assert [info.value for info in at.info] == [
        "Er is al een profiel met de naam anna: kies een andere naam.".replace(":", "\\:")
    ]


def test_a_profile_is_erased_with_its_sessions_after_a_second_yes(
    history: History, save: Save
) -> None:
    save()
    save(profile=history.profiles.add("Anna").number)
    at = page()
    at.selectbox(key="shown_profile").select(2).run()
    press(press(at, "Wis dit profiel"), "Ja, wis voorgoed")
    assert [profile.name for profile in history.profiles.all()] == [""]
    assert len(history.sessions()) == 1
    assert len(at.dataframe[0].value) == 1  # the page goes back to the profile without a name


def test_an_unreadable_history_is_reported_set_aside_and_can_be_erased(history: History) -> None:
    history.path.parent.mkdir()
    history.path.write_bytes(b"no database" * 100)
    at = page()
    assert not at.exception
    assert any("niet meer te lezen" in info.value for info in at.info)
    at.run()
    assert any("history.kept-1.sqlite" in info.value for info in at.info)
    press(press(at, "Wis alles"), "Ja, wis voorgoed")
    assert not history.path.parent.exists()


def test_a_name_is_shown_letter_for_letter(history: History) -> None:
    history.profiles.add("![x](http://example.org/x.png)")
    at = page()
    at.selectbox(key="shown_profile").select(2).run()
    assert not any("![x]" in element.value for element in at.markdown)
    assert any("!\\[x\\]" in element.value for element in at.markdown)


def import_profile(at: AppTest, name: str, data: bytes) -> AppTest:
    at.file_uploader[0].set_value((name, data, "application/zip"))
    at.run()
    assert not at.exception
    return at


def test_an_export_is_imported_and_the_uploader_is_empty_again(
    history: History, save: Save
) -> None:
    save()
    data = export_bytes(history)
    history.erase_all()
    at = import_profile(page(), "alles.zip", data)
    assert len(history.sessions()) == 1
    assert any("1 sessie is toegevoegd" in caption.value for caption in at.caption)
    assert at.file_uploader[0].value is None
    assert at.subheader
    at.run()
    assert not any("toegevoegd" in caption.value for caption in at.caption)


def test_a_file_that_is_no_export_gets_a_sentence(history: History) -> None:
    at = import_profile(page(), "iets.zip", b"PK and nothing more")
    assert any("iets.zip" in info.value for info in at.info)
    assert not history.path.parent.exists()


def test_two_sessions_of_one_minute_are_two_choices_and_the_chosen_one_is_erased(
    history: History, save: Save
) -> None:
    save()
    second = save(name="later.mp4")
    at = page()
    box = at.selectbox(key="session")
    assert box.value == second
    newer, older = box.options
    assert newer == f"{older} (2)"
    assert older.startswith("ma 2 mrt 2026, 09:30")
    at.button(key=f"ask-session-{second}").click().run()
    at.button(key=f"yes-session-{second}").click().run()
    assert [session.head.source.name for session in history.sessions()] == ["camera"]
