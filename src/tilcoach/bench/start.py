"""How long it takes to start: whole processes, as a user meets them."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tilcoach.bench.app_start import page_start_s
from tilcoach.bench.figure import Figure
from tilcoach.bench.test_videos import one_frame

HELP_GOAL_S, FIRST_FRAME_GOAL_S, PAGE_GOAL_S = 0.5, 2.5, 4.0

Run = Callable[[Sequence[str]], object]
"""Runs a command to its end, and raises when it fails."""


def start_figures(
    source: Path,
    rounds: int = 5,
    run: Run | None = None,
    page_s: Callable[[], float | None] = page_start_s,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[Figure, ...]:
    """Return the rows of the table about starting."""
    run = run or run_words

    def seconds(*words: str) -> float:
        start_s = clock()
        run((sys.executable, "-m", "tilcoach", *words))
        return clock() - start_s

    with TemporaryDirectory() as folder:
        film = Path(folder) / "one.mp4"
        one_frame(source, film)
        helped = tuple(seconds("--help") for _ in range(rounds))
        framed = tuple(seconds("analyze", str(film), "--json") for _ in range(rounds))
    pages = tuple(s for s in (page_s() for _ in range(rounds)) if s is not None)
    how = "from the command to its end"
    figures = [
        Figure("`tilcoach --help`", "s", helped, HELP_GOAL_S, how),
        Figure(
            "`tilcoach analyze`, first frame",
            "s",
            framed,
            FIRST_FRAME_GOAL_S,
            f"{how}, a film of one frame",
        ),
    ]
    if pages:
        how = "from `tilcoach app` to the choice of a sample film in Chromium"
        figures.append(Figure("App, page usable", "s", pages, PAGE_GOAL_S, how))
    return tuple(figures)


def run_words(words: Sequence[str]) -> None:
    """Run a command of ours to its end, without what it prints."""
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
