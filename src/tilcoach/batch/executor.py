"""Where films are analysed: one after the other here; `processes` and `cluster` do it elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from tilcoach.batch.film_task import FilmOutcome, FilmTask, Work

OnFrame = Callable[[FilmTask, int, int], None]
"""Called with a film, the number of frames done and of all its frames (0 = not known)."""

MOST_TRIES = 2
"""How often a film is tried whose process ended: the second end is hardly the machine's fault."""


class Executor(Protocol):
    """Does the work of many films."""

    def run(
        self, work: Work, tasks: Sequence[FilmTask], on_frame: OnFrame
    ) -> Iterator[FilmOutcome]:
        """Yield what came of each film, as soon as it is known.

        Parameters
        ----------
        work
            Importable in another process.
        tasks
            Each is answered exactly once, in any order.
        on_frame
            Called as frames are done, where that can be known.
        """
        ...


class SerialExecutor:
    """One film after the other, in this process."""

    def run(
        self, work: Work, tasks: Sequence[FilmTask], on_frame: OnFrame
    ) -> Iterator[FilmOutcome]:
        """Yield what came of each film, in order."""
        for task in tasks:

            def told(done: int, total: int, task: FilmTask = task) -> None:
                on_frame(task, done, total)

            yield work(task, told)
