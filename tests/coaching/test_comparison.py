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
    Camera,
    ComparedLift,
    Limits,
    Outcome,
    Pattern,
    Reason,
    Verdict,
    compare_lifts,
    judge,
    with_wider_margins,
)
from tilcoach.kinematics import View, ViewLabel
from tilcoach.lifting import Lift
from tilcoach.measures import (
    KNEE_FLEXION,
    LOAD_DISTANCE,
    MEASURES,
    STOOP_SQUAT,
    TRUNK_FLEXION,
    TRUNK_ROTATION,
    Measure,
)

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


def outcomes(first: ComparedLift, second: ComparedLift) -> dict[Measure, Outcome]:
    return {one.measure: one.outcome for one in compare_lifts(first, second)}


def test_a_lift_is_about_the_same_as_itself_in_everything_that_was_seen(compared: Make) -> None:
    lift = compared()
    assert set(outcomes(lift, lift).values()) == {Outcome.SAME}


@pytest.mark.parametrize(
    ("shown", "field", "low", "high"),
    [
        (KNEE_FLEXION, "knee_flexion_deg", 35, 55),
        (TRUNK_FLEXION, "trunk_flexion_deg", 60, 80),
        (STOOP_SQUAT, "stoop_squat_index", 30, 60),
        (LOAD_DISTANCE, "distance", 0.1, 0.2),
        (TRUNK_ROTATION, "trunk_rotation_deg", 0, 18),
    ],
)
def test_each_measure_is_told_by_itself(
    compared: Make, shown: Measure, field: str, low: float, high: float
) -> None:
    first, second = compared(**{field: low}), compared(**{field: high})
    there, back = outcomes(first, second), outcomes(second, first)
    assert there[shown] is Outcome.MORE
    assert back[shown] is Outcome.LESS
    assert all(o is Outcome.SAME for q, o in there.items() if q is not shown)


@given(was=st.floats(0, 100), now=st.floats(0, 100))
def test_the_two_ways_round_are_each_others_opposite(
    compared: Make, was: float, now: float
) -> None:
    first, second = compared(knee_flexion_deg=was), compared(knee_flexion_deg=now)
    there, back = outcomes(first, second), outcomes(second, first)
    assert {shown: _OPPOSITE[outcome] for shown, outcome in there.items()} == back


@pytest.mark.parametrize(("more", "outcome"), [(1.9, Outcome.SAME), (2.1, Outcome.MORE)])
def test_a_difference_is_told_from_twice_the_uncertainty_on(
    compared: Make, limits: Limits, more: float, outcome: Outcome
) -> None:
    step = limits.of(KNEE_FLEXION).seen_from(ViewLabel.OBLIQUE).uncertainty
    first, second = compared(knee_flexion_deg=20), compared(knee_flexion_deg=20 + more * step)
    assert outcomes(first, second)[KNEE_FLEXION] is outcome


def test_seen_from_two_sides_a_difference_must_be_larger(compared: Make, limits: Limits) -> None:
    more = 2.4 * limits.of(KNEE_FLEXION).seen_from(ViewLabel.OBLIQUE).uncertainty
    first, second = compared("side", knee_flexion_deg=20), compared(knee_flexion_deg=20 + more)
    assert outcomes(first, second)[KNEE_FLEXION] is Outcome.SAME
    same_side = replace(second, view=first.view)
    assert outcomes(first, same_side)[KNEE_FLEXION] is Outcome.MORE


def test_from_unknown_sides_it_is_as_from_two(compared: Make, limits: Limits) -> None:
    more = 2.4 * limits.of(TRUNK_FLEXION).seen_from(ViewLabel.OBLIQUE).uncertainty
    first, second = compared(trunk_flexion_deg=50), compared(trunk_flexion_deg=50 + more)
    unknown = [replace(lift, view=ViewLabel.UNKNOWN) for lift in (first, second)]
    assert outcomes(first, second)[TRUNK_FLEXION] is Outcome.MORE
    assert outcomes(*unknown)[TRUNK_FLEXION] is Outcome.SAME


def test_the_lift_that_is_less_sure_decides(compared: Make, limits: Limits) -> None:
    more = 2.4 * limits.of(TRUNK_FLEXION).seen_from(ViewLabel.OBLIQUE).uncertainty
    first, second = compared(trunk_flexion_deg=50), compared(trunk_flexion_deg=50 + more)
    unsure = replace(first, limits=with_wider_margins(limits))
    assert outcomes(unsure, second)[TRUNK_FLEXION] is Outcome.SAME


@pytest.mark.parametrize(
    ("seen_from", "hidden"),
    [
        ("side", set()),
        ("oblique", set()),
        ("front", {KNEE_FLEXION, LOAD_DISTANCE}),
    ],
)
def test_what_a_view_hides_is_not_compared(
    compared: Make, seen_from: str, hidden: set[Measure]
) -> None:
    found = outcomes(compared(), compared(seen_from))
    assert {q for q, outcome in found.items() if outcome is Outcome.UNKNOWN} == hidden


def test_legs_that_were_not_seen_are_not_compared(compared: Make) -> None:
    lift = compared(leg_visibility=0.0)
    assert lift.finding(Pattern.STRAIGHT_LEGS).reason is Reason.NOT_SEEN
    found = outcomes(lift, lift)
    assert found[KNEE_FLEXION] is found[STOOP_SQUAT] is Outcome.UNKNOWN
    assert found[TRUNK_FLEXION] is Outcome.SAME


def test_what_lies_near_a_limit_is_compared_all_the_same(compared: Make) -> None:
    lift = compared(trunk_rotation_deg=-27)
    finding = lift.finding(Pattern.TWIST_WITH_LOAD)
    assert (finding.verdict, finding.reason) == (Verdict.NOT_JUDGED, Reason.NEAR_LIMIT)
    assert lift.value(TRUNK_ROTATION) == pytest.approx(27)


def test_the_values_are_those_that_the_cards_show(compared: Make) -> None:
    lift = compared(distance=0.2)
    assert lift.value(LOAD_DISTANCE) == pytest.approx(lift.finding(Pattern.LOAD_FAR).measured)
    assert lift.doubt(LOAD_DISTANCE) == pytest.approx(
        HEIGHT_M * lift.limits.of(LOAD_DISTANCE).seen_from(ViewLabel.OBLIQUE).uncertainty
    )


def test_what_the_second_camera_judged_is_shown_with_the_doubt_of_an_unknown_view(
    compared: Make,
) -> None:
    front = compared("front", knee_flexion_deg=40)
    assert math.isnan(front.value(KNEE_FLEXION))  # the first camera does not see it
    seen = replace(front.finding(Pattern.STRAIGHT_LEGS), judged_by=Camera.SECOND)
    lift = replace(front, findings=(seen, *front.findings[1:]))
    assert lift.value(KNEE_FLEXION) == pytest.approx(40)
    assert lift.seen_from(KNEE_FLEXION) is ViewLabel.UNKNOWN
    assert lift.seen_from(TRUNK_ROTATION) is ViewLabel.FRONT
    widest = lift.limits.of(KNEE_FLEXION).uncertainty
    assert lift.doubt(KNEE_FLEXION) == widest


def test_nothing_measured_is_nothing_told(compared: Make) -> None:
    blind = compared(trunk_flexion_deg=math.nan)
    (trunk,) = [one for one in compare_lifts(compared(), blind) if one.measure is TRUNK_FLEXION]
    assert trunk.outcome is Outcome.UNKNOWN
    assert np.isnan(trunk.second)
    assert trunk.first == 80


@pytest.mark.parametrize("shown", MEASURES)
def test_every_measure_names_its_unit_and_has_an_uncertainty(
    compared: Make, shown: Measure
) -> None:
    assert shown.finding_unit in {"deg", "index", "m"}
    assert compared().doubt(shown) > 0
