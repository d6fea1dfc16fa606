"""The worked examples that were had (docs/lifting-index.md), each checked by hand as well."""

from __future__ import annotations

import numpy as np
import pytest

from tilcoach.lifting_index import Coupling, Job, LiftEnd, Multipliers, lifting_index

INCH_CM = 2.5
"""As the manual pairs its two systems: 10 inches with 25 cm, 30 with 75, 70 with 175."""

LOAD_CONSTANT_LB, LOAD_LB = 51, 26

INSPECTION = Job(load_kg=LOAD_LB, coupling=Coupling.FAIR, lifts_per_min=3, hours=0.75)
ORIGIN = LiftEnd(10 * INCH_CM, 22 * INCH_CM, 59 * INCH_CM, 0)
DESTINATION = LiftEnd(20 * INCH_CM, 59 * INCH_CM, 22 * INCH_CM, 0, is_destination=True)


def rounded_rwl_lb(end: LiftEnd) -> float:
    """Return the limit as the manual's worksheets work it out: every multiplier to two places."""
    parts = Multipliers.of(end, INSPECTION)
    values = (
        parts.horizontal, parts.vertical, parts.distance, parts.asymmetry, parts.frequency,
        parts.coupling,
    )  # fmt: skip
    return LOAD_CONSTANT_LB * float(np.prod([np.round(value, 2) for value in values]))


def test_example_4_of_the_manual_package_inspection() -> None:
    """By hand: 51 x .94 x .87 x .88 x .95 = 34.87 and 51 x .5 x .78 x .87 x .88 = 15.23."""
    assert rounded_rwl_lb(ORIGIN) == pytest.approx(34.9, abs=0.05)
    assert rounded_rwl_lb(DESTINATION) == pytest.approx(15.2, abs=0.05)
    assert lifting_index(LOAD_LB, rounded_rwl_lb(ORIGIN)) == pytest.approx(0.7, abs=0.05)
    assert lifting_index(LOAD_LB, rounded_rwl_lb(DESTINATION)) == pytest.approx(1.7, abs=0.05)


def test_example_4_with_every_decimal_is_a_tenth_of_a_pound_off() -> None:
    """As the manual warns: 34.8 and 15.3 when nothing is rounded on the way."""
    to_lb = LOAD_CONSTANT_LB / 23
    assert Multipliers.of(ORIGIN, INSPECTION).rwl_kg * to_lb == pytest.approx(34.8, abs=0.05)
    assert Multipliers.of(DESTINATION, INSPECTION).rwl_kg * to_lb == pytest.approx(15.3, abs=0.05)


def test_a_textbook_exercise_in_kilograms() -> None:
    """By hand: 23 x 1 x .94 x .867 x 1 x .88 x .95 = 15.7 kg; 12 kg is 0.76 of that."""
    job = Job(load_kg=12, coupling=Coupling.FAIR, lifts_per_min=3, hours=0.75)
    limit = Multipliers.of(LiftEnd(25, 55, 150, 0), job).rwl_kg
    assert limit == pytest.approx(15.7, abs=0.05)
    assert lifting_index(12, limit) == pytest.approx(0.76, abs=0.006)


def test_at_best_it_is_the_load_constant() -> None:
    assert Multipliers.of(LiftEnd(20, 75, 75, 0), Job(10, Coupling.GOOD)).rwl_kg == 23


def test_nothing_may_be_lifted_where_a_multiplier_is_zero() -> None:
    limit = Multipliers.of(LiftEnd(64, 75, 75, 0), Job(10)).rwl_kg
    assert limit == 0
    assert lifting_index(10, limit) == np.inf


def test_the_frequency_counts_by_the_height_where_the_lift_begins() -> None:
    """13 a minute is in the table from 75 cm up only."""
    often = Job(5, lifts_per_min=13)
    low_to_high = LiftEnd(30, 100, 30, 0, is_destination=True)
    high_to_low = LiftEnd(30, 30, 100, 0, is_destination=True)
    assert Multipliers.of(low_to_high, often).frequency == 0
    assert Multipliers.of(high_to_low, often).frequency == 0.34
