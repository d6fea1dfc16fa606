"""When a lift counts as twisting with a load, or with the load far away."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.coaching import Finding, Limits, Note, Pattern, Reason, Verdict
from tilcoach.coaching.criteria import assess_load_far, assess_twist_with_load
from tilcoach.kinematics import View, ViewLabel
from tilcoach.lifting import Lift, Load, LoadSource
from tilcoach.measures import LOAD_DISTANCE, TRUNK_ROTATION

MakeLift = Callable[..., Lift]
ViewOf = Callable[[str], View]
Assess = Callable[..., Finding]

HEIGHT_M = 1.8
TIMES = np.linspace(2, 6, 120, endpoint=False)

NO_LOAD = Load(held=False, probability=0.0, source=LoadSource.USER)
UNSURE = Load(held=True, probability=0.55, source=LoadSource.AUTO)
THE_USER_SAYS_SO = Load(held=True, probability=0.1, source=LoadSource.USER)


@pytest.fixture(scope="module")
def twist(make_lift: MakeLift, view: ViewOf, limits: Limits) -> Assess:
    def run(rotation_deg: object = 0.0, label: str = "oblique", **told: object) -> Finding:
        lift = make_lift(**{"trunk_rotation_deg": rotation_deg, **told})
        return assess_twist_with_load(lift, view(label), limits)

    return run


@pytest.fixture(scope="module")
def far(make_lift: MakeLift, view: ViewOf, limits: Limits) -> Assess:
    def run(distance: object = 0.2, label: str = "side", **told: object) -> Finding:
        return assess_load_far(make_lift(distance=distance, **told), view(label), limits)

    return run


def test_a_twist_below_in_and_beyond_the_band_of_doubt(twist: Assess, limits: Limits) -> None:
    held = limits.of(TRUNK_ROTATION).seen_from(ViewLabel.OBLIQUE)
    limit, margin = held.value, held.margin
    for angle_deg, verdict in (
        (0.0, Verdict.GOED),
        (limit - margin - 0.1, Verdict.GOED),
        (limit - margin, Verdict.NOT_JUDGED),
        (limit + margin, Verdict.NOT_JUDGED),
        (limit + margin + 0.1, Verdict.FOUT),
        (90.0, Verdict.FOUT),
    ):
        assert twist(angle_deg).verdict is verdict, angle_deg


@given(angle_deg=st.floats(0, 90))
def test_left_and_right_are_judged_alike(twist: Assess, angle_deg: float) -> None:
    left, right = twist(angle_deg), twist(-angle_deg)
    assert left.verdict is right.verdict
    assert left.measured == right.measured == pytest.approx(angle_deg)
    assert left.unit == "deg"


@pytest.mark.parametrize(("lasts_s", "verdict"), [(0.2, Verdict.GOED), (0.4, Verdict.FOUT)])
def test_a_swing_is_no_twist(twist: Assess, lasts_s: float, verdict: Verdict) -> None:
    rotation = np.where((TIMES > 4.5) & (lasts_s + 4.5 > TIMES), 50.0, 0.0)
    assert twist(rotation).verdict is verdict


def test_a_twist_says_when_it_was(twist: Assess) -> None:
    finding = twist(np.where((TIMES > 4.5) & (TIMES < 5.0), 50.0, 0.0))
    assert 4.4 <= finding.start_s < finding.end_s <= 5.1


def test_before_the_grasp_nothing_is_in_the_hands(twist: Assess) -> None:
    assert twist(np.where(TIMES < 2.9, 50.0, 0.0)).verdict is Verdict.GOED


def test_turning_with_the_feet_is_what_the_leaflet_asks_for(twist: Assess) -> None:
    turning = np.where(TIMES > 4.5, 60.0, 0.0)
    stepped = np.where(TIMES > 4.4, 0.3, 0.0)
    assert twist(turning, feet_shift_ratio=stepped).reason is Reason.FEET_MOVED


def test_shoulders_that_turned_more_than_the_trunk_are_never_called_still(twist: Assess) -> None:
    whole_turn = np.where(TIMES > 4.5, 42.0, 0.0)
    finding = twist(0.4 * whole_turn, "oblique", shoulder_turn_deg=whole_turn)
    assert finding.reason is Reason.FEET_MOVED


@pytest.mark.parametrize("label", ["side", "oblique"])
def test_a_turn_made_with_the_feet_is_goed_and_says_so(twist: Assess, label: str) -> None:
    turning, stepped = (np.where(TIMES > 4.5, deg, 0.0) for deg in (60.0, 70.0))
    finding = twist(turning, label, feet_turn_deg=stepped)
    assert (finding.verdict, finding.note) == (Verdict.GOED, Note.TURNED_WITH_FEET)


def test_feet_that_turn_unseen_prove_nothing(twist: Assess) -> None:
    turning, stepped = (np.where(TIMES > 4.5, deg, 0.0) for deg in (60.0, 70.0))
    for label in ("front", "back"):
        assert twist(turning, label, feet_turn_deg=stepped).reason is Reason.FEET_MOVED


def test_from_the_side_the_band_of_doubt_is_wider_and_it_says_how_to_turn(
    twist: Assess, limits: Limits
) -> None:
    side, oblique = (
        limits.of(TRUNK_ROTATION).seen_from(view) for view in (ViewLabel.SIDE, ViewLabel.OBLIQUE)
    )
    assert side.margin > oblique.margin
    angle_deg = side.value + (side.margin + oblique.margin) / 2
    assert twist(angle_deg, "oblique").verdict is Verdict.FOUT
    assert twist(angle_deg, "side").reason is Reason.VIEW_SIDE
    assert twist(50.0, "side").verdict is Verdict.FOUT
    assert twist(10.0, "side").verdict is Verdict.GOED


def test_steps_without_a_turn_of_the_shoulders_leave_no_doubt(twist: Assess) -> None:
    stepped = np.where(TIMES > 4.4, 0.3, 0.0)
    assert twist(np.zeros(len(TIMES)), feet_shift_ratio=stepped).verdict is Verdict.GOED


def test_a_load_below_in_and_beyond_the_band_of_doubt(far: Assess, limits: Limits) -> None:
    held = limits.of(LOAD_DISTANCE).seen_from(ViewLabel.SIDE)
    limit, margin = held.value, held.margin
    for distance, verdict in (
        (0.1, Verdict.GOED),
        (limit - margin - 0.001, Verdict.GOED),
        (limit - margin + 0.001, Verdict.NOT_JUDGED),
        (limit + margin - 0.001, Verdict.NOT_JUDGED),
        (limit + margin + 0.001, Verdict.FOUT),
        (0.5, Verdict.FOUT),
    ):
        assert far(distance).verdict is verdict, distance


@given(distance=st.floats(0.05, 0.5))
def test_distances_are_told_in_the_persons_metres(
    far: Assess, limits: Limits, distance: float
) -> None:
    finding = far(distance)
    assert (finding.pattern, finding.unit) == (Pattern.LOAD_FAR, "m")
    assert finding.measured == pytest.approx(HEIGHT_M * distance)
    assert finding.limit == pytest.approx(HEIGHT_M * limits.values()["load_distance_ratio"])


@pytest.mark.parametrize(("lasts_s", "verdict"), [(0.2, Verdict.GOED), (0.4, Verdict.FOUT)])
def test_a_short_reach_is_not_far(far: Assess, lasts_s: float, verdict: Verdict) -> None:
    reach = np.where((TIMES > 3.5) & (lasts_s + 3.5 > TIMES), 0.45, 0.2)
    assert far(reach).verdict is verdict


def test_hands_right_above_the_ankles_are_close(far: Assess) -> None:
    assert far(0.0).verdict is not Verdict.FOUT


@pytest.mark.parametrize(
    ("label", "twist_reason", "far_reason"),
    [
        ("side", None, None),
        ("oblique", None, None),
        ("front", None, Reason.VIEW_FRONT),
        ("back", None, Reason.VIEW_FRONT),
        ("unknown", Reason.VIEW_UNKNOWN, Reason.VIEW_UNKNOWN),
    ],
)
def test_what_a_view_cannot_show_is_not_judged(
    twist: Assess, far: Assess, label: str, twist_reason: Reason | None, far_reason: Reason | None
) -> None:
    assert twist(60.0, label).reason is twist_reason
    assert far(0.45, label).reason is far_reason


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_whether_something_is_held_decides_whether_it_is_judged(
    twist: Assess, far: Assess, value: float
) -> None:
    for assess, measure in ((twist, 60 * value), (far, 0.1 + 0.35 * value)):
        assert assess(measure, load=NO_LOAD).reason is Reason.NO_LOAD
        assert assess(measure, load=UNSURE).reason is Reason.LOAD_UNSURE
        assert assess(measure, load=THE_USER_SAYS_SO).reason is None


@given(probability=st.floats(0.5, 1))
def test_nobody_is_told_off_on_a_coins_toss(
    twist: Assess, limits: Limits, probability: float
) -> None:
    finding = twist(60.0, load=Load(held=True, probability=probability, source=LoadSource.AUTO))
    sure = probability >= limits.values()["load_probability"]
    assert finding.verdict is (Verdict.FOUT if sure else Verdict.NOT_JUDGED)


@given(share=st.floats(0, 1))
def test_what_was_seen_too_little_is_not_judged(
    twist: Assess, far: Assess, limits: Limits, share: float
) -> None:
    held = np.flatnonzero(TIMES >= 3)
    unseen = held[: round(share * len(held))]
    enough = 1 - len(unseen) / len(held) >= limits.values()["visible_share"]
    for assess, value in ((twist, 60.0), (far, 0.45)):
        measure = np.full(len(TIMES), value)
        measure[unseen] = np.nan
        finding = assess(measure)
        assert finding.verdict is (Verdict.FOUT if enough else Verdict.NOT_JUDGED)
        assert finding.reason is (None if enough else Reason.NOT_SEEN)


def test_seen_in_flashes_only_is_not_judged(twist: Assess, far: Assess) -> None:
    """Seen in most moments, but never for long enough on end."""
    flashes = np.arange(len(TIMES)) % 5 > 0
    for assess, value in ((twist, 60.0), (far, 0.45)):
        finding = assess(np.where(flashes, value, np.nan))
        assert finding.reason is Reason.NOT_SEEN
        assert math.isnan(finding.measured)
