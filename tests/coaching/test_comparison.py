"""Two lifts side by side: only what is clearly different is told."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.coaching import (
    ComparedLift,
    Limits,
    Outcome,
    Pattern,
    Quantity,
    Reason,
    Verdict,
    compare_lifts,
    judge,
    with_more_doubt,
)
from tilcoach.kinematics import View, ViewLabel
from tilcoach.lifting import Lift

HEIGHT_M = 1.8
Make = Callable[..., ComparedLift]

_OPPOSITE = {
    Outcome.MORE: Outcome.LESS,
    Outcome.LESS: Outcome.MORE,
    Outcome.SAME: Outcome.SAME,
    Outcome.UNKNOWN: Outcome.UNKNOWN,
}


@pytest.fixture(scope="session")
def compared(make_lift: Callable[..., Lift], view: Callable[[str], View], limits: Limits) -> Make:
    """Make a lift to compare: ``compared("side", knee_flexion_deg=70)``."""

    def make(seen_from: str = "oblique", **measures: float) -> ComparedLift:
        seen = view(seen_from)
        return ComparedLift.of(judge(make_lift(**measures), seen, limits), limits, seen.label)

    return make


def outcomes(first: ComparedLift, second: ComparedLift) -> dict[Quantity, Outcome]:
    return {one.quantity: one.outcome for one in compare_lifts(first, second)}


def test_a_lift_is_about_the_same_as_itself_in_everything_that_was_seen(compared: Make) -> None:
    lift = compared()
    assert set(outcomes(lift, lift).values()) == {Outcome.SAME}


@pytest.mark.parametrize(
    ("quantity", "measure", "low", "high"),
    [
        (Quantity.KNEE_FLEXION, "knee_flexion_deg", 35, 55),
        (Quantity.TRUNK_FLEXION, "trunk_flexion_deg", 60, 80),
        (Quantity.STOOP_SQUAT, "stoop_squat_index", 30, 60),
        (Quantity.LOAD_DISTANCE, "distance", 0.1, 0.2),
        (Quantity.TRUNK_ROTATION, "trunk_rotation_deg", 0, 18),
    ],
)
def test_each_quantity_is_told_by_itself(
    compared: Make, quantity: Quantity, measure: str, low: float, high: float
) -> None:
    first, second = compared(**{measure: low}), compared(**{measure: high})
    there, back = outcomes(first, second), outcomes(second, first)
    assert there[quantity] is Outcome.MORE
    assert back[quantity] is Outcome.LESS
    assert all(o is Outcome.SAME for q, o in there.items() if q is not quantity)


@given(was=st.floats(0, 100), now=st.floats(0, 100))
def test_the_two_ways_round_are_each_others_opposite(
    compared: Make, was: float, now: float
) -> None:
    first, second = compared(knee_flexion_deg=was), compared(knee_flexion_deg=now)
    there, back = outcomes(first, second), outcomes(second, first)
    assert {quantity: _OPPOSITE[outcome] for quantity, outcome in there.items()} == back


@pytest.mark.parametrize(("more", "outcome"), [(1.9, Outcome.SAME), (2.1, Outcome.MORE)])
def test_a_difference_is_told_from_twice_the_uncertainty_on(
    compared: Make, limits: Limits, more: float, outcome: Outcome
) -> None:
    step = limits["knee_flexion_deg_uncertainty"].value
    first, second = compared(knee_flexion_deg=20), compared(knee_flexion_deg=20 + more * step)
    assert outcomes(first, second)[Quantity.KNEE_FLEXION] is outcome


def test_seen_from_two_sides_a_difference_must_be_larger(compared: Make, limits: Limits) -> None:
    more = 2.4 * limits["knee_flexion_deg_uncertainty"].value
    first, second = compared("side", knee_flexion_deg=20), compared(knee_flexion_deg=20 + more)
    assert outcomes(first, second)[Quantity.KNEE_FLEXION] is Outcome.SAME
    same_side = replace(second, view=first.view)
    assert outcomes(first, same_side)[Quantity.KNEE_FLEXION] is Outcome.MORE


def test_from_unknown_sides_it_is_as_from_two(compared: Make, limits: Limits) -> None:
    more = 2.4 * limits["trunk_flexion_deg_uncertainty"].value
    first, second = compared(trunk_flexion_deg=50), compared(trunk_flexion_deg=50 + more)
    unknown = [replace(lift, view=ViewLabel.UNKNOWN) for lift in (first, second)]
    assert outcomes(first, second)[Quantity.TRUNK_FLEXION] is Outcome.MORE
    assert outcomes(*unknown)[Quantity.TRUNK_FLEXION] is Outcome.SAME


def test_the_lift_that_is_less_sure_decides(compared: Make, limits: Limits) -> None:
    more = 2.4 * limits["trunk_flexion_deg_uncertainty"].value
    first, second = compared(trunk_flexion_deg=50), compared(trunk_flexion_deg=50 + more)
    unsure = replace(first, limits=with_more_doubt(limits))
    assert outcomes(unsure, second)[Quantity.TRUNK_FLEXION] is Outcome.SAME


@pytest.mark.parametrize(
    ("seen_from", "hidden"),
    [
        ("side", {Quantity.TRUNK_ROTATION}),
        ("oblique", set()),
        ("front", {Quantity.KNEE_FLEXION, Quantity.LOAD_DISTANCE}),
    ],
)
def test_what_a_view_hides_is_not_compared(
    compared: Make, seen_from: str, hidden: set[Quantity]
) -> None:
    found = outcomes(compared(), compared(seen_from))
    assert {q for q, outcome in found.items() if outcome is Outcome.UNKNOWN} == hidden


def test_measures_that_disagree_are_not_compared(compared: Make) -> None:
    lift = compared(stoop_squat_index=95, knee_flexion_deg=80)
    assert lift.finding(Pattern.STRAIGHT_LEGS).reason is Reason.MEASURES_DISAGREE
    found = outcomes(lift, lift)
    assert found[Quantity.KNEE_FLEXION] is found[Quantity.STOOP_SQUAT] is Outcome.UNKNOWN
    assert found[Quantity.TRUNK_FLEXION] is Outcome.SAME


def test_what_lies_near_a_limit_is_compared_all_the_same(compared: Make) -> None:
    lift = compared(trunk_rotation_deg=-27)
    finding = lift.finding(Pattern.TWIST_WITH_LOAD)
    assert (finding.verdict, finding.reason) == (Verdict.NOT_JUDGED, Reason.NEAR_LIMIT)
    assert lift.value(Quantity.TRUNK_ROTATION) == pytest.approx(27)


def test_the_values_are_those_that_the_cards_show(compared: Make) -> None:
    lift = compared(distance=0.2)
    assert lift.value(Quantity.LOAD_DISTANCE) == pytest.approx(
        lift.finding(Pattern.LOAD_FAR).measured
    )
    assert lift.doubt(Quantity.LOAD_DISTANCE) == pytest.approx(
        HEIGHT_M * lift.limits["load_distance_ratio_uncertainty"].value
    )


def test_nothing_measured_is_nothing_told(compared: Make) -> None:
    blind = compared(trunk_flexion_deg=math.nan)
    (trunk,) = [
        one for one in compare_lifts(compared(), blind) if one.quantity is Quantity.TRUNK_FLEXION
    ]
    assert trunk.outcome is Outcome.UNKNOWN
    assert np.isnan(trunk.second)
    assert trunk.first == 80


@pytest.mark.parametrize("quantity", Quantity)
def test_every_quantity_names_its_unit_and_has_an_uncertainty(
    compared: Make, quantity: Quantity
) -> None:
    assert quantity.unit in {"deg", "index", "m"}
    assert compared().doubt(quantity) > 0
