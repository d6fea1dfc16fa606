"""How much memory a long video takes, and whether it takes more the longer it gets."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tilcoach.bench.figure import Figure
from tilcoach.errors import TilcoachError

MEMORY_GOAL_MB = 600.0

_EVERY_S = 0.5
_WARM_SHARE = 1 / 3  # of the time: codecs and the model have their buffers by then
_KB_PER_MB = 1024

Samples = Sequence[tuple[float, float]]
"""Moments in seconds, and the memory in MB at each."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What one run took.

    Attributes
    ----------
    peak_mb
        The most that was held in memory at any moment.
    slope_mb_min
        How fast it grew after the first third, per minute of work.
    seconds
        How long the run took.
    """

    peak_mb: float
    slope_mb_min: float
    seconds: float


def measure_memory(film: Path) -> Memory | None:
    """Analyse a film with its annotated video in a process of its own, and watch its memory.

    Parameters
    ----------
    film
        The video.

    Returns
    -------
    Memory | None
        None where the system does not tell what a process holds (only Linux does so in a file).

    Raises
    ------
    TilcoachError
        If the process fails.
    """
    with TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "tilcoach", "analyze", str(film), "--out", folder]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
        samples, peak_mb = watch(process)
    if process.returncode:
        sentence = (
            "`tilcoach analyze` stopped with code {code} while its memory was measured: "
            "run the same command yourself to see why."
        )
        raise TilcoachError(sentence, code=process.returncode)
    return Memory(peak_mb, slope_mb_min(samples), samples[-1][0]) if samples else None


def watch(
    process: subprocess.Popen[bytes], clock: Callable[[], float] = time.monotonic
) -> tuple[Samples, float]:
    """Return what a process held at each moment until it ended, and the most of it.

    Parameters
    ----------
    process
        It was started just now.
    clock
        Rising seconds.
    """
    start_s, samples, peak_mb = clock(), [], 0.0
    while process.poll() is None:
        held = _held_mb(process.pid)
        if held is not None:
            samples.append((clock() - start_s, held[0]))
            peak_mb = max(peak_mb, held[1])
        try:
            process.wait(_EVERY_S)
        except subprocess.TimeoutExpired:
            continue
    return samples, peak_mb


def _held_mb(pid: int) -> tuple[float, float] | None:
    """Return what a process holds now, and the most that it ever held."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    fields = dict(line.split(":", 1) for line in lines.splitlines() if ":" in line)
    if "VmRSS" not in fields:  # it has ended just now
        return None
    now, most = (int(fields[name].split()[0]) / _KB_PER_MB for name in ("VmRSS", "VmHWM"))
    return now, most


def slope_mb_min(samples: Samples) -> float:
    """Return by how much the memory grew per minute, after the first third.

    Parameters
    ----------
    samples
        At least one.
    """
    time_s, held_mb = np.array(samples).T
    warm = time_s >= time_s[-1] * _WARM_SHARE
    if warm.sum() < _FOR_A_LINE:
        return 0.0
    return float(60 * np.polyfit(time_s[warm], held_mb[warm], 1)[0])


_FOR_A_LINE = 3


def memory_figures(memory: Memory, minutes: float) -> tuple[Figure, ...]:
    """Return the rows of the table.

    Parameters
    ----------
    memory
        As measured.
    minutes
        Of the film.
    """
    how = (
        f"{minutes:g} min of 1920x1080, with annotated video, {memory.seconds / 60:.1f} min of work"
    )
    return (
        Figure("Memory of a long film", "MB", (memory.peak_mb,), MEMORY_GOAL_MB, how),
        Figure("Growth of that memory", "MB/min", (memory.slope_mb_min,), note="after a third"),
    )
