"""The page Settings: each choice holds at once, comes back the next time, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.app import make_app, make_page

from tilcoach.coaching import Pattern
from tilcoach.config import Settings
from tilcoach.estimation.model_files import FOLDER_VARIABLE
from tilcoach.guidance import FeedbackMode
from tilcoach.i18n import LANGUAGES, Language, translator
from tilcoach.store import DEFAULT_PROFILE, History, Profile, read_saved_settings, settings_path


@pytest.fixture
def open_settings() -> Callable[..., AppTest]:
    """Open the page in a new session, as after a restart."""

    def open_page(language: Language = "nl") -> AppTest:
        return make_page("settings", language).run()

    return open_page


def saved_settings() -> Settings:
    return read_saved_settings(settings_path())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_is_kept_and_where(
    open_settings: Callable[..., AppTest], language: Language, history: History
) -> None:
    at = open_settings(language)
    assert not at.exception
    text = " ".join(element.value for element in at.caption)
    assert "settings" in text
    assert translator(language).text("What is kept, and where") in [s.value for s in at.subheader]
    assert not history.path.parent.exists()  # looking writes nothing


def test_the_choice_to_save_stands_there_with_its_days(
    open_settings: Callable[..., AppTest], history: History
) -> None:
    def told() -> str:
        shown = next(one.value for one in open_settings().markdown if "keuze om te" in one.value)
        return shown.replace("\\", "")

    assert "Nog niet gemaakt" in told()
    history.profiles.record_saving(DEFAULT_PROFILE, date(2026, 3, 2))
    anna = history.profiles.add("Anna").number
    history.profiles.record_saving(anna, date(2026, 3, 3))
    history.profiles.record_stop(anna, date(2026, 3, 9))
    assert "Zonder naam: ja, op 2 mrt 2026." in told()
    assert "Anna: ja op 3 mrt 2026, niet meer sinds 9 mrt 2026." in told()
    history.profiles.record_saving(anna, date(2026, 3, 10))
    assert "Anna: ja, op 10 mrt 2026." in told()


def test_a_choice_is_there_after_a_restart(
    open_settings: Callable[..., AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pose_landmarker_lite.task").touch()  # its content does not matter
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    at = open_settings()
    at.button_group(key="feedback").set_value("both").run()
    at.checkbox(key="pattern_load_far").uncheck().run()
    at.radio(key="model").set_value("lite").run()
    assert saved_settings() == Settings(
        model="lite",
        feedback=FeedbackMode.BOTH,
        switched_off=frozenset({Pattern.LOAD_FAR}),
    )
    again = open_settings()
    assert again.button_group(key="feedback").value == "both"
    assert again.radio(key="model").value == "lite"
    judged = [again.checkbox(key=f"pattern_{pattern}").value for pattern in Pattern]
    assert judged == [True, True, False]


def test_the_choices_reach_the_next_start(
    open_settings: Callable[..., AppTest],
    streams: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_settings().checkbox(key="pattern_load_far").uncheck().run()
    started: list[Settings] = []
    monkeypatch.setattr(
        "tilcoach.live.session.LiveSession.start",
        lambda _room, _words, settings, **_: started.append(settings),
    )
    make_app().run()
    streams[0]["video_processor_factory"]()
    assert started[0].switched_off == {Pattern.LOAD_FAR}


def test_the_language_is_remembered_and_a_bookmark_wins(streams: list[dict[str, Any]]) -> None:
    del streams

    def open_app(**query: str) -> AppTest:
        at = make_app()
        at.query_params.update(query)
        return at.run()

    open_app().button_group(key="lang").set_value("en").run()
    assert open_app().title[0].value == "Practise"
    dutch = open_app(lang="nl")
    assert dutch.title[0].value == "Oefenen"
    assert dutch.query_params["lang"] == "nl"  # or a reload would speak English
    assert saved_settings().language == "en"  # opening a bookmark is no choice


def test_one_button_restores_the_default_settings(
    open_settings: Callable[..., AppTest], history: History
) -> None:
    history.profiles.add("Anna")
    at = open_settings()
    at.button_group(key="feedback").set_value("silent").run()
    at.checkbox(key="pattern_straight_legs").uncheck().run()
    at.button(key="reset").click().run()
    assert at.button_group(key="feedback").value == "after_lift"
    assert at.checkbox(key="pattern_straight_legs").value
    assert not settings_path().exists()
    assert [profile.name for profile in history.profiles.all()] == ["", "Anna"]


def test_a_file_with_a_fault_is_reported_and_the_page_goes_on(
    open_settings: Callable[..., AppTest], history: History
) -> None:
    history.path.parent.mkdir()
    settings_path().write_text("colour = 1", encoding="utf-8")
    at = open_settings()
    assert "colour" in at.info[0].value
    assert at.radio(key="model").value == "full"


def test_a_setting_that_cannot_be_saved_is_reported_and_applies(
    open_settings: Callable[..., AppTest], history: History
) -> None:
    history.path.parent.write_text("a file where a folder should be", encoding="utf-8")
    at = open_settings()
    at.button_group(key="feedback").set_value("both").run()
    assert "kan niet bewaard worden" in " ".join(info.value for info in at.info)
    assert at.button_group(key="feedback").value == "both"


def test_limits_stand_with_their_source_and_can_be_reset(
    open_settings: Callable[..., AppTest], history: History
) -> None:
    own = {"height_cm": 170.0, "limits": {"trunk_rotation_deg": 40.0}}
    history.profiles.change(Profile(DEFAULT_PROFILE, "", None, own))
    at = open_settings()
    html = " ".join(str(getattr(element, "value", "")) for element in at.get("html"))
    assert "<td>25°</td><td>40°</td>" in html
    assert translator("nl").limit_source("trunk_rotation_deg") in html
    at.button(key="reset_limits").click().run()
    (profile,) = history.profiles.all()
    assert profile.settings == {"height_cm": 170.0}
    assert at.number_input(key="profile_trunk_rotation_deg_1").value is None
