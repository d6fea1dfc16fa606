"""The multi-task method, by hand arithmetic and by what must hold for any job."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.lifting_index import Coupling, Job, LiftEnd, LiftingTask, composite_index


def task(load_kg: float, rate: float, horizontal_cm: float = 25, **more: float) -> LiftingTask:
    """Return a task at knuckle height with a good grip: only H, load and rate count."""
    job = Job(load_kg, Coupling.GOOD, rate)
    return LiftingTask(job, (LiftEnd(horizontal_cm, 75, 75, 0),), **more)


def test_two_tasks_by_hand() -> None:
    """FIRWL 23 and 11.5; STLI 11.5/(23 x .94) = .532 and 4.6/(11.5 x .91) = .440.

    CLI = .532 + .4 x (1/.88 - 1/.94) = .532 + .4 x .0725 = .561: FILI of the second is
    4.6/11.5 = .4, and FM of 1 + 2 = 3 a minute is .88.
    """
    hard, easy = task(11.5, 1), task(4.6, 2, horizontal_cm=50)
    assert (hard.firwl_kg, easy.firwl_kg) == pytest.approx((23, 11.5))
    assert (hard.stli, easy.stli) == pytest.approx((0.5319, 0.4396), abs=1e-4)
    found = composite_index([easy, hard])
    assert found.tasks == (hard, easy)
    assert found.increments == pytest.approx([0.4 * (1 / 0.88 - 1 / 0.94)])
    assert found.cli == pytest.approx(0.561, abs=5e-4)


def test_of_two_alike_the_more_frequent_is_numbered_first() -> None:
    """As the manual says on page 57."""
    seldom, often = task(9.4, 1), task(9.1, 2)
    assert seldom.stli == pytest.approx(often.stli)
    assert composite_index([seldom, often]).tasks[0].job.lifts_per_min == 2


def test_the_heaviest_load_counts_once_and_the_mean_load_every_time() -> None:
    mixed = task(11.5, 1, heaviest_kg=23)
    assert mixed.fili == 1
    assert mixed.stli == pytest.approx(0.5 / 0.94)


def test_the_harder_end_counts() -> None:
    ends = (LiftEnd(25, 75, 75, 0), LiftEnd(50, 75, 75, 0, is_destination=True))
    assert LiftingTask(Job(10, Coupling.GOOD), ends).firwl_kg == 11.5


def test_more_than_the_table_knows_has_no_end() -> None:
    assert composite_index([task(5, 9), task(5, 9)]).cli == math.inf


def test_a_job_without_tasks_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        composite_index([])


@given(st.floats(1, 20), st.lists(st.floats(0.2, 3), min_size=1, max_size=4))
def test_one_task_in_parts_is_as_hard_as_the_whole(load_kg: float, rates: list[float]) -> None:
    """Adding what is the same only adds frequency: the sum telescopes."""
    parts = composite_index([task(load_kg, rate) for rate in rates])
    assert parts.cli == pytest.approx(task(load_kg, sum(rates)).stli)


@given(st.lists(st.tuples(st.floats(1, 20), st.floats(0.2, 3), st.floats(20, 60)), min_size=2))
def test_a_job_is_never_easier_than_its_hardest_task(parts: list[tuple[float, ...]]) -> None:
    tasks = [task(*part) for part in parts]
    assert composite_index(tasks).cli >= max(one.stli for one in tasks)
