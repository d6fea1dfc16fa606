"""What the bar of the Video page says while a film is looked at."""

from __future__ import annotations

from typing import Any, cast

import pytest
from streamlit.delta_generator import DeltaGenerator

from tilcoach.messages import Translator
from tilcoach.ui.frame_bar import FrameBar


class Shown:
    """Stands in for a bar of Streamlit: remembers what it was told."""

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
def bar(shown: Shown, dutch: Translator, clock: Clock) -> FrameBar:
    return FrameBar(cast("DeltaGenerator", cast("Any", shown)), dutch, clock)


def test_speed_and_time_left_come_once_they_mean_something(
    bar: FrameBar, shown: Shown, clock: Clock
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
    bar: FrameBar, shown: Shown, clock: Clock
) -> None:
    note = bar.stage("Kijken", 0.0, 1.0)
    clock.now_s += 60
    note(1800, 18_000)
    assert shown.calls[-1][1].endswith("nog ongeveer 9 minuten")
    clock.now_s += 540
    note(17_990, 18_000)
    assert shown.calls[-1][1].endswith("nog ongeveer 1 seconde")


def test_the_second_stage_goes_on_where_the_first_one_ended(
    bar: FrameBar, shown: Shown, clock: Clock
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
    bar: FrameBar, shown: Shown, clock: Clock
) -> None:
    note = bar.stage("Kijken", 0.0, 1.0)
    clock.now_s += 5
    note(50, 0)
    assert shown.calls[-1] == (0.0, "Kijken · 10 beelden/s")
    clock.now_s += 5
    note(120, 100)
    assert shown.calls[-1][0] == 1.0


def test_the_page_is_not_told_of_every_frame(bar: FrameBar, shown: Shown, clock: Clock) -> None:
    note = bar.stage("Kijken", 0.0, 1.0)
    for frame in range(100):
        clock.now_s += 0.01
        note(frame, 100)
    assert len(shown.calls) <= 5
