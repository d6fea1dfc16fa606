"""Several films at once, against one worker of the same round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tilcoach.bench import worker_figures

Film = Callable[..., Path]


class Machine:
    """Needs so many seconds for a film, on each of two cores; its cluster loses half a second."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.addresses = 0
        self.models: set[str] = set()

    def __call__(self) -> float:
        return self.now_s

    def run(self, words: Sequence[str]) -> None:
        films, out = Path(words[4]), Path(words[6])
        assert not out.exists()  # or nothing would be left to do
        assert "--no-video" in words
        self.models.add(words[words.index("--model") + 1])
        out.mkdir()
        seconds = 2.0 * len(list(films.iterdir()))
        alone = words[-2:] == ("--workers", "1")
        self.now_s += seconds if alone else seconds / 2 + 0.5 * ("--cluster" in words)

    @contextmanager
    def cluster(self, workers: int) -> Iterator[str]:
        assert workers == 2
        self.addresses += 1
        yield "tcp://127.0.0.1:1"


def test_the_time_of_all_workers_is_held_against_one(film: Film) -> None:
    machine = Machine()
    here, there = worker_figures(film(), 2, "lite", machine.run, machine.cluster, machine)
    assert here.values == pytest.approx((1.0,) * 3)
    assert here.reached == "yes"
    assert there.values == pytest.approx((2 * 6.5 / 12,) * 3)
    assert machine.addresses == 3
    assert machine.models == {"lite"}


def test_without_dask_there_is_no_row_about_a_cluster(
    film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tilcoach.bench.workers.find_spec", lambda _: None)
    machine = Machine()
    assert len(worker_figures(film(), 2, run=machine.run, clock=machine)) == 1
