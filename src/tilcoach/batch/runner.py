"""Runs an analysis over many films, keeps count, and writes the table of all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from tilcoach.batch import storage
from tilcoach.batch.executor import Executor, OnFrame, SerialExecutor
from tilcoach.batch.film_task import FilmOutcome, FilmTask, Work, analyse_film
from tilcoach.batch.films import Film, result_folders
from tilcoach.batch.processes import ProcessExecutor
from tilcoach.batch.summary_table import Row, summary_row, write_summary
from tilcoach.config import Settings
from tilcoach.i18n import translator


def choose_executor(workers: int = 1, cluster: str | None = None) -> Executor:
    """Return who does the work: a cluster, some processes, or this process itself."""
    if cluster is not None:
        from tilcoach.batch.cluster import DaskExecutor  # noqa: PLC0415 - rarely wanted

        return DaskExecutor(cluster)
    return ProcessExecutor(workers) if workers > 1 else SerialExecutor()


def film_tasks(
    films: Sequence[Film],
    out: str | None,
    settings: Settings,
    *,
    with_video: bool = True,
    again: bool = False,
) -> tuple[FilmTask, ...]:
    """Return one task per film, each with a folder of its own; without `out` nothing is written."""
    folders = result_folders(films, out) if out is not None else (None,) * len(films)
    return tuple(
        FilmTask(
            source=film.source,
            folder=folder,
            settings=settings,
            with_video=with_video,
            again=again,
            name=film.relative.as_posix(),
            size_bytes=film.size_bytes,
        )
        for film, folder in zip(films, folders, strict=True)
    )


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far a run is.

    Attributes
    ----------
    films
        How many there are.
    analysed, kept, failed
        How many were done just now, were done before, and could not be analysed.
    share
        How much of all is done, 0 to 1, by the size of the files.
    left_s
        The seconds that the rest will take; None = not known yet.
    """

    films: int
    analysed: int = 0
    kept: int = 0
    failed: int = 0
    share: float = 0.0
    left_s: float | None = None

    @property
    def done(self) -> int:
        """How many films are answered."""
        return self.analysed + self.kept + self.failed


class BatchRunner:
    """One run over many films; iterate over `run` to its end, then `write_summary`.

    Parameters
    ----------
    tasks
        The films.
    executor
        Who does the work.
    on_frame
        Called with a film, its frames done and all its frames, where that can be known.
    """

    def __init__(
        self,
        tasks: Sequence[FilmTask],
        executor: Executor,
        on_frame: OnFrame | None = None,
        work: Work = analyse_film,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.tasks = tuple(tasks)
        self.progress = BatchProgress(len(self.tasks))
        self._executor = executor
        self._on_frame = on_frame
        self._work = work
        self._clock = clock
        self._rows: dict[str, Row] = {}
        self._whole = sum(map(_weight, self.tasks))
        self._done = self._skipped = 0.0
        self._under_way: dict[str, float] = {}
        self._start_s = 0.0

    def run(self) -> Iterator[FilmOutcome]:
        """Yield what came of each film as soon as it is known."""
        self._start_s = self._clock()
        for outcome in self._executor.run(self._work, self.tasks, self._frame_done):
            self._count(outcome)
            self._rows[outcome.task.source] = _row(outcome)
            yield outcome

    def write_summary(self, out: str) -> str:
        """Write the table of the films that are answered, in their order; return its place."""
        rows = [self._rows[t.source] for t in self.tasks if t.source in self._rows]
        style = self.tasks[0].settings.csv
        return write_summary([{**row, "folder": _within(row, out)} for row in rows], out, style)

    def _frame_done(self, task: FilmTask, done: int, total: int) -> None:
        share = min(done / total, 1.0) if total else 0.0
        self._under_way[task.source] = share * _weight(task)
        self.progress = self._measured(self.progress)
        if self._on_frame is not None:
            self._on_frame(task, done, total)

    def _count(self, outcome: FilmOutcome) -> None:
        now, weight = self.progress, _weight(outcome.task)
        self._under_way.pop(outcome.task.source, None)
        self._done += weight
        if outcome.error is not None:
            now = replace(now, failed=now.failed + 1)
        elif outcome.was_done:
            now = replace(now, kept=now.kept + 1)
        else:
            now = replace(now, analysed=now.analysed + 1)
        if outcome.error is not None or outcome.was_done:
            self._skipped += weight
        self.progress = self._measured(now)

    def _measured(self, now: BatchProgress) -> BatchProgress:
        """Return progress with the share that is done and the time left.

        Films that took no time say nothing about those that will.
        """
        done = self._done + sum(self._under_way.values())
        worked = done - self._skipped
        spent_s = self._clock() - self._start_s
        left_s = spent_s * (self._whole - done) / worked if worked > 0 else None
        return replace(now, share=done / self._whole if self._whole else 1.0, left_s=left_s)


def _row(outcome: FilmOutcome) -> Row:
    words = translator(outcome.task.settings.language)
    error = words.error(outcome.error) if outcome.error else ""
    return summary_row(outcome, outcome.task.folder or "", error)


def _weight(task: FilmTask) -> int:
    return max(1, task.size_bytes)


def _within(row: Row, out: str) -> str:
    """Return the folder of a film, seen from the folder of all results."""
    folder = str(row["folder"])
    if storage.is_url(out):
        return folder.removeprefix(out.rstrip("/") + "/")
    return PurePath(folder).relative_to(out).as_posix()
