"""Profiles: a name or tag of the user's choice, with limits, height and a target of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tilcoach.config import Settings
from tilcoach.errors import InputError, SettingsError
from tilcoach.measures import STOOP_SQUAT
from tilcoach.store import MOST_LETTERS, SAVING_CHOSEN_ON, History, Profile

OWN = {"height_cm": 168.0, "limits": {"stoop_squat_index": 65.0}}


def test_the_first_profile_has_no_name(history: History, save: Callable[..., int]) -> None:
    save()
    assert history.profiles.all() == (Profile(1, ""),)
    assert history.profiles.named("") == Profile(1, "")


def test_profiles_stand_in_order_of_their_names(history: History) -> None:
    for name in ("ploeg 2", "Anna", "  Bea   B. "):
        history.profiles.add(name)
    assert [profile.name for profile in history.profiles.all()] == ["", "Anna", "Bea B.", "ploeg 2"]


def test_a_profile_is_found_by_its_name_in_any_letters(history: History) -> None:
    anna = history.profiles.add("Anna É.")
    assert history.profiles.named(" anna é. ") == anna
    with pytest.raises(InputError, match=r"no profile called Bea.*one of these: Anna É\.\."):
        history.profiles.named("Bea")


@pytest.mark.parametrize("name", ["", "   ", "x" * (MOST_LETTERS + 1), "a\x00b", "a\x1bb"])
def test_a_name_has_to_be_one(history: History, name: str) -> None:
    with pytest.raises(InputError, match="name of 1 to 40 letters"):
        history.profiles.add(name)
    assert not history.path.exists()


def test_a_name_is_given_once(history: History) -> None:
    history.profiles.add("Anna")
    bea = history.profiles.add("Bea")
    with pytest.raises(InputError, match="called ANNA already"):
        history.profiles.add("ANNA")
    with pytest.raises(InputError, match="called Anna already"):
        history.profiles.change(Profile(bea.number, "Anna"))


def test_what_is_different_about_a_profile_is_kept(history: History) -> None:
    anna = history.profiles.add("Anna")
    changed = Profile(anna.number, "Anna B.", 30, OWN)
    history.profiles.change(changed)
    assert history.profiles.all()[1] == changed


def test_the_profile_without_a_name_may_differ_but_stays_without(history: History) -> None:
    history.profiles.add("Anna")
    history.profiles.change(Profile(1, "Iemand", 20, OWN))
    assert history.profiles.all()[0] == Profile(1, "", 20, OWN)


def test_a_profile_steers_the_settings_and_says_so(history: History) -> None:
    del history
    settings = Profile(2, "Anna", None, OWN).lay_over(Settings(language="en"))
    assert settings.language == "en"
    assert settings.height_cm == 168
    limit = settings.limits.of(STOOP_SQUAT)
    assert limit.value == 65
    assert limit.source.startswith("Profile Anna, in place of 75 (")
    assert Profile(1, "").lay_over(Settings()) == Settings()


@pytest.mark.parametrize(
    "settings", [{"height_cm": 17.0}, {"limits": {"stoop_squat_index": -1.0}}, {"limits": 3}]
)
def test_settings_that_cannot_be_used_are_not_kept(
    history: History, settings: dict[str, object]
) -> None:
    anna = history.profiles.add("Anna")
    with pytest.raises(SettingsError, match="Anna"):
        history.profiles.change(Profile(anna.number, "Anna", None, settings))
    assert history.profiles.all()[1] == anna


def test_settings_that_only_a_later_version_knows_are_kept_and_have_no_effect(
    history: History,
) -> None:
    anna = history.profiles.add("Anna")
    settings = {"nonsense": 1, "limits": {"nonsense": 1.0}}
    history.profiles.change(Profile(anna.number, "Anna", None, settings))
    assert history.profiles.all()[1].settings == settings
    assert history.profiles.all()[1].lay_over(Settings()) == Settings()


def test_the_day_of_the_choice_to_save_stands_beside_the_other_settings(history: History) -> None:
    anna = history.profiles.add("Anna")
    history.profiles.change(replace(anna, settings={"height_cm": 168.0}))
    history.profiles.record_saving(anna.number, date(2026, 3, 2))
    history.profiles.record_saving(anna.number, date(2026, 4, 1))
    kept = history.profiles.named("Anna")
    assert kept.settings == {"height_cm": 168.0, SAVING_CHOSEN_ON: "2026-04-01"}
    assert kept.lay_over(Settings()).height_cm == 168
