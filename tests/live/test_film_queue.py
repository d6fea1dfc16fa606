"""Films wait for their turn, and the queue goes on without a page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tilcoach.batch import FilmOutcome, FilmTask, Progress
from tilcoach.config import Settings
from tilcoach.errors import InputError, ModelError
from tilcoach.live.film_queue import FilmQueue, FilmState

WAIT_S = 20.0


class Work:
    """Looks at a film as told: ``slow`` ones until they are let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.has_begun = threading.Event()
        self.may_go_on = threading.Event()

    def __call__(self, task: FilmTask, on_progress: Progress | None) -> FilmOutcome:
        assert on_progress is not None
        self.begun.append(task.name)
        on_progress(1, 4)
        if "slow" in task.name:
            self.has_begun.set()
            assert self.may_go_on.wait(WAIT_S)
            on_progress(2, 4)
        if "no_model" in task.name:
            sentence = "no model"
            raise ModelError(sentence)
        if "bad" in task.name:
            return FilmOutcome(task, error=InputError("bad film"))
        return FilmOutcome(task)


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def queue(work: Work) -> Iterator[FilmQueue]:
    queue = FilmQueue(work)
    yield queue
    work.may_go_on.set()
    queue.shut_down()


def tasks(*names: str) -> list[FilmTask]:
    return [FilmTask(f"/films/{name}", None, Settings(), name=name) for name in names]


def wait(queue: FilmQueue) -> list[FilmState]:
    thread = queue._thread
    if thread is not None:
        thread.join(WAIT_S)
    snapshot = queue.snapshot()
    assert not snapshot.is_running
    return [film.state for film in snapshot.films]


def test_films_are_looked_at_in_order_and_errors_stay_with_their_film(
    queue: FilmQueue, work: Work
) -> None:
    queue.add(tasks("a", "bad", "c"))
    assert wait(queue) == [FilmState.DONE, FilmState.FAILED, FilmState.DONE]
    assert work.begun == ["a", "bad", "c"]
    snapshot = queue.snapshot()
    assert str(snapshot.films[1].error) == "bad film"
    assert (snapshot.share, snapshot.answered) == (1.0, 3)


def test_what_comes_later_waits_for_its_turn_and_nothing_comes_twice(
    queue: FilmQueue, work: Work
) -> None:
    queue.add(tasks("slow", "b"))
    assert work.has_begun.wait(WAIT_S)
    queue.add(tasks("b", "c"))
    now = queue.snapshot()
    assert [film.state for film in now.films] == ["running", "waiting", "waiting"]
    assert now.films[0].share == 0.25
    assert now.share == pytest.approx(0.25 / 3)
    work.may_go_on.set()
    assert set(wait(queue)) == {FilmState.DONE}
    assert work.begun == ["slow", "b", "c"]


def test_stop_lets_go_of_the_film_that_is_looked_at(queue: FilmQueue, work: Work) -> None:
    queue.add(tasks("a", "slow", "c"))
    assert work.has_begun.wait(WAIT_S)
    queue.stop()
    assert not queue.snapshot().is_running
    work.may_go_on.set()
    assert wait(queue) == [FilmState.DONE, FilmState.STOPPED, FilmState.STOPPED]
    assert work.begun == ["a", "slow"]


def test_what_was_stopped_may_be_asked_for_again(queue: FilmQueue, work: Work) -> None:
    queue.add(tasks("slow", "b"))
    assert work.has_begun.wait(WAIT_S)
    queue.stop()
    queue.add(tasks("b"))  # while the other one is still being let go
    work.may_go_on.set()
    assert wait(queue) == [FilmState.STOPPED, FilmState.DONE]


def test_without_a_model_no_film_is_tried(queue: FilmQueue, work: Work) -> None:
    queue.add(tasks("no_model", "b"))
    assert wait(queue) == [FilmState.FAILED, FilmState.FAILED]
    assert work.begun == ["no_model"]
    assert isinstance(queue.snapshot().films[1].error, ModelError)


def test_cleared_is_forgotten(queue: FilmQueue, work: Work) -> None:
    queue.add(tasks("slow"))
    assert work.has_begun.wait(WAIT_S)
    queue.clear()
    work.may_go_on.set()
    assert wait(queue) == []


def test_a_film_that_was_given_is_removed_and_one_that_was_named_stays(
    queue: FilmQueue, tmp_path: Path
) -> None:
    named = tmp_path / "named.mp4"
    named.write_bytes(b"film")
    given = [queue.store("lift.mp4", b"film"), queue.store("lift.mp4", b"another")]
    assert given[0] != given[1]
    assert given[0].parent.stat().st_mode & 0o777 == 0o700
    queue.add([FilmTask(str(path), None, Settings(), name=path.name) for path in (*given, named)])
    assert wait(queue) == [FilmState.DONE] * 3
    assert [path.exists() for path in (*given, named)] == [False, False, True]


def test_a_film_that_is_stopped_is_removed_as_well(queue: FilmQueue, work: Work) -> None:
    paths = [queue.store("slow.mp4", b"film"), queue.store("next.mp4", b"film")]
    queue.add([FilmTask(str(path), None, Settings(), name=path.name) for path in paths])
    assert work.has_begun.wait(WAIT_S)
    queue.stop()
    work.may_go_on.set()
    wait(queue)
    assert not any(path.exists() for path in paths)


def test_nothing_is_left_when_the_program_ends(queue: FilmQueue) -> None:
    path = queue.store("lift.mp4", b"film")
    queue.shut_down()
    assert not path.parent.parent.exists()
