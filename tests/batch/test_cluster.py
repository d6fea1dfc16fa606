"""A real scheduler and two real worker processes: the same bytes, and lost workers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from distributed import Client
from tests.batch.work import analysed, end_by_name, results, see_somebody, tries

from tilcoach.batch import BatchRunner, SerialExecutor, film_tasks, find_films
from tilcoach.batch.cluster import DaskExecutor
from tilcoach.config import Settings
from tilcoach.errors import SettingsError

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
# A film is tried twice, and a lost worker gets a successor at once.
ENVIRONMENT = {
    **os.environ,
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
}

Film = Callable[..., Path]


@pytest.fixture(scope="module")
def empty_cluster() -> Iterator[str]:
    """Start a scheduler without workers."""
    with ExitStack() as stack:
        yield stack.enter_context(_Scheduler())


@pytest.fixture(scope="module")
def address(empty_cluster: str) -> Iterator[str]:
    """Start two workers, each in a process that a nanny starts again when it is lost."""
    with ExitStack() as stack:
        for _ in range(2):
            options = (empty_cluster, "--nthreads", "1", "--no-dashboard")
            stack.enter_context(_Program("distributed.cli.dask_worker", *options))
        with Client(empty_cluster, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE_S)
        yield empty_cluster


class _Program:
    """A program of Dask that runs until the end of a block."""

    def __init__(self, module: str, *options: str) -> None:
        self._words = (sys.executable, "-m", module, *options)

    def __enter__(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(  # noqa: S603 - our own words
            self._words, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True, cwd=ROOT
        )
        return self._process

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate(timeout=PATIENCE_S)


class _Scheduler(_Program):
    """A scheduler; gives its address, which it prints when it listens."""

    def __init__(self) -> None:
        super().__init__(
            "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"
        )

    def __enter__(self) -> str:  # type: ignore[override]
        process = super().__enter__()
        assert process.stderr is not None
        for line in process.stderr:
            if "tcp://" in line:
                return line.split()[-1]
        pytest.fail("the scheduler did not start")


def run(shelf: Path, out: Path, address: str | None, work: Callable[..., object]) -> BatchRunner:
    tasks = film_tasks(find_films([str(shelf)], recursive=True), str(out), Settings())
    executor = DaskExecutor(address) if address else SerialExecutor()
    runner = BatchRunner(tasks, executor, work=work)  # type: ignore[arg-type]
    assert len({outcome.task.source for outcome in runner.run()}) == len(tasks)
    runner.write_summary(str(out))
    return runner


def test_a_cluster_gives_the_same_bytes_as_one_machine(
    address: str, film: Film, tmp_path: Path
) -> None:
    for name in ("a", "monday/a", "z"):
        film(f"shelf/{name}.mp4", frames=9)
    (tmp_path / "shelf" / "bad.mp4").write_text("no film", encoding="utf-8")
    here, there = tmp_path / "here", tmp_path / "there"
    run(tmp_path / "shelf", here, None, see_somebody)
    assert run(tmp_path / "shelf", there, address, see_somebody).progress.failed == 1
    assert results(there) == results(here)
    assert run(tmp_path / "shelf", there, address, see_somebody).progress.kept == 3


def test_a_film_of_a_killed_worker_is_done_again_once(
    address: str, film: Film, tmp_path: Path
) -> None:
    for name in ("a", "once", "z"):
        film(f"shelf/{name}.mp4", frames=5)
    done = run(tmp_path / "shelf", tmp_path / "out", address, end_by_name).progress
    assert (done.done, done.failed) == (3, 0)
    assert tries(tmp_path / "shelf").count("once") == 2
    assert analysed(tmp_path / "shelf") == ["a", "once", "z"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *("a", "once", "z"),
        *("summary.csv", "summary.parquet"),
    }


def test_a_film_that_kills_workers_is_told_and_left_out(
    address: str, film: Film, tmp_path: Path
) -> None:
    for name in ("a", "kills", "y", "z"):
        film(f"shelf/{name}.mp4", frames=5)
    done = run(tmp_path / "shelf", tmp_path / "out", address, end_by_name).progress
    assert (done.done, done.failed) == (4, 1)
    assert tries(tmp_path / "shelf").count("kills") == 2
    # A worker may be lost with the answer of an earlier film: its results are there by then.
    assert analysed(tmp_path / "shelf") == ["a", "y", "z"]


def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tilcoach.batch.cluster._PATIENCE_S", 0.2)
    with pytest.raises(SettingsError, match="does not answer"):
        list(DaskExecutor("tcp://127.0.0.1:1").run(see_somebody, (), print))


def test_a_cluster_without_workers_is_told() -> None:
    with _Scheduler() as address, pytest.raises(SettingsError, match="no workers"):
        list(DaskExecutor(address).run(see_somebody, (), print))
