"""Many films: each is answered once, what is done stays, and all executors give the same bytes."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

import fsspec
import pyarrow.parquet as pq
import pytest
from tests.batch.work import end_by_name, results, see_somebody, tries

from tilcoach.batch import (
    SUMMARY_COLUMNS,
    BatchRunner,
    Executor,
    FilmOutcome,
    FilmTask,
    ProcessExecutor,
    SerialExecutor,
    film_tasks,
    find_films,
)
from tilcoach.batch.film_task import Work
from tilcoach.batch.processes import core_shares
from tilcoach.config import Settings
from tilcoach.errors import ModelError

Film = Callable[..., Path]


class Clock:
    """Moves on by a second whenever it is looked at."""

    now_s = 0.0

    def __call__(self) -> float:
        self.now_s += 1.0
        return self.now_s


@pytest.fixture
def shelf(film: Film, tmp_path: Path) -> Path:
    """Two films of the same name, one that is none, and one more."""
    for name in ("shelf/a.mp4", "shelf/monday/a.mp4", "shelf/z.mp4"):
        film(name, frames=12)
    (tmp_path / "shelf" / "bad.mp4").write_text("no film", encoding="utf-8")
    return tmp_path / "shelf"


def tasks(
    shelf: Path | str, out: Path | str, settings: Settings | None = None, *, again: bool = False
) -> tuple[FilmTask, ...]:
    films = find_films([str(shelf)], recursive=True, leave_out=str(out))
    return film_tasks(films, str(out), settings or Settings(), again=again)


def run(
    asked: tuple[FilmTask, ...],
    out: Path | str,
    executor: Executor | None = None,
    work: Work = see_somebody,
) -> BatchRunner:
    runner = BatchRunner(asked, executor or SerialExecutor(), work=work)
    answered = [outcome.task.source for outcome in runner.run()]
    assert sorted(answered) == sorted(task.source for task in asked)
    runner.write_summary(str(out))
    return runner


def test_every_film_has_its_folder_and_its_row(shelf: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(tasks(shelf, out), out).progress
    assert (done.analysed, done.kept, done.failed) == (3, 0, 1)
    assert (done.share, done.left_s) == (1.0, 0.0)
    with (out / "summary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == SUMMARY_COLUMNS
    assert [(row["film"], row["folder"]) for row in rows] == [
        ("a.mp4", "a"),
        ("bad.mp4", "bad"),
        ("monday/a.mp4", "monday/a"),
        ("z.mp4", "z"),
    ]
    assert [row["frames"] for row in rows] == ["12", "", "12", "12"]
    assert [row["lifts"] for row in rows] == ["0", "", "0", "0"]
    assert "bad.mp4" in rows[1]["error"]
    assert (out / "monday" / "a" / "session.json").is_file()
    assert not (out / "bad").exists()


def test_the_parquet_table_says_the_same_with_types(shelf: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(tasks(shelf, out), out)
    table = pq.read_table(out / "summary.parquet").to_pydict()
    assert tuple(table) == SUMMARY_COLUMNS
    assert table["frames"] == [12, None, 12, 12]
    assert table["duration_s"][0] == pytest.approx(0.4)


def test_what_is_done_is_not_done_again(shelf: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(tasks(shelf, out), out)
    before = results(out)
    written = {path: (out / path).stat().st_mtime_ns for path in before if "summary" not in path}
    second = run(tasks(shelf, out), out).progress
    assert (second.analysed, second.kept, second.failed) == (0, 3, 1)
    assert results(out) == before
    assert {path: (out / path).stat().st_mtime_ns for path in written} == written
    third = run(tasks(shelf, out, again=True), out).progress
    assert (third.analysed, third.kept) == (3, 0)


def test_a_changed_film_is_done_again_and_no_other(shelf: Path, film: Film, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(tasks(shelf, out), out)
    dates = (shelf / "z.mp4").stat()
    film("shelf/z.mp4", frames=9)
    os.utime(shelf / "z.mp4", (dates.st_atime, dates.st_mtime))  # by its content, not its date
    done = run(tasks(shelf, out), out).progress
    assert (done.analysed, done.kept) == (1, 2)


def test_other_settings_or_a_missing_file_do_it_again(shelf: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(tasks(shelf, out), out)
    (out / "z" / "annotated.mp4").unlink()
    assert run(tasks(shelf, out), out).progress.analysed == 1
    taller = Settings(height_cm=190.0)
    assert run(tasks(shelf, out, taller), out).progress.analysed == 3
    assert run(tasks(shelf, out, taller), out).progress.analysed == 0


def test_a_broken_session_is_replaced(shelf: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(tasks(shelf, out), out)
    (out / "a" / "session.json").write_text("{}", encoding="utf-8")
    assert run(tasks(shelf, out), out).progress.analysed == 1


def test_processes_give_the_same_bytes(shelf: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    run(tasks(shelf, one), one)
    run(tasks(shelf, two), two, ProcessExecutor(2))
    assert results(two) == results(one)


def test_a_film_of_a_killed_process_is_done_again_once(film: Film, tmp_path: Path) -> None:
    for name in ("a", "once", "z"):
        film(f"shelf/{name}.mp4", frames=5)
    out = tmp_path / "out"
    done = run(tasks(tmp_path / "shelf", out), out, ProcessExecutor(2), end_by_name).progress
    assert (done.analysed, done.failed) == (3, 0)
    assert tries(tmp_path / "shelf") == ["a", "once", "once", "z"]


def test_a_film_that_kills_its_process_is_told_and_left_out(film: Film, tmp_path: Path) -> None:
    for name in ("a", "kills", "z"):
        film(f"shelf/{name}.mp4", frames=5)
    out = tmp_path / "out"
    done = run(tasks(tmp_path / "shelf", out), out, ProcessExecutor(1), end_by_name).progress
    assert (done.analysed, done.failed) == (2, 1)
    assert tries(tmp_path / "shelf") == ["a", "kills", "kills", "z"]
    assert "kills.mp4" in (out / "summary.csv").read_text(encoding="utf-8")


def no_model(_task: FilmTask, _progress: object = None) -> FilmOutcome:
    message = "There is no pose model: run `tilcoach models fetch`."
    raise ModelError(message)


def test_without_a_model_the_run_stops(shelf: Path, tmp_path: Path) -> None:
    runner = BatchRunner(tasks(shelf, tmp_path / "out"), ProcessExecutor(2), work=no_model)
    with pytest.raises(ModelError, match="models fetch"):
        list(runner.run())


def test_films_and_results_in_a_store(shelf: Path, tmp_path: Path) -> None:
    """The same bytes as on disk, and what is done is not done again."""
    out = tmp_path / "out"
    run(tasks(shelf, out), out)
    store = fsspec.filesystem("memory")
    store.put(str(shelf), "/clinic", recursive=True)
    for path in shelf.rglob("*.mp4"):  # the copies in the store have a date of their own
        os.utime(path, (0, store.modified(f"/clinic/{path.relative_to(shelf)}").timestamp()))
    run(tasks(shelf, out, again=True), out)
    there = "memory://results"
    done = run(tasks("memory://clinic", there), there).progress
    assert (done.analysed, done.failed) == (3, 1)
    found = {
        path.removeprefix("/results/"): store.cat_file(path) for path in store.find("/results")
    }
    assert found == results(out) | {
        name: found[name] for name in ("summary.csv", "summary.parquet")
    }
    assert run(tasks("memory://clinic", there), there).progress.kept == 3


def test_the_time_left_is_of_the_films_that_take_time() -> None:
    asked = tuple(
        FilmTask(name, None, Settings(), name=name, size_bytes=100) for name in ("a", "b", "c", "d")
    )
    runner = BatchRunner(asked, SerialExecutor(), work=kept_but_b_and_d, clock=Clock())
    left = [(runner.progress.share, runner.progress.left_s) for _ in runner.run()]
    assert left == [(0.25, None), (0.5, 4.0), (0.75, 3.0), (1.0, 0.0)]


def kept_but_b_and_d(task: FilmTask, _progress: object = None) -> FilmOutcome:
    return FilmOutcome(task, was_done=task.name in ("a", "c"))


@pytest.mark.parametrize(
    ("cores", "workers", "shares"),
    [
        ({0, 1}, 2, [{0}, {1}]),
        ({0, 1, 2, 3}, 2, [{0, 1}, {2, 3}]),
        ({2, 5, 7}, 2, [{2}, {5}]),
        ({0, 1}, 3, [set(), set(), set()]),
    ],
)
def test_processes_share_out_the_cores(
    monkeypatch: pytest.MonkeyPatch, cores: set[int], workers: int, shares: list[set[int]]
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: cores, raising=False)
    assert core_shares(workers) == shares
