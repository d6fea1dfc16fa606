"""A progress bar for work that takes longer than two seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, Self

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

from tilcoach.batch import BatchProgress, FilmTask, Pass
from tilcoach.batch.storage import file_name
from tilcoach.i18n import Translator

_PATIENCE_S = 2.0  # shorter work is done before a bar has been read


class FrameRateColumn(ProgressColumn):
    """Frames per second."""

    def __init__(self, words: Translator) -> None:
        super().__init__()
        self._words = words

    def render(self, task: Task) -> Text:
        """Return the speed, as rich measures it over the last seconds."""
        speed = task.finished_speed or task.speed
        shown = self._words.number(speed) if speed else "–"  # noqa: RUF001 - a dash is meant
        return Text(self._words.text("{fps} frames/s", fps=shown), style="progress.data.speed")


class RunProgress(Protocol):
    """Shows how far a run over films is."""

    def frame(self, task: FilmTask, done: int, total: int) -> None:
        """Note that a frame is done."""
        ...

    def film(self, progress: BatchProgress) -> None:
        """Note that a film is done."""
        ...

    def aside(self) -> AbstractContextManager[None]:
        """Take the bar away while something else is printed."""
        ...

    def __enter__(self) -> Self:
        """Start waiting; the bar itself comes later."""
        ...

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        ...


class _Bar:
    """One bar, which comes into view after two seconds of work."""

    def __init__(
        self, console: Console, *columns: ProgressColumn, clock: Callable[[], float]
    ) -> None:
        self._clock = clock
        self._start_s = clock()
        self.progress = Progress(
            *columns, console=console, transient=True, disable=not console.is_terminal
        )
        self.task = self.progress.add_task("", total=None)

    def show(self) -> None:
        """Show the bar, when the work has taken long enough."""
        if not self.progress.live.is_started and self._clock() - self._start_s > _PATIENCE_S:
            self.progress.start()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while something else is printed."""
        was_shown = self.progress.live.is_started
        self.progress.stop()
        yield
        if was_shown:
            self.progress.start()

    def __enter__(self) -> Self:
        """Start waiting; the bar itself comes later."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        self.progress.stop()


class FilmProgress(_Bar):
    """The frames of one film after the other: those done, how many a second, and the time left."""

    def __init__(
        self, console: Console, words: Translator, clock: Callable[[], float] = time.monotonic
    ) -> None:
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            FrameRateColumn(words),
            TimeRemainingColumn(),
        )
        super().__init__(console, *columns, clock=clock)
        self._words = words
        self._label = ""

    def frame(self, task: FilmTask, done: int, total: int) -> None:
        """Note that a frame is done; the count goes on over all passes of the film."""
        passes = task.passes
        frames = total // len(passes)
        before = min((done - 1) // frames, len(passes) - 1) if frames and done else 0
        label = self._labelled(task, passes[before])
        if label != self._label:
            self._label = label
            self.progress.reset(self.task, description=label)
        self.show()
        seen = done - before * frames
        # A file's own count may be too low.
        self.progress.update(self.task, completed=seen, total=max(frames, seen) if total else None)

    def _labelled(self, task: FilmTask, now: Pass) -> str:
        if now is Pass.DRAW:
            return self._words.text("Drawing on {name}", name=task.name)
        if now is Pass.LOOK_SECOND and task.second is not None:
            name = file_name(task.second.source)
            return self._words.text("Looking at {name}", name=name)
        return self._words.text("Looking at {name}", name=task.name)

    def film(self, progress: BatchProgress) -> None:
        """Begin afresh with the next film."""
        del progress


class FilmsProgress(_Bar):
    """Many films at once: how many are done, and the time left."""

    def __init__(
        self, console: Console, words: Translator, clock: Callable[[], float] = time.monotonic
    ) -> None:
        columns = (TextColumn("{task.description}", markup=False), BarColumn())
        super().__init__(console, *columns, clock=clock)
        self._words = words
        self._now: BatchProgress | None = None
        self.progress.update(self.task, total=1.0)

    def frame(self, task: FilmTask, done: int, total: int) -> None:
        """Keep the bar in view while films are under way."""
        del task, done, total
        self.show()

    def film(self, progress: BatchProgress) -> None:
        """Show the films that are done, and the time left."""
        label = self._words.text(
            "{done} of {films} films", done=progress.done, films=progress.films
        )
        if progress.left_s is not None:
            label = f"{label}, {self._words.time_left(progress.left_s)}"
        self.progress.update(self.task, completed=progress.share, description=label)
        self.show()
