"""Several films at once, each in a process of its own on this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any

from tilcoach.batch.executor import MOST_TRIES, OnFrame
from tilcoach.batch.film_task import FilmOutcome, FilmTask, Work
from tilcoach.errors import TilcoachError, VideoError

_TELL_EVERY_S = 0.2  # a message per frame would keep the parent busy
_PATIENCE_S = 5.0  # for a process that was asked to end; writing is undone in less


@dataclass(frozen=True, slots=True)
class _Turn:
    """A film, and how often it was tried."""

    task: FilmTask
    tries: int = 0


class ProcessExecutor:
    """So many processes; a film whose process ends unasked is tried once more.

    A process takes its next film when it is done with one, so memory does not grow with the number
    of films. Each keeps to its share of the cores where the system allows it (Linux).
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def run(
        self, work: Work, tasks: Sequence[FilmTask], on_frame: OnFrame
    ) -> Iterator[FilmOutcome]:
        """Yield what came of each film, in the order in which they are done."""
        waiting = deque(map(_Turn, tasks))
        shares = core_shares(self._workers)
        crew = [_Process(work, share) for share in shares[: len(waiting)]]
        try:
            for process in crew:
                process.start(waiting.popleft())
            while busy := [process for process in crew if process.turn is not None]:
                ready = wait([process.connection for process in busy])
                for process in busy:
                    if process.connection in ready:
                        yield from _heard(process, waiting, on_frame)
        finally:
            for process in crew:
                process.stop()


def _heard(process: _Process, waiting: deque[_Turn], on_frame: OnFrame) -> Iterator[FilmOutcome]:
    """Take one message of a process, and give it its next film when it is free."""
    turn = process.turn
    if turn is None:
        return
    message = process.receive()
    if isinstance(message, tuple):
        on_frame(turn.task, *message)
        return
    if isinstance(message, TilcoachError):  # no other film would fare better
        raise message
    if message is None and turn.tries + 1 < MOST_TRIES:
        waiting.append(_Turn(turn.task, turn.tries + 1))
    else:
        yield message or FilmOutcome(turn.task, error=ended_twice(turn.task))
    process.start(waiting.popleft() if waiting else None)


def ended_twice(task: FilmTask) -> VideoError:
    """Return the error of a film that ends the processes that analyse it."""
    sentence = (
        "{path} ended the program that analysed it, also the second time, and is left out: "
        "see whether the memory of this computer is enough for it, or make the film again."
    )
    return VideoError(sentence, path=task.name)


class _Process:
    """One process and the film that it has in hand."""

    def __init__(self, work: Work, cores: frozenset[int]) -> None:
        self._work = work
        self._cores = cores
        self._process: multiprocessing.process.BaseProcess | None = None
        self.turn: _Turn | None = None
        self.connection: Connection[Any, Any]

    def start(self, turn: _Turn | None) -> None:
        """Begin with a film; with a new process when there is none."""
        self.turn = turn
        if turn is None:
            return
        if self._process is None:
            self._open()
        self.connection.send(turn.task)

    def _open(self) -> None:
        # A fork would copy the threads of MediaPipe half.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._work, self._cores), daemon=True
        )
        self._process.start()
        theirs.close()  # else the end of the process would not be seen

    def receive(self) -> FilmOutcome | TilcoachError | tuple[int, int] | None:
        """Return the next message: frames, an outcome or a fault; None when the process ended."""
        try:
            message: FilmOutcome | TilcoachError | tuple[int, int] = self.connection.recv()
        except (EOFError, OSError):
            self.stop()
            return None
        return message

    def stop(self) -> None:
        """End the process, with time to undo what is half written."""
        if self._process is None:
            return
        self._process.terminate()
        self._process.join(_PATIENCE_S)
        self._process.kill()
        self._process.join()
        self._process = None
        self.connection.close()


def core_shares(workers: int) -> list[frozenset[int]]:
    """Return the cores of each worker: an equal share; none when there are too few to share out."""
    if not hasattr(os, "sched_getaffinity"):
        return [frozenset()] * workers
    cores = sorted(os.sched_getaffinity(0))
    size = len(cores) // workers
    return [frozenset(cores[size * i : size * (i + 1)]) for i in range(workers)]


def _serve(connection: Connection[Any, Any], work: Work, cores: frozenset[int]) -> None:
    """Do the tasks that come over a connection until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent ends us
    signal.signal(signal.SIGTERM, _leave)
    if cores:
        os.sched_setaffinity(0, cores)
    try:
        while True:
            connection.send(_answer(connection, work, connection.recv()))
    except (EOFError, OSError):  # the parent is gone
        return


def _answer(
    connection: Connection[Any, Any], work: Work, task: FilmTask
) -> FilmOutcome | TilcoachError:
    last_s = time.monotonic()

    def told(done: int, total: int) -> None:
        nonlocal last_s
        if time.monotonic() - last_s > _TELL_EVERY_S:
            last_s = time.monotonic()
            connection.send((done, total))

    try:
        return work(task, told).without_analysis()
    except TilcoachError as error:
        return type(error)(error.sentence, **{n: str(v) for n, v in error.values.items()})


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Leave by an exception, so that what is half written is removed."""
    raise SystemExit
