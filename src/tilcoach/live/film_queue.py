"""Films that wait to be looked at, one after the other, in a thread of the server.

The queue belongs to the program and not to a page: it goes on when the page is closed, and is there
again when the page comes back. Nothing of it is saved; films that were given to it are removed as
soon as they are looked at, and what was found is gone when it is cleared or the program ends.
"""

from __future__ import annotations

import shutil
import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from tilcoach.atomic_files import film_folder
from tilcoach.batch import (
    BatchRunner,
    FilmOutcome,
    FilmTask,
    Progress,
    SerialExecutor,
    analyse_film,
)
from tilcoach.batch.film_task import Work
from tilcoach.errors import TilcoachError
from tilcoach.live.shutdown import close_before_exit
from tilcoach.session_files import SessionDocument


class FilmState(StrEnum):
    """How far a film is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    """It was not looked at, or not to its end, since somebody stopped the queue."""


_OPEN = frozenset({FilmState.WAITING, FilmState.RUNNING})


@dataclass(frozen=True, slots=True)
class QueuedFilm:
    """A film of the queue.

    Attributes
    ----------
    task
        What is asked; nothing is written.
    state
        How far it is.
    share
        How much of it was looked at, 0 to 1.
    document
        What was found; None until it is done.
    error
        Why nothing was found; None unless it failed.
    """

    task: FilmTask
    state: FilmState = FilmState.WAITING
    share: float = 0.0
    document: SessionDocument | None = None
    error: TilcoachError | None = None


@dataclass(frozen=True, slots=True)
class QueueSnapshot:
    """The queue at one moment.

    Attributes
    ----------
    films
        In the order in which they were added.
    left_s
        The seconds that those that are begun will take; None = not known.
    """

    films: tuple[QueuedFilm, ...] = ()
    left_s: float | None = None

    @property
    def is_running(self) -> bool:
        """Whether there is something left to do."""
        return any(film.state in _OPEN for film in self.films)

    @property
    def share(self) -> float:
        """How much of all is done, 0 to 1."""
        done = sum(1.0 if film.state not in _OPEN else film.share for film in self.films)
        return done / len(self.films) if self.films else 1.0

    @property
    def answered(self) -> int:
        """How many films are no longer open."""
        return sum(film.state not in _OPEN for film in self.films)

    @property
    def documents(self) -> tuple[SessionDocument, ...]:
        """What was found, film by film."""
        return tuple(film.document for film in self.films if film.document is not None)


class _StoppedError(BaseException):
    """Ends the film that is being looked at; no error of a film, so nothing catches it."""


class FilmQueue:
    """Looks at films in a thread of its own; safe to use from several pages at once."""

    def __init__(self, work: Work = analyse_film) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._films: dict[str, QueuedFilm] = {}
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._runner: BatchRunner | None = None
        self._stored = 0
        self._folder: Path | None = None  # made when a film is given
        close_before_exit(self)

    def store(self, name: str, content: bytes | memoryview) -> Path:
        """Keep a film until it is looked at; return where.

        Parameters
        ----------
        name
            Safe for a file in a folder.
        content
            The bytes of the film.
        """
        with self._lock:
            if self._folder is None:
                self._folder = film_folder()
                weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            self._stored += 1
            folder = self._folder / str(self._stored)
        folder.mkdir(mode=0o700, parents=True)
        path = folder / name
        path.write_bytes(content)
        return path

    def add(self, tasks: Sequence[FilmTask]) -> None:
        """Let films wait for their turn; one that waits or is done already stays as it is."""
        with self._lock:
            for task in tasks:
                known = self._films.get(task.source)
                if known is None or known.state in {FilmState.FAILED, FilmState.STOPPED}:
                    self._films[task.source] = QueuedFilm(task)
            if self._thread is None and self._films:
                self._stopping.clear()
                self._thread = threading.Thread(target=self._run, name="films", daemon=True)
                self._thread.start()

    def snapshot(self) -> QueueSnapshot:
        """Return how far everything is."""
        with self._lock:
            left_s = self._runner.progress.left_s if self._runner is not None else None
            return QueueSnapshot(tuple(self._films.values()), left_s)

    def stop(self) -> None:
        """Let what is not done rest, also the film that is being looked at."""
        with self._lock:
            self._stopping.set()
            for source, film in self._films.items():
                if film.state in _OPEN:
                    self._films[source] = replace(film, state=FilmState.STOPPED, share=0.0)

    def clear(self) -> None:
        """Stop, and forget all films and what was found."""
        self.stop()
        with self._lock:
            self._films.clear()

    def shut_down(self) -> None:
        """Stop, and wait until the film that is being looked at is let go."""
        self.stop()
        thread = self._thread
        if thread is not None:
            thread.join()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self) -> None:
        """Look at what waits, until nothing waits any more; new films may come in between."""
        try:
            while (runner := self._next_runner()) is not None:
                self._work_off(runner)
        finally:  # whatever happened, the next films start a new thread
            with self._lock:
                if self._thread is threading.current_thread():
                    self._thread = self._runner = None

    def _next_runner(self) -> BatchRunner | None:
        with self._lock:
            self._stopping.clear()
            waiting = [f.task for f in self._films.values() if f.state is FilmState.WAITING]
            if not waiting:
                self._thread = self._runner = None
                return None
            self._runner = BatchRunner(waiting, SerialExecutor(), self._frame_done, self._begin)
            return self._runner

    def _work_off(self, runner: BatchRunner) -> None:
        try:
            for outcome in runner.run():
                self._note(outcome)
                self._leave_if_stopped()
        except _StoppedError:
            pass
        except TilcoachError as error:  # the model is missing: no other film fares better
            for task in runner.tasks:
                self._put(QueuedFilm(task, FilmState.FAILED, error=error))
        for task in runner.tasks:
            self._remove(task)

    def _begin(self, task: FilmTask, on_progress: Progress | None) -> FilmOutcome:
        """Do the work of a film, and say first that it has begun."""
        self._leave_if_stopped()
        self._put(QueuedFilm(task, FilmState.RUNNING))
        return self._work(task, on_progress)

    def _frame_done(self, task: FilmTask, done: int, total: int) -> None:
        self._leave_if_stopped()
        share = min(done / total, 1.0) if total else 0.0
        self._put(QueuedFilm(task, FilmState.RUNNING, share))

    def _leave_if_stopped(self) -> None:
        if self._stopping.is_set():
            raise _StoppedError

    def _note(self, outcome: FilmOutcome) -> None:
        state = FilmState.DONE if outcome.error is None else FilmState.FAILED
        self._put(QueuedFilm(outcome.task, state, 1.0, outcome.document, outcome.error))
        self._remove(outcome.task)

    def _put(self, film: QueuedFilm) -> None:
        """Note how far a film is, unless it is answered, stopped or forgotten already."""
        with self._lock:
            known = self._films.get(film.task.source)
            if known is not None and known.state in _OPEN:
                self._films[film.task.source] = film

    def _remove(self, task: FilmTask) -> None:
        """Remove a film that was given to the queue; one that was named stays where it is."""
        path = Path(task.source)
        if self._folder is not None and self._folder in path.parents:
            shutil.rmtree(path.parent, ignore_errors=True)


@cache
def film_queue() -> FilmQueue:
    """Return the queue of this program."""
    return FilmQueue()
