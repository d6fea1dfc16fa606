"""A bar for work that takes longer than two seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from tilcoach.messages import Translator

_PATIENCE_S = 2.0  # shorter work is done before a bar has been read


class FrameRateColumn(ProgressColumn):
    """Frames per second.

    Parameters
    ----------
    words
        In the user's language.
    """

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words

    def render(self, task: Task) -> Text:
        """Return the speed, as rich measures it over the last seconds.

        Parameters
        ----------
        task
            The work.
        """
        speed = task.finished_speed or task.speed
        shown = self._words.number(speed) if speed else "–"  # noqa: RUF001 - a dash is meant
        return Text(self._words.text("{fps} frames/s", fps=shown), style="progress.data.speed")


class FrameProgress:
    """Shows frames done, frames per second and time left; called after every frame.

    Parameters
    ----------
    console
        Where to draw; nothing is drawn unless it is a terminal.
    label
        What is being done.
    words
        In the user's language.
    clock
        Seconds, rising.
    """

    def __init__(
        self,
        console: Console,
        label: str,
        words: Translator,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._start_s = clock()
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            FrameRateColumn(words),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task(label, total=None)

    def __enter__(self) -> Self:
        """Start waiting; the bar itself comes later."""
        return self

    def __call__(self, done: int, total: int) -> None:
        """Note that a frame is done.

        Parameters
        ----------
        done
            Frames done.
        total
            All frames; 0 when not known.
        """
        if not self._progress.live.is_started and self._clock() - self._start_s > _PATIENCE_S:
            self._progress.start()
        # A file's own count may be too low.
        self._progress.update(self._task, completed=done, total=max(total, done) if total else None)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        self._progress.stop()
