"""The numbers on the frames, and what becomes of their moments."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from tools.bench_live.figures import Turn, delays_s, figures_of
from tools.bench_live.film import number_of, with_number, write_films
from tools.bench_live.processes import processor_s

from tilcoach.pose.arrays import Bytes
from tilcoach.video import VideoFile

ROOT = Path(__file__).parents[2]


@pytest.fixture
def grey() -> Bytes:
    return np.full((480, 640, 3), 100, np.uint8)


@pytest.mark.parametrize("number", [0, 1, 6, 342, 4095])
def test_a_picture_carries_its_number(grey: Bytes, number: int) -> None:
    assert number_of(with_number(grey, number)) == number
    assert (grey == 100).all()


@pytest.mark.parametrize("shade", [0, 60, 255])
@pytest.mark.parametrize("across", [(0, 640), (0, 300), (120, 400), (500, 640)])
def test_a_number_that_something_covers_is_not_read(
    grey: Bytes, shade: int, across: tuple[int, int]
) -> None:
    wrong = 0
    for number in range(400):
        picture = with_number(grey, number)
        picture[-20:, across[0] : across[1]] = shade
        wrong += number_of(picture) not in (number, None)
    assert wrong < 0.15 * 400  # one in seven; the whole width never gives one number for another
    if across == (0, 640):
        assert wrong == 0


def test_the_numbers_survive_both_films(tmp_path: Path) -> None:
    local, browser = write_films(ROOT / "sample_videos" / "squat_close.mp4", tmp_path)
    for film in (VideoFile(local), VideoFile(browser)):
        numbers = [number_of(frame.bgr) for frame in film]
        assert numbers == list(range(len(numbers)))


def test_a_delay_is_from_taken_to_first_shown_also_when_the_film_starts_anew() -> None:
    taken = [(0, 1.0), (1, 1.03), (0, 2.0), (1, 2.03)]
    shown = [(0, 1.1), (0, 1.2), (1, 1.15), (0, 2.05), (1, 2.2)]
    assert delays_s(taken, shown) == pytest.approx([0.1, 0.12, 0.05, 0.17])


def test_a_picture_that_nobody_took_says_nothing() -> None:
    assert delays_s([(1, 5.0)], [(7, 6.0), (1, 4.0)]) == []


def test_a_way_has_one_value_per_turn_beside_its_goals() -> None:
    turns = [
        Turn([0.1] * 19 + [0.5], 1.0, 20.0, 0.5, 0.3),
        Turn([0.2] * 20, 2.0, 30.0, 0.7, 0.5),
    ]
    half, most, shown, *_ = figures_of("live", turns, (100.0, 150.0))
    assert half.values == pytest.approx((100, 200))
    assert [half.goal, half.reached, most.reached] == [100.0, "no", "no"]
    assert shown.values == pytest.approx((20, 10))
    assert all(figure.goal is None for figure in figures_of("live", turns, None))


def test_a_process_counts_with_its_children() -> None:
    before_s = processor_s(os.getpid())
    sum(number * number for number in range(2_000_000))
    own_s = processor_s(os.getpid())
    assert own_s > before_s > 0
    assert processor_s(os.getppid()) >= own_s
