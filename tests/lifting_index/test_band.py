"""The band of an index: seeded, around the index, and holding the truth as often as it says."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tilcoach.lifting_index import (
    Coupling,
    InputErrors,
    Job,
    LiftEnd,
    Multipliers,
    index_band,
    lifting_index,
)

ERRORS = InputErrors(horizontal_cm=3.5, height_cm=3, asymmetry_deg=5)
LOW_BOX = LiftEnd(35, 30, 95, 5)
JOB = Job(12)


def test_the_same_lift_has_the_same_band() -> None:
    assert index_band(LOW_BOX, JOB, ERRORS) == index_band(LOW_BOX, JOB, ERRORS)


def test_without_errors_the_band_is_the_index() -> None:
    band = index_band(LOW_BOX, JOB, InputErrors(0, 0, 0))
    right = float(lifting_index(12, Multipliers.of(LOW_BOX, JOB).rwl_kg))
    assert (band.li, band.low, band.high) == pytest.approx((right, right, right))


def test_larger_errors_widen_the_band() -> None:
    narrow, wide = (index_band(LOW_BOX, JOB, InputErrors(cm, 3, 5)) for cm in (2.0, 6.0))
    assert wide.low <= narrow.low < narrow.li < narrow.high < wide.high


def test_a_grip_that_was_not_said_widens_the_band() -> None:
    said = index_band(LOW_BOX, JOB, ERRORS)
    unsaid = index_band(LOW_BOX, JOB, ERRORS, coupling_known=False)
    assert unsaid.high > said.high


def test_near_the_end_of_reach_the_band_has_no_upper_end() -> None:
    band = index_band(LiftEnd(61, 30, 95, 0), JOB, ERRORS)
    assert math.isfinite(band.li)
    assert band.high == math.inf


def test_of_true_lifts_that_were_measured_with_these_errors_95_percent_lie_in_the_band() -> None:
    """With errors drawn otherwise than the band draws them: another generator, another seed."""
    chance = np.random.Generator(np.random.MT19937(3))
    inside = 0
    for _ in range(300):
        h, v, a = chance.uniform((30, 20, -40), (50, 90, 40))
        true = LiftEnd(h, v, 100, a)
        seen = LiftEnd(
            h + chance.normal(0, 3.5 * 1.2533),
            v + chance.normal(0, 3 * 1.2533),
            100 + chance.normal(0, 3 * 1.2533),
            a + chance.normal(0, 5 * 1.2533),
        )
        truth = float(lifting_index(12, Multipliers.of(true, JOB).rwl_kg))
        band = index_band(seen, JOB, ERRORS)
        inside += band.low <= truth <= band.high
    assert inside / 300 >= 0.93


def test_the_grip_is_drawn_over_all_three() -> None:
    """By hand: with nothing else unsure, the band runs from the good grip to the poor one."""
    band = index_band(LOW_BOX, JOB, InputErrors(0, 0, 0), coupling_known=False)
    good, poor = (
        float(lifting_index(12, Multipliers.of(LOW_BOX, Job(12, one)).rwl_kg))
        for one in (Coupling.GOOD, Coupling.POOR)
    )
    assert (band.low, band.high) == pytest.approx((good, poor))
