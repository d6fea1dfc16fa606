"""Four people at once: what is measured, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from tests.doubles import StandingPerson

from tilcoach.bench import GroupCost, group_figures, measure_group
from tilcoach.bench.group import PEOPLE, beside_each_other
from tilcoach.config import Settings

Film = Callable[..., Path]


def test_each_picture_is_measured_from_the_frame_to_what_is_known(film: Film) -> None:
    opened: list[int] = []

    def open_estimator(persons: int) -> StandingPerson:
        opened.append(persons)
        return StandingPerson()

    ticks = count()
    cost = measure_group(
        film(frames=40), Settings(persons=4), open_estimator, 2, lambda: next(ticks) / 100
    )
    assert opened == [1, PEOPLE, 1, PEOPLE]
    assert [len(one) for one in cost.picture_ms] == [10, 10]  # the first 30 let it settle
    assert cost.model_ms == pytest.approx((10.0, 10.0))
    assert cost.picture_ms[0] == pytest.approx([10.0] * 10)
    assert cost.people == 1.0


def test_the_figures_tell_rate_and_ratio() -> None:
    half, most, rate, ratio = group_figures(GroupCost(((40.0, 50.0, 60.0),) * 2, (20.0, 25.0), 4.0))
    assert half.values == (50.0, 50.0)
    assert half.goal == pytest.approx(66.7)
    assert half.reached == "yes"
    assert most.measured == pytest.approx(59.0)
    assert rate.values == (20.0, 20.0)
    assert ratio.values == (2.5, 2.0)
    assert "6 pictures, 4.00 people found in each" in half.note


def test_four_stand_beside_each_other_every_other_one_mirrored() -> None:
    bgr = np.arange(8, dtype=np.uint8)[None, :, None].repeat(3, axis=2)
    row = beside_each_other(bgr, 4)[0, :, 0]
    assert row.tolist() == [2, 3, 4, 5, 5, 4, 3, 2, 2, 3, 4, 5, 5, 4, 3, 2]
