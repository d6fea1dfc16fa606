"""Runs batches in processes of their own, and notices crashes and endless loops."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

from tools.fuzz.doors import TAKEN, Door

PATIENCE_S = 600.0
"""For one case that only waits, by the clock on the wall: a busy machine is slow, not broken."""

CPU_S = 20
"""For one case that works: seconds of one core, whatever else the machine does. The slowest cases
that pass take one."""

_FAULT_LETTERS = 6000  # the end of what a process said before it broke


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a batch.

    Attributes
    ----------
    seed
        Draws the same cases again.
    cases, taken, refused
        How many were tried, and how they ended.
    fault
        What broke, with the case that did it; empty when nothing did.
    """

    seed: int
    cases: int
    taken: int
    refused: int
    fault: str = ""


def run_batch(
    door: Door,
    seed: int,
    count: int,
    corpus: Path,
    *,
    patience_s: float = PATIENCE_S,
    cpu_s: int = CPU_S,
) -> Batch:
    """Try a batch of cases in a new process.

    Parameters
    ----------
    door
        What kind.
    seed
        Draws the cases.
    count
        How many.
    corpus
        The folder of whole files.
    patience_s, cpu_s
        How long one case may take: by the clock, and on a core.
    """
    command = [sys.executable, "-W", "error", "-m", "tools.fuzz.child"]
    arguments = [door.name, str(seed), str(count), str(corpus), str(cpu_s)]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603  our own words
            [*command, *arguments], stdout=subprocess.PIPE, stderr=said, text=True
        ) as process,
    ):
        told = _follow(process, patience_s)
        code = process.wait()
        said.seek(0)
        words = said.read().decode(errors="replace")
    return _batch(seed, told, code, words)


@dataclass(slots=True)
class _Told:
    """What a batch told so far."""

    cases: int = 0
    taken: int = 0
    refused: int = 0
    newest: str = ""
    too_slow: bool = False

    def note(self, line: str) -> None:
        said = json.loads(line)
        if "case" in said:
            self.cases, self.newest = self.cases + 1, said["case"]
        elif "outcome" in said:
            self.taken += said["outcome"] == TAKEN
            self.refused += said["outcome"] != TAKEN


def _follow(process: subprocess.Popen[str], patience_s: float) -> _Told:
    """Read what a batch tells until its end; one that is silent for too long is ended."""
    lines: Queue[str | None] = Queue()
    reader = Thread(target=_pass_on, args=(process, lines), daemon=True)
    reader.start()
    told = _Told()
    try:
        line = lines.get(timeout=PATIENCE_S)  # that it is ready: imports are no case
        while line is not None:
            told.note(line)
            line = lines.get(timeout=patience_s)
    except Empty:
        told.too_slow = True
        process.kill()
    reader.join()
    return told


def _pass_on(process: subprocess.Popen[str], lines: Queue[str | None]) -> None:
    for line in process.stdout or ():
        lines.put(line)
    lines.put(None)


def _batch(seed: int, told: _Told, code: int, words: str) -> Batch:
    fault = ""
    if told.too_slow or code == -signal.SIGXCPU:
        fault = f"Took too long: {told.newest}"
    elif code < 0:
        fault = f"Crashed with signal {-code}: {told.newest}\n{words[-_FAULT_LETTERS:]}"
    elif code:
        fault = words[-_FAULT_LETTERS:]
    return Batch(seed, told.cases, told.taken, told.refused, fault)
