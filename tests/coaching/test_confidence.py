"""How sure a verdict is: the chance that the true value lies on the same side of the limit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.coaching import Limits, Pattern, chance_of_side, judge
from tilcoach.kinematics import View
from tilcoach.lifting import Lift

DISTANCES = st.floats(0, 500)
UNCERTAINTIES = st.floats(0.001, 100)


@given(uncertainty=UNCERTAINTIES)
def test_at_the_limit_it_is_a_coin_toss(uncertainty: float) -> None:
    assert chance_of_side(0.0, uncertainty) == 0.5


@pytest.mark.parametrize(("times", "chance"), [(1.0, 0.846), (2.0, 0.968), (0.5, 0.701)])
def test_it_is_told_in_uncertainties_away_from_the_limit(times: float, chance: float) -> None:
    assert chance_of_side(times * 8.0, 8.0) == pytest.approx(chance, abs=0.001)


@given(near=DISTANCES, far=DISTANCES, uncertainty=UNCERTAINTIES)
def test_further_away_is_never_less_sure_and_nothing_is_certain(
    near: float, far: float, uncertainty: float
) -> None:
    near, far = sorted((near, far))
    assert 0.5 <= chance_of_side(near, uncertainty) <= chance_of_side(far, uncertainty) <= 0.99


def test_a_profile_without_uncertainty_is_as_sure_as_can_be() -> None:
    assert chance_of_side(1.0, 0.0) == 0.99


@pytest.mark.parametrize(
    ("pattern", "measure", "limit", "far"),
    [
        (Pattern.TWIST_WITH_LOAD, "trunk_rotation_deg", "trunk_rotation_deg", 60.0),
        (Pattern.LOAD_FAR, "distance", "load_distance_ratio", 0.34),
    ],
)
def test_a_larger_uncertainty_makes_a_verdict_less_sure_and_no_other(
    make_lift: Callable[..., Lift],
    view: Callable[[str], View],
    limits: Limits,
    pattern: Pattern,
    measure: str,
    limit: str,
    far: float,
) -> None:
    name = f"{limit}_uncertainty"
    doubled = limits.with_values({name: 2 * limits.values()[name]}, "Test")
    lift = make_lift(**{measure: far})
    sure = judge(lift, view("oblique"), limits).finding(pattern)
    less = judge(lift, view("oblique"), doubled).finding(pattern)
    assert sure.verdict is less.verdict
    assert 0.5 < less.confidence < sure.confidence
