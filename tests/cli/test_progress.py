"""The bar stays away from short work, and counts frames in long work."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from tilcoach.cli.progress import FrameProgress
from tilcoach.messages import translator


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


def test_short_work_shows_nothing(clock: Clock) -> None:
    screen = console()
    with FrameProgress(screen, "lift.mp4", translator("nl"), clock) as bar:
        for done in range(1, 50):
            clock.now_s += 0.04
            bar(done, 50)
    assert shown(screen) == ""


@pytest.mark.parametrize("total", [100, 30, 0])
def test_long_work_shows_frames_and_speed(clock: Clock, total: int) -> None:
    screen = console()
    with FrameProgress(screen, "lift.mp4", translator("nl"), clock) as bar:
        for done in range(1, 51):
            clock.now_s += 0.1
            bar(done, total)
    got = shown(screen)
    assert "lift.mp4" in got
    assert f"50/{max(total, 50) if total else '?'}" in got
    assert "beelden/s" in got


def test_a_log_file_gets_no_bar(clock: Clock) -> None:
    screen = console(terminal=False)
    with FrameProgress(screen, "lift.mp4", translator("en"), clock) as bar:
        clock.now_s = 10
        bar(1, 2)
    assert shown(screen).strip() == ""
