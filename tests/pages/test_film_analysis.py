"""The progress bar of the page Video during an analysis."""

from __future__ import annotations

from typing import Any, cast

import pytest
from streamlit.delta_generator import DeltaGenerator

from tilcoach.errors import VideoError
from tilcoach.i18n import Translator
from tilcoach.ui.components.session_state import Workspace
from tilcoach.ui.film.analysis import AnalysisProgress, FilmChoice, _by_title


class Shown:
    """Stands in for a bar of Streamlit: records its texts."""

    def __init__(self) -> None:
        self.calls: list[tuple[float, str]] = []

    def progress(self, share: float, text: str) -> None:
        self.calls.append((share, text))


class Clock:
    """Goes on only when the test says so."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def bar(shown: Shown, dutch: Translator, clock: Clock) -> AnalysisProgress:
    return AnalysisProgress(cast("DeltaGenerator", cast("Any", shown)), dutch, clock)


def test_speed_and_time_left_come_once_they_mean_something(
    bar: AnalysisProgress, shown: Shown, clock: Clock
) -> None:
    note = bar.stage("Kijken", 0.0, 0.5)
    note(1, 400)
    assert shown.calls == [(0.5 / 400, "Kijken")]
    clock.now_s += 10
    note(100, 400)  # an eighth of all the work in 10 s: 70 s to go
    share, text = shown.calls[-1]
    assert share == pytest.approx(0.125)
    assert text == "Kijken · 10 beelden/s · nog ongeveer 70 seconden"


def test_a_long_film_counts_in_minutes_and_one_second_is_one(
    bar: AnalysisProgress, shown: Shown, clock: Clock
) -> None:
    note = bar.stage("Kijken", 0.0, 1.0)
    clock.now_s += 60
    note(1800, 18_000)
    assert shown.calls[-1][1].endswith("nog ongeveer 9 minuten")
    clock.now_s += 540
    note(17_990, 18_000)
    assert shown.calls[-1][1].endswith("nog ongeveer 1 seconde")


def test_the_second_stage_continues_where_the_first_ended(
    bar: AnalysisProgress, shown: Shown, clock: Clock
) -> None:
    bar.stage("Kijken", 0.0, 0.75)
    clock.now_s += 30
    note = bar.stage("Tekenen", 0.75, 1.0)
    clock.now_s += 1
    note(50, 100)
    share, text = shown.calls[-1]
    assert share == pytest.approx(0.875)
    assert "beelden/s" not in text  # a second of drawing says little about its speed
    assert "nog ongeveer 4 seconden" in text


def test_a_film_of_unknown_or_too_small_a_count_never_overflows(
    bar: AnalysisProgress, shown: Shown, clock: Clock
) -> None:
    note = bar.stage("Kijken", 0.0, 1.0)
    clock.now_s += 5
    note(50, 0)
    assert shown.calls[-1] == (0.0, "Kijken · 10 beelden/s")
    clock.now_s += 5
    note(120, 100)
    assert shown.calls[-1][0] == 1.0


def test_the_bar_is_not_updated_at_every_frame(
    bar: AnalysisProgress, shown: Shown, clock: Clock
) -> None:
    note = bar.stage("Kijken", 0.0, 1.0)
    for frame in range(100):
        clock.now_s += 0.01
        note(frame, 100)
    assert len(shown.calls) <= 5


def test_a_film_that_cannot_be_read_is_called_by_its_own_name() -> None:
    workspace = Workspace()
    path = workspace.store("tillen.mp4", b"no film at all")
    choice = FilmChoice("tillen.mp4", path, workspace)
    error = VideoError("There is no video in {path}.", path=path)
    assert _by_title(error, choice).values == {"path": "tillen.mp4"}
    assert isinstance(_by_title(error, choice), VideoError)
    workspace.remove()
