"""What session.json keeps of the lifting index."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np
import pytest

from tilcoach.kinematics import PostureSeries, ViewLabel
from tilcoach.lifting import Lift, Load, LoadSource
from tilcoach.lifting_index import Coupling, Job, LiftEnd, Multipliers
from tilcoach.session_files.index_part import end_of, film_rate_per_min, index_part, job_of


@dataclass(frozen=True)
class Said:
    load_kg: float | None = 12.0
    coupling: Coupling | None = Coupling.GOOD
    hours: float | None = None
    lifts_per_min: float | None = None


def lift(distance_ratio: float = 0.2, *, held: bool = True) -> Lift:
    time_s = np.arange(0.0, 4.0, 1 / 30)
    told = {field.name: np.zeros(len(time_s)) for field in fields(PostureSeries)}
    told |= {
        "time_s": time_s,
        "load_distance_ratio": np.full(len(time_s), distance_ratio),
        "load_distance_m": np.full(len(time_s), 1.8 * distance_ratio),
        "grip_height_ratio": np.where(time_s < 2, 0.15, 0.55),
    }
    load = Load(held=held, probability=0.9, source=LoadSource.AUTO)
    return Lift(1, 0.5, 1.0, 3.0, 3.5, load, False, True, PostureSeries(**told))  # noqa: FBT003


@pytest.mark.parametrize("load_kg", [None, 0.0])
def test_without_a_weight_there_is_no_index(load_kg: float | None) -> None:
    assert index_part(lift(), ViewLabel.SIDE, Said(load_kg), 0) is None


def test_both_ends_with_their_bands() -> None:
    """By hand, where the lift begins: 23 x 25/36 x .856 x .8825 = 12.07 kg, and 12 kg is 0.99."""
    found = index_part(lift(), ViewLabel.SIDE, Said(), 0)
    assert found is not None
    assert found.reason is None
    assert found.origin is not None
    assert found.origin.rwl_kg == pytest.approx(12.07, abs=0.01)
    assert found.origin.li == pytest.approx(0.99, abs=0.01)
    assert found.origin.li_low is not None
    assert found.origin.li_high is not None
    assert found.origin.li_low < 0.95
    assert found.origin.li_high > 1.05
    assert found.origin.travel_cm == pytest.approx(72.0)


def test_beyond_reach_the_limit_is_zero_and_the_index_has_no_end() -> None:
    found = index_part(lift(0.5), ViewLabel.SIDE, Said(), 0)
    assert found is not None
    assert found.origin is not None
    assert (found.origin.rwl_kg, found.origin.li, found.origin.li_high) == (0.0, None, None)


def test_what_is_not_judged_says_why() -> None:
    found = index_part(lift(), ViewLabel.FRONT, Said(), 0)
    assert found is not None
    assert (found.origin, found.destination, found.reason) == (None, None, "view")


def test_a_grip_that_is_not_said_counts_as_fair_and_widens_the_band() -> None:
    job = job_of(Said(coupling=None), 0)
    assert job is not None
    assert job.coupling is Coupling.FAIR
    said, unsaid = (
        index_part(lift(), ViewLabel.SIDE, Said(coupling=one), 0) for one in (Coupling.FAIR, None)
    )
    assert said is not None
    assert unsaid is not None
    assert said.origin is not None
    assert unsaid.origin is not None
    assert unsaid.origin.li == said.origin.li
    assert unsaid.origin.li_high is not None
    assert said.origin.li_high is not None
    assert unsaid.origin.li_high > said.origin.li_high


def test_what_is_kept_makes_the_same_limit_again() -> None:
    found = index_part(lift(), ViewLabel.SIDE, Said(), 0)
    assert found is not None
    assert found.origin is not None
    assert found.destination is not None
    end: LiftEnd = end_of(found.origin, found.destination, is_destination=False)
    again = float(Multipliers.of(end, Job(12, Coupling.GOOD)).rwl_kg)
    assert math.isclose(again, found.origin.rwl_kg, abs_tol=0.02)


def test_only_lifts_with_a_load_count_for_how_often() -> None:
    assert film_rate_per_min((lift(), lift(held=False)), 60.0) == 1.0


def test_how_often_and_how_long_are_what_the_user_says() -> None:
    counted, said = job_of(Said(), 3.0), job_of(Said(hours=4.0, lifts_per_min=6.0), 3.0)
    assert counted is not None
    assert said is not None
    assert (counted.lifts_per_min, counted.hours) == (3.0, 1.0)
    assert (said.lifts_per_min, said.hours) == (6.0, 4.0)
    found = index_part(lift(), ViewLabel.SIDE, Said(hours=4.0, lifts_per_min=6.0), 3.0)
    seldom = index_part(lift(), ViewLabel.SIDE, Said(), 0.0)
    assert found is not None
    assert seldom is not None
    assert found.origin is not None
    assert seldom.origin is not None
    assert found.lifts_per_min == 6.0
    assert found.origin.rwl_kg == pytest.approx(0.27 * seldom.origin.rwl_kg, abs=0.02)  # table 5
