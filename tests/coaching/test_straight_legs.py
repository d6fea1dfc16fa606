"""When a lift counts as one with straight legs."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.coaching import Finding, Limits, Pattern, Reason, Verdict
from tilcoach.coaching.criteria import assess_straight_legs
from tilcoach.kinematics import View
from tilcoach.lifting import Lift, Load, LoadSource

MakeLift = Callable[..., Lift]
Assess = Callable[..., Finding]


@pytest.fixture(scope="module")
def assess(make_lift: MakeLift, view: Callable[[str], View], limits: Limits) -> Assess:
    def run(label: str = "side", **measures: object) -> Finding:
        return assess_straight_legs(make_lift(**measures), view(label), limits)

    return run


@pytest.fixture(scope="module")
def limit(limits: Limits) -> float:
    return limits["stoop_squat_index"].value


@pytest.fixture(scope="module")
def margin(limits: Limits) -> float:
    return limits["stoop_squat_index_margin"].value


def test_below_at_in_and_beyond_the_band_of_doubt(
    assess: Assess, limit: float, margin: float
) -> None:
    for index, verdict in (
        (0.0, Verdict.GOED),
        (limit - margin - 0.1, Verdict.GOED),
        (limit - margin + 0.1, Verdict.NOT_JUDGED),
        (limit, Verdict.NOT_JUDGED),
        (limit + margin, Verdict.NOT_JUDGED),
        (limit + margin + 0.1, Verdict.FOUT),
        (100.0, Verdict.FOUT),
    ):
        assert assess(stoop_squat_index=index).verdict is verdict, index


def test_in_the_band_of_doubt_it_says_so(assess: Assess, limit: float) -> None:
    finding = assess(stoop_squat_index=limit + 1)
    assert finding.reason is Reason.NEAR_LIMIT
    assert finding.measured == pytest.approx(limit + 1)


@given(index=st.floats(0, 100))
def test_the_finding_says_what_was_measured_and_against_what(
    assess: Assess, limit: float, index: float
) -> None:
    finding = assess(stoop_squat_index=index)
    assert (finding.pattern, finding.unit) == (Pattern.STRAIGHT_LEGS, "index")
    assert finding.measured == pytest.approx(index)
    assert finding.limit == limit


def test_a_fout_says_where_and_stays_within_the_bend(assess: Assess) -> None:
    finding = assess(stoop_squat_index=98.0)
    assert 2.0 <= finding.start_s < finding.end_s <= 4.0


@pytest.mark.parametrize("label", ["side", "oblique", "front", "back"])
@pytest.mark.parametrize("index", [20.0, 98.0])
def test_every_view_will_do(assess: Assess, label: str, index: float) -> None:
    assert assess(label, stoop_squat_index=index) == assess("side", stoop_squat_index=index)


@given(trunk_deg=st.floats(0, 120))
def test_straight_legs_only_matter_when_the_trunk_is_bent(
    assess: Assess, limits: Limits, trunk_deg: float
) -> None:
    finding = assess(stoop_squat_index=98.0, trunk_flexion_deg=trunk_deg)
    bent = trunk_deg > limits["trunk_flexion_deg"].value
    assert finding.verdict is (Verdict.FOUT if bent else Verdict.GOED)


@given(knee_deg=st.floats(0, 140))
def test_knees_that_bend_far_are_a_second_witness(
    assess: Assess, limits: Limits, knee_deg: float
) -> None:
    finding = assess(stoop_squat_index=98.0, knee_flexion_deg=knee_deg)
    if knee_deg > limits["knee_flexion_deg"].value:
        assert finding.reason is Reason.MEASURES_DISAGREE
    else:
        assert finding.verdict is Verdict.FOUT


def test_a_small_drop_is_not_judged(assess: Assess) -> None:
    index = np.full(120, np.nan)
    index[::3] = 98.0  # the shoulders dropped enough in a third of the moments only
    finding = assess(stoop_squat_index=index, shoulder_drop_ratio=0.06)
    assert finding.reason is Reason.SMALL_DROP


def test_without_any_index_nothing_is_said(assess: Assess) -> None:
    finding = assess(stoop_squat_index=np.nan)
    assert finding.verdict is Verdict.NOT_JUDGED
    assert math.isnan(finding.measured)


def test_when_the_lower_body_was_not_seen_it_is_not_judged(assess: Assess) -> None:
    hidden = {"leg_visibility": 0.05, "knee_flexion_deg": np.nan, "visibility": 0.4}
    for index in (20.0, 98.0):
        finding = assess(stoop_squat_index=index, **hidden)
        assert finding.reason is Reason.NOT_SEEN


def test_without_a_trunk_angle_nobody_is_told_off(assess: Assess) -> None:
    finding = assess(stoop_squat_index=98.0, trunk_flexion_deg=np.nan)
    assert finding.verdict is Verdict.NOT_JUDGED


def test_nothing_need_be_held(assess: Assess) -> None:
    empty = Load(held=False, probability=0.0, source=LoadSource.USER)
    assert assess(load=empty).verdict is Verdict.GOED


@given(near=st.floats(0, 60), far=st.floats(0, 60))
def test_further_from_the_limit_is_surer(
    assess: Assess, limit: float, margin: float, near: float, far: float
) -> None:
    near, far = sorted((near, far))
    sure, surer = (
        assess(stoop_squat_index=limit - margin - 0.1 - d).confidence for d in (near, far)
    )
    assert 0.5 <= sure <= surer < 1
    over = [assess(stoop_squat_index=limit + margin + 0.1 + d / 4) for d in (near, far)]
    assert 0.5 <= over[0].confidence <= over[1].confidence < 1


def test_a_fout_is_as_sure_as_its_weaker_witness(assess: Assess, limits: Limits) -> None:
    clear = assess(stoop_squat_index=98.0, trunk_flexion_deg=90.0)
    hardly_bent = assess(
        stoop_squat_index=98.0, trunk_flexion_deg=limits["trunk_flexion_deg"].value + 1
    )
    assert clear.verdict is hardly_bent.verdict is Verdict.FOUT
    assert clear.confidence > 0.95
    assert hardly_bent.confidence < 0.65


def test_an_upright_trunk_is_goed_as_surely_as_it_is_upright(assess: Assess) -> None:
    sure, unsure = (assess(stoop_squat_index=98.0, trunk_flexion_deg=a) for a in (15.0, 39.0))
    assert sure.confidence > 0.95
    assert unsure.confidence < 0.65
