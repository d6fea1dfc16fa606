"""What was set comes back as it was, and nobody else can read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tilcoach.coaching import Pattern, read_limits
from tilcoach.config import HEIGHT_CM, Settings
from tilcoach.errors import SettingsError, StoreError
from tilcoach.guidance import FeedbackMode
from tilcoach.i18n import LANGUAGES
from tilcoach.lifting import LoadChoice
from tilcoach.store import (
    History,
    delete_settings,
    read_saved_settings,
    save_settings,
    settings_path,
)

OWN = read_limits()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return settings_path(tmp_path / "own")


@st.composite
def any_settings(draw: st.DrawFn) -> Settings:
    values = draw(st.dictionaries(st.sampled_from(sorted(OWN.values())), st.floats(0, 1e6)))
    return Settings(
        language=draw(st.sampled_from(LANGUAGES)),
        model=draw(st.from_regex(r"[A-Za-z0-9_.-]+", fullmatch=True)),
        load=draw(st.sampled_from(LoadChoice)),
        height_cm=draw(st.none() | st.floats(*HEIGHT_CM)),
        persons=draw(st.integers(1, 4)),
        switched_off=draw(st.frozensets(st.sampled_from(Pattern))),
        feedback=draw(st.sampled_from(FeedbackMode)),
        move_every_min=draw(st.integers(0, 120)),
        limits=OWN.with_values(values, "Test"),
    )


def numbers(given: Settings) -> tuple[Settings, Mapping[str, float]]:
    """Leave out where a limit comes from: a remembered one says so in words of its own."""
    return replace(given, limits=OWN), given.limits.values()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(chosen=any_settings())
def test_what_was_set_comes_back(path: Path, chosen: Settings) -> None:
    save_settings(chosen, path)
    assert numbers(read_saved_settings(path)) == numbers(chosen)


def test_without_a_file_the_settings_of_tilcoach_hold_and_none_is_made(path: Path) -> None:
    assert read_saved_settings(path) == Settings()
    assert not path.parent.exists()


def test_only_this_user_can_read_it_and_nothing_lies_beside_it(path: Path) -> None:
    save_settings(Settings(language="en"), path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]
    assert 'language = "en"' in path.read_text(encoding="utf-8")


def test_a_file_that_makes_no_sense_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("language = 7", encoding="utf-8")
    with pytest.raises(SettingsError, match="language"):
        read_saved_settings(path)


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be kept"):
        save_settings(Settings(), settings_path(tmp_path / "own"))


def test_forgotten_twice_is_fine(path: Path) -> None:
    save_settings(Settings(language="en"), path)
    delete_settings(path)
    delete_settings(path)
    assert read_saved_settings(path) == Settings()


def test_erasing_everything_erases_the_settings_too(path: Path) -> None:
    save_settings(Settings(language="en"), path)
    History(path.parent).erase_all()
    assert not path.parent.exists()
