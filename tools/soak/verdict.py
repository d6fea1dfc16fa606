"""What a row of readings says: whether anything grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from scipy.stats import theilslopes

from tools.soak.gauge import Reading

WARM_UP_SHARE = 0.25
"""Of the frames: then all memory that is kept for a while has filled up. Counted in frames and not
in time, because a busy machine needs a while before the first one."""

MOST_MB_PER_MIN = 0.5
MOST_AGE_MS_PER_MIN = 5.0
_S_PER_MIN = 60.0
_FEWEST = 6  # readings after the warm-up


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found after the warm-up.

    Attributes
    ----------
    minutes
        Of the whole run.
    received, analysed
        Frames in the whole run.
    entered, left
        People who came into view in the whole run, and who went out of it.
    memory_mb
        The middle of the first and of the last readings.
    memory_mb_per_min, age_ms_per_min
        The slope over time (Theil and Sen: the middle of the slopes between all pairs of
        readings, so that a single peak says nothing).
    threads, files
        The middle of the first and of the last readings.
    age_ms
        The middle of all readings.
    """

    minutes: float
    received: int
    analysed: int
    entered: int
    left: int
    memory_mb: tuple[float, float]
    memory_mb_per_min: float
    age_ms_per_min: float
    threads: tuple[float, float]
    files: tuple[float, float]
    age_ms: float

    @property
    def is_steady(self) -> bool:
        """Whether nothing grows: memory, threads, files and delay."""
        return (
            self.memory_mb_per_min < MOST_MB_PER_MIN
            and self.threads[1] <= self.threads[0]
            and self.files[1] <= self.files[0]
            and self.age_ms_per_min < MOST_AGE_MS_PER_MIN
        )


def judge(readings: Sequence[Reading]) -> Verdict:
    """Return what readings say.

    Parameters
    ----------
    readings
        In order of time, from the start.

    Raises
    ------
    ValueError
        If there are too few after the warm-up.
    """
    warm = [r for r in readings if r.analysed > WARM_UP_SHARE * readings[-1].analysed]
    if len(warm) < _FEWEST:
        message = f"expected {_FEWEST} readings after the warm-up, got {len(warm)}"
        raise ValueError(message)
    third = len(warm) // 3
    first, last = warm[:third], warm[-third:]
    return Verdict(
        minutes=round(readings[-1].time_s / _S_PER_MIN, 1),
        received=readings[-1].received,
        analysed=readings[-1].analysed,
        entered=readings[-1].entered,
        left=readings[-1].left,
        memory_mb=(median(r.memory_mb for r in first), median(r.memory_mb for r in last)),
        memory_mb_per_min=_slope_per_min(warm, "memory_mb"),
        age_ms_per_min=_slope_per_min(warm, "age_ms"),
        threads=(median(r.threads for r in first), median(r.threads for r in last)),
        files=(median(r.files for r in first), median(r.files for r in last)),
        age_ms=median(r.age_ms for r in warm),
    )


def _slope_per_min(readings: Sequence[Reading], name: str) -> float:
    values = np.array([getattr(reading, name) for reading in readings])
    minutes = np.array([reading.time_s for reading in readings]) / _S_PER_MIN
    return round(float(theilslopes(values, minutes).slope), 3)
