"""The bar stays away from short work, and counts frames in long work."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from tilcoach.batch import BatchProgress, FilmTask
from tilcoach.cli.progress import FilmProgress, FilmsProgress
from tilcoach.config import Settings
from tilcoach.i18n import translator


class Clock:
    """Moves when told."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


def console(*, terminal: bool = True) -> Console:
    return Console(file=StringIO(), force_terminal=terminal, width=100)


def shown(screen: Console) -> str:
    assert isinstance(screen.file, StringIO)
    return screen.file.getvalue()


def task(*, with_video: bool = True) -> FilmTask:
    return FilmTask("lift.mp4", "out/lift", Settings(), with_video=with_video, name="lift.mp4")


def test_short_work_shows_nothing(clock: Clock) -> None:
    screen = console()
    with FilmProgress(screen, translator("nl"), clock) as bar:
        for done in range(1, 50):
            clock.now_s += 0.04
            bar.frame(task(), done, 50)
    assert shown(screen) == ""


@pytest.mark.parametrize("total", [100, 30, 0])
def test_long_work_shows_frames_and_speed(clock: Clock, total: int) -> None:
    screen = console()
    with FilmProgress(screen, translator("nl"), clock) as bar:
        for done in range(1, 51):
            clock.now_s += 0.1
            bar.frame(task(with_video=False), done, total)
    got = shown(screen)
    assert "lift.mp4 wordt bekeken" in got
    assert f"50/{max(total, 50) if total else '?'}" in got
    assert "beelden/s" in got


def test_the_second_pass_over_a_film_is_said_to_be_drawing(clock: Clock) -> None:
    screen = console()
    with FilmProgress(screen, translator("en"), clock) as bar:
        clock.now_s = 10
        bar.frame(task(), 20, 40)
        bar.frame(task(), 35, 40)
    assert "Drawing on lift.mp4" in shown(screen)
    assert "15/20" in shown(screen)


def test_a_log_file_gets_no_bar(clock: Clock) -> None:
    screen = console(terminal=False)
    with FilmProgress(screen, translator("en"), clock) as bar:
        clock.now_s = 10
        bar.frame(task(), 1, 2)
    assert shown(screen).strip() == ""


def test_many_films_show_how_many_are_done_and_the_time_left(clock: Clock) -> None:
    screen = console()
    with FilmsProgress(screen, translator("en"), clock) as bar:
        clock.now_s = 10
        bar.film(BatchProgress(12, analysed=2, kept=1, share=0.25, left_s=240))
        with bar.aside():
            screen.print("a line of its own")
    assert "3 of 12 films, about 4 minutes to go" in shown(screen)
