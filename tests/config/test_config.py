"""Settings and the profile files that change them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tilcoach.coaching import Pattern, read_limits
from tilcoach.config import Settings, load_settings
from tilcoach.errors import SettingsError
from tilcoach.guidance import FeedbackMode
from tilcoach.lifting import LoadChoice
from tilcoach.measures import STOOP_SQUAT
from tilcoach.tuning import Tuning


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "clinic.toml"


def test_without_a_profile_everything_has_a_calm_default() -> None:
    plain = Settings()
    assert (plain.language, plain.model, plain.load) == ("nl", "full", LoadChoice.AUTO)
    assert plain.height_cm is None
    assert plain.load_kg is None
    assert plain.persons == 1
    assert plain.limits == read_limits()


def test_a_profile_changes_what_it_names_and_nothing_else(profile: Path) -> None:
    profile.write_text('load = "yes"\nheight_cm = 181\npersons = 2\n', encoding="utf-8")
    base = Settings(language="en", model="lite")
    got = load_settings(profile, base)
    assert (got.load, got.height_cm, got.persons) == (LoadChoice.YES, 181, 2)
    assert (got.language, got.model) == ("en", "lite")


def test_a_profile_says_what_is_not_practised_and_when_the_coach_speaks(profile: Path) -> None:
    profile.write_text('switched_off = ["load_far"]\nfeedback = "both"\n', encoding="utf-8")
    got = load_settings(profile)
    assert got.switched_off == {Pattern.LOAD_FAR}
    assert got.feedback is FeedbackMode.BOTH


def test_a_limit_from_a_profile_keeps_its_unit_and_says_where_it_comes_from(profile: Path) -> None:
    profile.write_text("[limits]\nstoop_squat_index = 80\n", encoding="utf-8")
    before = read_limits().of(STOOP_SQUAT)
    after = load_settings(profile).limits.of(STOOP_SQUAT)
    assert (after.value, after.unit, after.why) == (80.0, before.unit, before.why)
    assert "clinic.toml" in after.source
    assert before.source in after.source


def test_a_profile_from_a_windows_editor_is_read(profile: Path) -> None:
    profile.write_bytes('\ufefflanguage = "en"\r\n'.encode())
    assert load_settings(profile).language == "en"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("heigth_cm = 180", "heigth_cm"),
        ("height_cm = 300", "height_cm"),
        ('height_cm = "180"', "height_cm"),
        ('switched_off = ["far"]', "switched_off"),
        ("move_every_min = -5", "move_every_min"),
        ("height_cm = nan", "height_cm"),
        ("load_kg = -1", "load_kg"),
        ("load_kg = true", "load_kg"),
        ("persons = 0", "persons"),
        ("persons = 1.5", "persons"),
        ('language = "fr"', "language"),
        ('load = "maybe"', "load"),
        ('model = "../x"', "model"),
        ("[limits]\nno_such_limit = 1", "limits.no_such_limit"),
        ("[limits]\nstoop_squat_index = inf", "limits.stoop_squat_index"),
        ("[limits]\nstoop_squat_index = -1", "limits.stoop_squat_index"),
        ("limits = 3", "limits"),
        ("language = ", "TOML"),
    ],
)
def test_a_fault_is_one_sentence_with_the_file_and_the_key(
    profile: Path, text: str, named: str
) -> None:
    profile.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(profile)
    sentence = str(caught.value)
    assert named in sentence
    assert "clinic.toml" in sentence
    assert "\n" not in sentence
    assert caught.value.exit_code == 2


def test_a_missing_profile_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "nowhere.toml")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_any_file_is_either_settings_or_a_sentence(profile: Path, content: bytes) -> None:
    profile.write_bytes(content)
    with suppress(SettingsError):
        assert isinstance(load_settings(profile), Settings)


def test_a_rule_from_a_profile_reaches_the_stage_that_it_steers(profile: Path) -> None:
    profile.write_text('[tuning]\n"lifts.lift.bend_from" = 0.09\n"smoothing.order" = 3\n', "utf-8")
    tuning = load_settings(profile).tuning
    assert tuning.lifts.lift == replace(Tuning().lifts.lift, bend_from=0.09)
    assert tuning.smoothing.order == 3
    assert isinstance(tuning.smoothing.order, int)
    assert tuning.guidance == Tuning().guidance


def test_an_unknown_rule_is_told(profile: Path) -> None:
    profile.write_text('[tuning]\n"lifts.lift.bend" = 0.09\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"tuning\.lifts\.lift\.bend:"):
        load_settings(profile)


def test_every_rule_is_composed() -> None:
    """A rule that Tuning does not hold could not be changed in one place."""
    composed = {type(rule) for rule in _rules(Tuning())}
    made = {
        value
        for module in list(sys.modules.values())
        if module.__name__.startswith("tilcoach.")
        for name, value in vars(module).items()
        if name.endswith("Rule") and isinstance(value, type)
    }
    assert made - composed == set()


def _rules(rule: object) -> Iterator[object]:
    yield rule
    if is_dataclass(rule):
        for field in fields(rule):
            yield from _rules(getattr(rule, field.name))
