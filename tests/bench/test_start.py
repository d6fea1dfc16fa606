"""What is timed when starting is timed: commands, and the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from tilcoach.bench import start_figures

Film = Callable[..., Path]


def test_each_command_runs_once_per_round_by_its_own_clock(film: Film) -> None:
    clock = Clock()
    figures = start_figures(film(), 3, clock.run, pages(3.5, 5.0, 4.5), clock)
    helped, framed, page = figures
    assert helped.values == pytest.approx((0.25,) * 3)
    assert framed.values == pytest.approx((2.0,) * 3)
    assert page.measured == pytest.approx(4.5)
    assert page.reached == "no"
    assert clock.films == ["one.mp4"] * 3


def test_without_a_browser_there_is_no_row_about_the_page(film: Film) -> None:
    clock = Clock()
    assert len(start_figures(film(), 1, clock.run, lambda: None, clock)) == 2


class Clock:
    """Moves by what a command takes, and by nothing else."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.films: list[str] = []

    def __call__(self) -> float:
        return self.now_s

    def run(self, words: Sequence[str]) -> None:
        assert list(words[1:3]) == ["-m", "tilcoach"]
        if "--help" in words:
            self.now_s += 0.25
        else:
            film = Path(words[4])
            assert film.is_file()
            self.films.append(film.name)
            self.now_s += 2.0


def pages(*seconds: float) -> Callable[[], float | None]:
    turns: Iterator[int] = count()
    return lambda: seconds[next(turns)]
