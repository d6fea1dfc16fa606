"""The multi-task method: one index for a job of different lifts.

References
----------
Waters, Putz-Anderson & Garg 1994, DHHS (NIOSH) 94-110: section 2.4 (FIRWL, STRWL, FILI, STLI and
CLI, and how tasks are numbered).

Where the manual is silent: each step reads FM by the height of the hands of the task that it adds,
and of two ends of a lift the one with the lower limit counts, as for a single task (section 2.3).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tilcoach.lifting_index.equation import Job, LiftEnd, Multipliers, lifting_index
from tilcoach.lifting_index.frequency import frequency_multiplier


@dataclass(frozen=True, slots=True)
class LiftingTask:
    """One kind of lift of a job.

    Attributes
    ----------
    job
        Its load, grip, how often, and for how long.
    ends
        Where it begins, and where the load is put if that needs care.
    heaviest_kg
        The heaviest load, if loads differ; the same as the load of the job when left out.
    """

    job: Job
    ends: tuple[LiftEnd, ...]
    heaviest_kg: float | None = None

    @property
    def firwl_kg(self) -> float:
        """FIRWL: the weight limit of one lift on its own."""
        return min(
            float(Multipliers.of(end, self.job).frequency_independent_rwl_kg) for end in self.ends
        )

    @property
    def strwl_kg(self) -> float:
        """STRWL: the weight limit of this task on its own, as often as it is done."""
        return self.firwl_kg * self.frequency_multiplier(self.job.lifts_per_min)

    @property
    def fili(self) -> float:
        """FILI: the index of the heaviest load, however often."""
        heaviest = self.job.load_kg if self.heaviest_kg is None else self.heaviest_kg
        return float(lifting_index(heaviest, self.firwl_kg))

    @property
    def stli(self) -> float:
        """STLI: the index of this task on its own, as often as it is done."""
        return float(lifting_index(self.job.load_kg, self.strwl_kg))

    def frequency_multiplier(self, lifts_per_min: float) -> float:
        """Return FM of this task, were it done so often."""
        height_cm = self.ends[0].origin_height_cm
        return float(frequency_multiplier(lifts_per_min, self.job.hours, height_cm))


@dataclass(frozen=True, slots=True)
class CompositeIndex:
    """The index of a job of several tasks.

    Attributes
    ----------
    cli
        The composite lifting index.
    tasks
        The tasks in the order in which they were added, hardest first.
    increments
        What each task after the first adds.
    """

    cli: float
    tasks: tuple[LiftingTask, ...]
    increments: tuple[float, ...]


def composite_index(tasks: Sequence[LiftingTask]) -> CompositeIndex:
    """Return CLI = STLI of the hardest task + what each further task adds by its frequency.

    Parameters
    ----------
    tasks
        At least one; the frequencies of all are done within the same minutes.

    Raises
    ------
    ValueError
        If there is no task.
    """
    if not tasks:
        message = "tasks: expected at least one, got none"
        raise ValueError(message)
    order = sorted(tasks, key=_hardest_first)
    rate = order[0].job.lifts_per_min
    increments = []
    for task in order[1:]:
        increments.append(_increment(task, rate, rate + task.job.lifts_per_min))
        rate += task.job.lifts_per_min
    return CompositeIndex(order[0].stli + sum(increments), tuple(order), tuple(increments))


def _hardest_first(task: LiftingTask) -> tuple[float, float]:
    """Order by STLI; of two alike the more frequent comes first (example 7 of the manual)."""
    return -round(task.stli, _ALIKE_DECIMALS), -task.job.lifts_per_min


_ALIKE_DECIMALS = 9


def _increment(task: LiftingTask, before: float, after: float) -> float:
    """Return FILI (1/FM of all so far with this task - 1/FM of all so far)."""
    fewer, more = task.frequency_multiplier(before), task.frequency_multiplier(after)
    if more <= 0:
        return math.inf
    return task.fili * (1 / more - 1 / fewer)
