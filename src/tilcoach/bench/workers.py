"""What several films at once cost: the workers of this machine and of a cluster, against one."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tilcoach.bench.figure import Figure
from tilcoach.bench.start import Run, run_words

WORKERS_GOAL = 1 / 0.9
"""N workers do at least 0.9 of N times what one does."""

FILMS_PER_WORKER = 3
WORKER_ROUNDS = 3  # a round takes a minute and a half on two cores

OpenCluster = Callable[[int], AbstractContextManager[str]]
"""Starts so many workers of a cluster, and gives its address while they run."""


def worker_figures(
    source: Path,
    workers: int,
    model: str = "full",
    run: Run = run_words,
    open_cluster: OpenCluster | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[Figure, ...]:
    """Return the rows of the table about several films at once.

    Parameters
    ----------
    source
        A film with a person in it.
    workers
        How many processes, on this machine and in a cluster on it.
    model
        Which pose model they use.
    run, open_cluster, clock
        Run a command, start a cluster (Dask's own when left out, none where it is not installed),
        and tell the time.
    """
    if open_cluster is None and find_spec("distributed") is not None:
        open_cluster = _local_cluster
    here: list[float] = []
    there: list[float] = []
    with TemporaryDirectory() as folder:
        films = Path(folder) / "films"
        films.mkdir()
        for number in range(FILMS_PER_WORKER * workers):
            shutil.copy(source, films / f"{number}{source.suffix}")

        def seconds(*options: str) -> float:
            out = Path(folder) / "results"
            start_s = clock()
            run((*_words(films, out), "--model", model, *options))
            taken_s = clock() - start_s
            shutil.rmtree(out, ignore_errors=True)  # what is done is not done again
            return taken_s

        for _ in range(WORKER_ROUNDS):
            one_s = seconds("--workers", "1")
            here.append(workers * seconds("--workers", str(workers)) / one_s)
            if open_cluster is not None:
                with open_cluster(workers) as address:
                    there.append(workers * seconds("--cluster", address) / one_s)
    how = f"{FILMS_PER_WORKER * workers} films of one length; 1 would be {workers} times as fast"
    name = f"{workers} workers, time x {workers}"
    figures = [Figure(name, "x one worker", tuple(here), WORKERS_GOAL, how)]
    if there:
        name = f"{workers} workers of a Dask cluster, time x {workers}"
        started = f"{how}; the cluster runs already"
        figures.append(Figure(name, "x one worker", tuple(there), WORKERS_GOAL, started))
    return tuple(figures)


def _words(films: Path, out: Path) -> tuple[str, ...]:
    """Return the command that analyses all films of a folder."""
    analyze = (sys.executable, "-m", "tilcoach", "analyze", str(films), "--out", str(out))
    return (*analyze, "--no-video")


@contextmanager
def _local_cluster(workers: int) -> Iterator[str]:
    """Start a scheduler and workers, which are processes, on this machine."""
    from distributed import LocalCluster  # noqa: PLC0415 - an extra, and slow to import

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address
