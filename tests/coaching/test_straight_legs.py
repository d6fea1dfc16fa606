"""When a lift counts as one with straight legs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.coaching import Finding, Limits, Pattern, PatternLimit, Reason, Verdict
from tilcoach.coaching.criteria import assess_straight_legs
from tilcoach.kinematics import View, ViewLabel
from tilcoach.lifting import Lift, Load, LoadSource
from tilcoach.measures import KNEE_FLEXION, STOOP_SQUAT, TRUNK_FLEXION

MakeLift = Callable[..., Lift]
Assess = Callable[..., Finding]


@pytest.fixture(scope="module")
def assess(make_lift: MakeLift, view: Callable[[str], View], limits: Limits) -> Assess:
    def run(label: str = "side", **measures: object) -> Finding:
        return assess_straight_legs(make_lift(**measures), view(label), limits)

    return run


INDEX = 75.0  # here the index moves the limit of the knees to neither side


@pytest.fixture(scope="module")
def knee(limits: Limits) -> PatternLimit:
    return limits.of(KNEE_FLEXION).seen_from(ViewLabel.SIDE)


def test_above_in_and_below_the_band_of_doubt(assess: Assess, knee: PatternLimit) -> None:
    for knee_deg, verdict in (
        (0.0, Verdict.FOUT),
        (knee.value - knee.margin - 0.1, Verdict.FOUT),
        (knee.value - knee.margin + 0.1, Verdict.NOT_JUDGED),
        (knee.value, Verdict.NOT_JUDGED),
        (knee.value + knee.margin - 0.1, Verdict.NOT_JUDGED),
        (knee.value + knee.margin + 0.1, Verdict.GOED),
        (140.0, Verdict.GOED),
    ):
        found = assess(stoop_squat_index=INDEX, knee_flexion_deg=knee_deg)
        assert found.verdict is verdict, knee_deg


def test_in_the_band_of_doubt_it_says_so(assess: Assess, knee: PatternLimit) -> None:
    finding = assess(stoop_squat_index=INDEX, knee_flexion_deg=knee.value + 1)
    assert finding.reason is Reason.NEAR_LIMIT
    assert finding.measured == pytest.approx(knee.value + 1)


@given(index=st.floats(0, 100), knee_deg=st.floats(0, 140))
def test_each_point_of_the_index_moves_the_limit_of_the_knees(
    assess: Assess, limits: Limits, knee: PatternLimit, index: float, knee_deg: float
) -> None:
    finding = assess(stoop_squat_index=index, knee_flexion_deg=knee_deg)
    assert (finding.pattern, finding.unit) == (Pattern.STRAIGHT_LEGS, "deg")
    assert finding.measured == pytest.approx(knee_deg)
    moved = limits.knee_per_index_deg.value * (index - limits.of(STOOP_SQUAT).value)
    assert finding.limit == pytest.approx(knee.value + moved)


@pytest.mark.parametrize(("index", "knee_deg"), [(77, 55), (76, 66), (74, 90), (100, 80)])
def test_clearly_bent_knees_are_not_near_a_limit(
    assess: Assess, index: float, knee_deg: float
) -> None:
    for view in ("side", "oblique"):
        finding = assess(view, stoop_squat_index=index, knee_flexion_deg=knee_deg)
        assert finding.verdict is Verdict.GOED
        assert finding.confidence > 0.95


def test_two_witnesses_that_agree_are_surer(assess: Assess) -> None:
    low, high = (assess(stoop_squat_index=i, knee_flexion_deg=25.0) for i in (70.0, 98.0))
    assert low.verdict is high.verdict is Verdict.FOUT
    assert low.confidence < high.confidence


@pytest.mark.parametrize("knee_deg", [0.0, 45.0, 90.0])
def test_an_own_limit_on_the_index_is_followed_as_it_is(
    make_lift: MakeLift, view: Callable[[str], View], limits: Limits, knee_deg: float
) -> None:
    own = limits.with_values({STOOP_SQUAT.field: 20.0}, "Profile")
    lift = make_lift(stoop_squat_index=37.0, knee_flexion_deg=knee_deg)
    finding = assess_straight_legs(lift, view("side"), own)
    assert finding.verdict is Verdict.FOUT
    assert (finding.measured, finding.limit, finding.unit) == (37.0, 20.0, "index")


@pytest.mark.parametrize("index", [20.0, 75.0, 99.0])
def test_an_own_limit_on_the_knees_is_followed_as_it_is(
    make_lift: MakeLift, view: Callable[[str], View], limits: Limits, index: float
) -> None:
    own = limits.with_values({KNEE_FLEXION.field: 70.0}, "Profile")
    for knee_deg, verdict in ((60.0, Verdict.FOUT), (80.0, Verdict.GOED)):
        lift = make_lift(stoop_squat_index=index, knee_flexion_deg=knee_deg)
        finding = assess_straight_legs(lift, view("side"), own)
        assert finding.verdict is verdict
        assert (finding.measured, finding.limit) == (knee_deg, 70.0)


def test_of_two_own_limits_either_is_enough(
    make_lift: MakeLift, view: Callable[[str], View], limits: Limits
) -> None:
    own = limits.with_values({STOOP_SQUAT.field: 40.0, KNEE_FLEXION.field: 70.0}, "Profile")
    for index, knee_deg, verdict in (
        (60.0, 90.0, Verdict.FOUT),
        (20.0, 50.0, Verdict.FOUT),
        (20.0, 90.0, Verdict.GOED),
    ):
        lift = make_lift(stoop_squat_index=index, knee_flexion_deg=knee_deg)
        assert assess_straight_legs(lift, view("side"), own).verdict is verdict


def test_where_no_knee_was_measured_the_index_decides(assess: Assess) -> None:
    for index, verdict in ((20.0, Verdict.GOED), (98.0, Verdict.FOUT)):
        finding = assess(stoop_squat_index=index, knee_flexion_deg=np.nan)
        assert finding.verdict is verdict
        assert finding.unit == "index"


def test_a_fout_says_where_and_stays_within_the_bend(assess: Assess) -> None:
    finding = assess(stoop_squat_index=98.0)
    assert 2.0 <= finding.start_s < finding.end_s <= 4.0


@pytest.mark.parametrize("label", ["side", "oblique", "front", "back"])
@pytest.mark.parametrize("index", [20.0, 98.0])
def test_every_known_view_will_do(assess: Assess, label: str, index: float) -> None:
    verdict = Verdict.FOUT if index > INDEX else Verdict.GOED
    assert assess(label, stoop_squat_index=index).verdict is verdict


@pytest.mark.parametrize(
    ("knee_deg", "index", "verdict"),
    [
        (54.0, 73.0, Verdict.NOT_JUDGED),  # stoops over a box, as a camera in front reads them
        (59.0, 72.0, Verdict.NOT_JUDGED),
        (27.0, 97.0, Verdict.FOUT),
        (22.0, 80.0, Verdict.FOUT),
        (72.0, 54.0, Verdict.GOED),  # half a squat
        (115.0, 35.0, Verdict.GOED),
    ],
)
def test_from_the_front_knees_read_as_bent_and_are_not_praised_for_it(
    assess: Assess, knee_deg: float, index: float, verdict: Verdict
) -> None:
    found = assess("front", stoop_squat_index=index, knee_flexion_deg=knee_deg)
    assert found.verdict is verdict


def test_from_an_unknown_view_nothing_is_said(assess: Assess) -> None:
    assert assess("unknown", stoop_squat_index=98.0).reason is Reason.VIEW_UNKNOWN


@given(trunk_deg=st.floats(0, 120))
def test_straight_legs_only_matter_when_the_trunk_is_bent(
    assess: Assess, limits: Limits, trunk_deg: float
) -> None:
    trunk = limits.of(TRUNK_FLEXION).seen_from(ViewLabel.SIDE)
    finding = assess(stoop_squat_index=98.0, trunk_flexion_deg=trunk_deg)
    if abs(trunk_deg - trunk.value) < trunk.margin:
        assert finding.reason is Reason.NEAR_LIMIT
    elif abs(trunk_deg - trunk.value) > trunk.margin:
        assert finding.verdict is (Verdict.FOUT if trunk_deg > trunk.value else Verdict.GOED)


def test_a_small_drop_is_not_judged(assess: Assess) -> None:
    index = np.full(120, np.nan)
    index[::3] = 98.0  # the shoulders dropped enough in a third of the moments only
    finding = assess(stoop_squat_index=index, shoulder_drop_ratio=0.06)
    assert finding.reason is Reason.SMALL_DROP


def test_without_any_index_nothing_is_said(assess: Assess) -> None:
    finding = assess(stoop_squat_index=np.nan)
    assert finding.verdict is Verdict.NOT_JUDGED


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
    assess: Assess, knee: PatternLimit, near: float, far: float
) -> None:
    near, far = sorted((near, far))
    for sign, scale in ((1, 1.0), (-1, 0.4)):
        sure, surer = (
            assess(
                stoop_squat_index=INDEX,
                knee_flexion_deg=knee.value + sign * (knee.margin + 0.1 + scale * d),
            ).confidence
            for d in (near, far)
        )
        assert 0.5 <= sure <= surer < 1


def test_a_fout_is_as_sure_as_its_weaker_witness(assess: Assess, limits: Limits) -> None:
    trunk = limits.of(TRUNK_FLEXION).seen_from(ViewLabel.SIDE)
    clear, hardly_bent = (
        assess(stoop_squat_index=98.0, trunk_flexion_deg=trunk_deg)
        for trunk_deg in (90.0, trunk.value + trunk.margin + 0.1)
    )
    assert clear.verdict is hardly_bent.verdict is Verdict.FOUT
    assert clear.confidence > 0.95
    assert hardly_bent.confidence < 0.8


def test_an_upright_trunk_is_goed_as_surely_as_it_is_upright(assess: Assess) -> None:
    sure, unsure = (assess(stoop_squat_index=98.0, trunk_flexion_deg=a) for a in (15.0, 37.0))
    assert sure.confidence > 0.95
    assert unsure.confidence < 0.85


@pytest.mark.parametrize(
    ("trunk_deg", "knee_deg", "verdict"),
    [(40, 5, Verdict.GOED), (60, 90, Verdict.NOT_JUDGED), (75, 110, Verdict.FOUT)],
)
def test_an_own_limit_of_the_trunk_decides_by_itself(
    make_lift: MakeLift,
    view: Callable[[str], View],
    limits: Limits,
    trunk_deg: float,
    knee_deg: float,
    verdict: Verdict,
) -> None:
    own = limits.with_values({"trunk_flexion_deg": 60.0}, "plan")
    lift = make_lift(trunk_flexion_deg=trunk_deg, knee_flexion_deg=knee_deg)
    finding = assess_straight_legs(lift, view("side"), own)
    assert (finding.verdict, finding.measured, finding.limit) == (verdict, trunk_deg, 60.0)


@pytest.mark.parametrize(
    ("trunk_deg", "knee_deg", "verdict", "limit"),
    [
        (40, 110, Verdict.GOED, 60),
        (40, 60, Verdict.FOUT, 90),
        (75, 110, Verdict.FOUT, 60),
        (40, 90, Verdict.NOT_JUDGED, 90),
    ],
)
def test_own_limits_of_trunk_and_knees_are_both_followed(
    make_lift: MakeLift,
    view: Callable[[str], View],
    limits: Limits,
    trunk_deg: float,
    knee_deg: float,
    verdict: Verdict,
    limit: float,
) -> None:
    own = limits.with_values({"trunk_flexion_deg": 60.0, "knee_flexion_deg": 90.0}, "plan")
    lift = make_lift(trunk_flexion_deg=trunk_deg, knee_flexion_deg=knee_deg)
    finding = assess_straight_legs(lift, view("side"), own)
    assert (finding.verdict, finding.limit) == (verdict, limit)
