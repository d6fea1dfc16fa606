"""How much memory a long video takes, and whether it takes more the longer it gets."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tilcoach.bench.figure import Figure
from tilcoach.errors import TilcoachError

MEMORY_GOAL_MB = 600.0

_EVERY_S = 0.5
_KB_PER_MB = 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """What the analysis of one film took.

    Attributes
    ----------
    minutes
        The length of the film.
    peak_mb
        The most that was held in memory at any moment.
    """

    minutes: float
    peak_mb: float


def measure_memory(film: Path) -> float | None:
    """Analyse a film with its annotated video in a process of its own, and watch its memory."""
    with TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "tilcoach", "analyze", str(film), "--out", folder]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
        peak_mb = watch(process)
    if process.returncode:
        sentence = (
            "`tilcoach analyze` stopped with code {code} while its memory was measured: "
            "run the same command yourself to see why."
        )
        raise TilcoachError(sentence, code=process.returncode)
    return peak_mb


def watch(process: subprocess.Popen[bytes]) -> float | None:
    """Return the most MB that a process held until it ended; None where it cannot be told."""
    peak_mb = None
    while process.poll() is None:
        peak_mb = _most_mb(process.pid) or peak_mb
        try:
            process.wait(_EVERY_S)
        except subprocess.TimeoutExpired:
            continue
    return peak_mb


def _most_mb(pid: int) -> float | None:
    """Return the most that a process ever held; Linux tells it in a file."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    fields = dict(line.split(":", 1) for line in lines.splitlines() if ":" in line)
    if "VmHWM" not in fields:  # it has ended just now
        return None
    return int(fields["VmHWM"].split()[0]) / _KB_PER_MB


def memory_figures(runs: Sequence[Memory]) -> tuple[Figure, ...]:
    """Return the rows of the table."""
    if not runs:
        return ()
    first, last = runs[0], runs[-1]
    how = f"{last.minutes:g} min of 1920x1080, with annotated video"
    rows = [Figure("Memory of a long film", "MB", (last.peak_mb,), MEMORY_GOAL_MB, how)]
    if last.minutes > first.minutes:
        growth = (last.peak_mb - first.peak_mb) / (last.minutes - first.minutes)
        between = f"peaks of {first.minutes:g} and {last.minutes:g} min compared"
        rows.append(Figure("Growth of that memory", "MB per min of film", (growth,), note=between))
    return tuple(rows)
