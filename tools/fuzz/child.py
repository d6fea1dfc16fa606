"""One batch of cases, in a process of its own.

``python -m tools.fuzz.child DOOR SEED COUNT CORPUS CPU_S``

Says on standard output what it is about to try and what came of it, one JSON line each, so that
the parent process knows the case that a crash or an endless loop belongs to.
"""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, TextIO

from hypothesis import HealthCheck, Phase, given, seed, settings

from tools.fuzz.doors import Bench, Door
from tools.fuzz.kinds import door_named

_MOST_BYTES = 6_000_000_000  # more than any case may need; a header that lies asks for more


def main(name: str, number: int, count: int, corpus: Path, cpu_s: int) -> None:
    """Try a batch.

    Parameters
    ----------
    name
        Of the door.
    number
        The seed; the same one draws the same cases.
    count
        How many cases.
    corpus
        The folder of whole files.
    cpu_s
        How many seconds of a core one case may take; the system ends a process that takes more.
    """
    told_to = os.dup(1)
    os.dup2(2, 1)  # what the product or a video library prints is not ours
    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    with (
        os.fdopen(told_to, "w", buffering=1) as told,
        tempfile.TemporaryDirectory(prefix="tilcoach-fuzz-", dir=_quick_folder()) as folder,
    ):
        told.write('{"ready": true}\n')
        _run(door_named(name), number, count, Bench(corpus, Path(folder) / "case"), told, cpu_s)


def _quick_folder() -> Path | None:
    """Return a folder in memory where there is one: a disk is slow to forget files."""
    memory = Path("/dev/shm")  # noqa: S108  the name within it is made by tempfile
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else None


def _run(door: Door, number: int, count: int, bench: Bench, told: TextIO, cpu_s: int) -> None:
    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,  # the parent has a clock
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(door.cases)
    def attempt(case: Any) -> None:  # noqa: ANN401  each door has its own
        told.write(json.dumps({"case": repr(case)}) + "\n")
        shutil.rmtree(bench.folder, ignore_errors=True)
        bench.folder.mkdir()
        _allow(cpu_s)
        outcome = door.attempt(case, bench)
        told.write(json.dumps({"outcome": outcome}) + "\n")

    attempt()


def _allow(cpu_s: int) -> None:
    """Move the limit on, so that it is there for each case again."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent_s = int(used.ru_utime + used.ru_stime)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent_s + cpu_s, most))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]), int(sys.argv[5]))
