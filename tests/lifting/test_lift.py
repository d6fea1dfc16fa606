"""One lift and the values of it that count."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.kinematics import PostureSeries
from tilcoach.lifting import Lift, LiftKind, LiftMeasures, Load, LoadSource
from tilcoach.lifting.lift import FEET_PLANTED_RATIO, STEP_S

Story = Callable[..., PostureSeries]
MakeLift = Callable[..., Lift]


@pytest.fixture(scope="session")
def make_lift(story: Story) -> MakeLift:
    """Make the lift of a story: down from 2 s, at the load at 3 s, up at 4 s, over at 6 s."""

    def make(*, before: bool = False, after: bool = True, **instead: object) -> Lift:
        return Lift(
            number=1,
            start_s=2.0,
            grasp_s=3.0,
            upright_s=4.0,
            end_s=6.0,
            load=Load(held=True, probability=0.9, source=LoadSource.AUTO),
            carried_before=before,
            carried_after=after,
            postures=story(**instead).between(2.0, 6.0),
        )

    return make


TIMES = np.arange(0, 8, 1 / 30)


@pytest.mark.parametrize(
    ("before", "after", "start_s", "end_s"),
    [
        (False, True, 3.0, 6.0),  # picked up and held
        (False, False, 3.0, 4.0),  # picked up, nothing known afterwards
        (True, False, 2.0, 3.0),  # put down
        (True, True, 2.0, 6.0),  # carried all along
    ],
)
def test_the_load_is_in_the_hands_from_grasp_to_letting_go(
    make_lift: MakeLift, before: bool, after: bool, start_s: float, end_s: float  # noqa: FBT001
) -> None:  # fmt: skip
    held = make_lift(before=before, after=after).with_load.time_s
    assert held.min() == pytest.approx(start_s, abs=0.04)
    assert held.max() == pytest.approx(end_s, abs=0.04)


def test_the_low_part_is_the_lowest_quarter_of_the_way_down(make_lift: MakeLift) -> None:
    lift = make_lift(depth=0.4)
    assert lift.low_part.shoulder_drop_ratio.min() >= 0.3
    assert 2.0 < lift.low_part.time_s.min() < lift.low_part.time_s.max() < 4.0


@given(trunk_deg=st.floats(0, 110), knee_deg=st.floats(0, 120), index=st.floats(0, 100))
def test_measures_are_those_of_the_bend(
    make_lift: MakeLift, trunk_deg: float, knee_deg: float, index: float
) -> None:
    bent = (TIMES >= 2) & (TIMES < 4)
    measures = make_lift(
        trunk_flexion_deg=np.where(bent, trunk_deg, 120),
        knee_flexion_deg=np.where(bent, knee_deg, 140),
        stoop_squat_index=np.where(bent, index, 50),
    ).measures
    assert measures.trunk_flexion_deg == pytest.approx(trunk_deg)
    assert measures.knee_flexion_deg == pytest.approx(knee_deg)
    assert measures.stoop_squat_index == pytest.approx(index)


def test_trunk_is_the_largest_and_knee_the_middle_of_the_low_part(make_lift: MakeLift) -> None:
    measures = make_lift().measures
    assert measures.trunk_flexion_deg == pytest.approx(72.5, abs=0.5)
    assert 15 < measures.knee_flexion_deg <= 20


@pytest.mark.parametrize("turn_deg", [40.0, -40.0])
def test_rotation_counts_while_the_load_is_held(make_lift: MakeLift, turn_deg: float) -> None:
    holding = make_lift(trunk_rotation_deg=np.where((TIMES > 4.5) & (TIMES < 5.5), turn_deg, 0))
    empty = make_lift(trunk_rotation_deg=np.where((TIMES > 2.0) & (TIMES < 2.8), turn_deg, 0))
    assert holding.measures.trunk_rotation_deg == turn_deg
    assert empty.measures.trunk_rotation_deg == 0


def test_turning_with_the_feet_is_no_twist(make_lift: MakeLift) -> None:
    turning = np.where((TIMES > 4.5) & (TIMES < 5.5), 60.0, 0)
    stepped = np.where(TIMES > 4.4, 2 * FEET_PLANTED_RATIO, 0)
    lift = make_lift(trunk_rotation_deg=turning, feet_shift_ratio=stepped)
    assert lift.measures.trunk_rotation_deg == 0


def test_a_twist_long_before_the_step_still_counts(make_lift: MakeLift) -> None:
    turning = np.where((TIMES > 3.7) & (TIMES < 5.5), 60.0, 0)
    stepped = np.where(TIMES > 4.9, 2 * FEET_PLANTED_RATIO, 0)
    lift = make_lift(trunk_rotation_deg=turning, feet_shift_ratio=stepped)
    assert lift.measures.trunk_rotation_deg == 60
    assert lift.rotation_peak.end_s <= 4.9 - STEP_S


def test_a_turn_of_the_trunk_that_the_feet_follow_is_no_twist(make_lift: MakeLift) -> None:
    turning = np.where((TIMES > 4.4) & (TIMES < 5.5), 60.0, 0)
    stepped = np.where(TIMES > 4.9, 2 * FEET_PLANTED_RATIO, 0)
    lift = make_lift(trunk_rotation_deg=turning, feet_shift_ratio=stepped)
    assert lift.measures.trunk_rotation_deg == 0


def test_the_furthest_sustained_distance_counts_in_both_units(make_lift: MakeLift) -> None:
    far = np.where((TIMES > 4.5) & (TIMES < 5.0), 0.4, 0.2)
    measures = make_lift(load_distance_ratio=far, load_distance_m=1.8 * far).measures
    assert measures.load_distance_ratio == pytest.approx(0.4)
    assert measures.load_distance_m == pytest.approx(0.72)


def test_a_distance_without_a_load_does_not_count(make_lift: MakeLift) -> None:
    far = np.where(TIMES < 2.9, 0.5, 0.2)
    measures = make_lift(load_distance_ratio=far, load_distance_m=1.75 * far).measures
    assert measures.load_distance_ratio == pytest.approx(0.2)


@pytest.mark.parametrize("measure", [field.name for field in fields(LiftMeasures)])
def test_what_was_never_measured_is_nan(make_lift: MakeLift, measure: str) -> None:
    assert math.isnan(getattr(make_lift(**{measure: np.nan}).measures, measure))


def test_hands_right_above_the_ankles_are_at_distance_zero(make_lift: MakeLift) -> None:
    measures = make_lift(load_distance_ratio=0.0, load_distance_m=0.0).measures
    assert measures.load_distance_ratio == 0


@given(height_m=st.floats(1.2, 2.1), unseen=st.integers(0, 150))
def test_the_height_behind_the_metres_is_found_again(
    make_lift: MakeLift, height_m: float, unseen: int
) -> None:
    ratio = np.where(np.arange(len(TIMES)) < unseen, np.nan, 0.3)
    ratio[::7] = 0.0
    lift = make_lift(load_distance_ratio=ratio, load_distance_m=height_m * ratio)
    assert lift.body_height_m == pytest.approx(height_m)


def test_without_a_distance_no_height_is_known(make_lift: MakeLift) -> None:
    lift = make_lift(load_distance_ratio=np.nan, load_distance_m=np.nan)
    assert math.isnan(lift.body_height_m)


def test_a_distance_between_two_steps_does_not_count(make_lift: MakeLift) -> None:
    walking = (TIMES > 4) & (TIMES < 5.5)
    far = np.where(walking, 0.6, 0.2)
    stays = make_lift(load_distance_ratio=far)
    walks = make_lift(load_distance_ratio=far, feet_shift_ratio=np.where(walking, 0.3, 0.0))
    assert stays.distance_peak.value == pytest.approx(0.6)
    assert walks.distance_peak.value == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("from_s", "to_s", "unseen_s"), [(2.5, 3.5, 1.0), (1.9, 2.6, 0.6), (5.0, 5.8, 0.0)]
)
def test_the_longest_time_unseen_is_that_of_the_bend(
    make_lift: MakeLift, from_s: float, to_s: float, unseen_s: float
) -> None:
    lift = make_lift()
    gone = (lift.postures.time_s >= from_s) & (lift.postures.time_s < to_s)
    cut = replace(lift, postures=lift.postures.where(~gone))
    assert cut.unseen_s == pytest.approx(unseen_s, abs=0.05)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (False, True, LiftKind.PICK_UP),
        (True, False, LiftKind.PUT_DOWN),
        (True, True, LiftKind.BOTH),
        (False, False, LiftKind.PICK_UP),  # nothing is known of afterwards
    ],
)
def test_which_way_it_went_is_what_is_in_the_hands(
    make_lift: MakeLift, before: bool, after: bool, kind: LiftKind  # noqa: FBT001
) -> None:  # fmt: skip
    assert make_lift(before=before, after=after).kind is kind
