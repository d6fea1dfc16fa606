"""What is measured of a body whose every angle is known.

The person of sticks is marked on the joints; the pose model marks the trunk `MODEL_LEAN_DEG` too
far back, and that is made up for. So the sticks read as much too far forward.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tilcoach.kinematics import PostureSeries, Upright, measure
from tilcoach.kinematics.body_points import FEET, WRISTS
from tilcoach.kinematics.load_distance import CAMERA_DISTANCE_RATIO, GRIP_SHARE, MAX_REACH_RATIO
from tilcoach.kinematics.measure import MIN_DROP_RATIO
from tilcoach.kinematics.trunk import (
    BENT_TURN_SHARE,
    MODEL_LEAN_DEG,
    TURN_GAIN_FRONT,
    TURN_GAIN_SIDE,
)
from tilcoach.kinematics.upright import MODEL_LEAN_TO_CAMERA_DEG
from tilcoach.lifting.lift import FEET_PLANTED_RATIO
from tilcoach.pose import Keypoint, PoseSeries

Stick = Callable[..., PoseSeries]
Measured = Callable[..., PostureSeries]
Standing = Callable[..., Upright]

SIDE, OBLIQUE, FRONT, BACK = 0.0, 45.0, 90.0, 270.0
EVERY_VIEW = [0.0, 20.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0]
YAWS = st.floats(0, 360)
TRUNKS = st.floats(0, 110)


@given(
    trunk_deg=TRUNKS,
    yaw_deg=st.one_of(st.floats(-40, 40), st.floats(140, 220)),
    pitch_deg=st.floats(-10, 30),
    roll_deg=st.floats(-20, 20),
)
def test_trunk_flexion_is_true_to_a_degree_from_aside(
    measured: Measured, trunk_deg: float, yaw_deg: float, pitch_deg: float, roll_deg: float
) -> None:
    got = measured(trunk_deg=trunk_deg, yaw_deg=yaw_deg, pitch_deg=pitch_deg, roll_deg=roll_deg)
    assert got.trunk_flexion_deg[0] == pytest.approx(trunk_deg + MODEL_LEAN_DEG, abs=1)


@given(trunk_deg=TRUNKS, yaw_deg=YAWS, pitch_deg=st.floats(-10, 20))
def test_from_the_front_the_height_of_the_shoulders_has_a_say(
    measured: Measured, trunk_deg: float, yaw_deg: float, pitch_deg: float
) -> None:
    """The model's people lean towards the camera, which is made up for; the sticks do not."""
    got = measured(trunk_deg=trunk_deg, yaw_deg=yaw_deg, pitch_deg=pitch_deg)
    expected = pytest.approx(trunk_deg + MODEL_LEAN_DEG, abs=MODEL_LEAN_TO_CAMERA_DEG + 6)
    assert got.trunk_flexion_deg[0] == expected


@given(trunk_deg=st.floats(50, 100), flatter=st.floats(0.6, 1), yaw_deg=st.floats(80, 100))
def test_from_the_front_a_model_that_flattens_depth_does_not_straighten_the_trunk(
    stick: Stick, standing: Standing, trunk_deg: float, flatter: float, yaw_deg: float
) -> None:
    true = stick(2.0, trunk_deg=trunk_deg, yaw_deg=yaw_deg)
    flat = dataclasses.replace(true, world_m=true.world_m * [1, 1, flatter])
    got = measure(flat, standing(yaw_deg=yaw_deg), 1.75)
    assert got.trunk_flexion_deg[0] == pytest.approx(trunk_deg + MODEL_LEAN_DEG, abs=9)


@given(trunk_deg=TRUNKS, knee_deg=st.floats(0, 120), height_m=st.floats(1.4, 2.1))
def test_trunk_flexion_does_not_depend_on_the_knees_or_on_height(
    measured: Measured, trunk_deg: float, knee_deg: float, height_m: float
) -> None:
    got = measured(trunk_deg=trunk_deg, knee_deg=knee_deg, height_m=height_m)
    assert got.trunk_flexion_deg[0] == pytest.approx(trunk_deg + MODEL_LEAN_DEG, abs=1)


@pytest.mark.parametrize("yaw_deg", EVERY_VIEW)
def test_leaning_back_is_negative(measured: Measured, yaw_deg: float) -> None:
    got = measured(trunk_deg=-15, yaw_deg=yaw_deg)
    assert got.trunk_flexion_deg[0] == pytest.approx(-15 + MODEL_LEAN_DEG, abs=1)


@given(trunk_deg=st.floats(0, 90), knee_deg=st.floats(0, 120))
def test_the_hip_bends_by_trunk_and_thigh_together(
    measured: Measured, trunk_deg: float, knee_deg: float
) -> None:
    got = measured(trunk_deg=trunk_deg, knee_deg=knee_deg)
    hip_deg = trunk_deg + MODEL_LEAN_DEG + 0.6 * knee_deg
    assert got.hip_flexion_deg[0] == pytest.approx(hip_deg, abs=1)


@given(rotation_deg=st.floats(-70, 70), yaw_deg=YAWS)
def test_rotation_is_positive_to_the_persons_own_left(
    measured: Measured, standing: Standing, rotation_deg: float, yaw_deg: float
) -> None:
    got = measured(rotation_deg=rotation_deg, yaw_deg=yaw_deg)
    share = standing(yaw_deg=yaw_deg).view.yaw_deg / 90
    gain = TURN_GAIN_SIDE + (TURN_GAIN_FRONT - TURN_GAIN_SIDE) * share
    assert got.trunk_rotation_deg[0] == pytest.approx(gain * rotation_deg, abs=1)


@given(rotation_deg=st.floats(10, 60), yaw_deg=YAWS)
def test_of_the_rotation_of_a_bent_trunk_less_is_believed(
    measured: Measured, rotation_deg: float, yaw_deg: float
) -> None:
    got = measured(rotation_deg=rotation_deg, trunk_deg=[0, 40, 80], yaw_deg=yaw_deg)
    assert (np.diff(got.trunk_rotation_deg) < 0).all()
    shares = got.trunk_rotation_deg[2] / got.trunk_rotation_deg[0]
    assert shares == pytest.approx(BENT_TURN_SHARE, abs=0.02)


@pytest.mark.parametrize("heading_deg", [60.0, -60.0])
def test_who_turns_with_the_feet_does_not_rotate_the_trunk(
    measured: Measured, heading_deg: float
) -> None:
    for yaw_deg in (SIDE, OBLIQUE, FRONT):
        got = measured(heading_deg=heading_deg, yaw_deg=yaw_deg)
        assert got.trunk_rotation_deg[0] == pytest.approx(0, abs=1), yaw_deg
        assert abs(got.shoulder_turn_deg[0]) > 40, yaw_deg


@pytest.mark.parametrize("hand", ["LEFT", "RIGHT"])
@pytest.mark.parametrize("yaw_deg", EVERY_VIEW)
def test_one_seen_hand_tells_where_the_middle_of_both_is(
    stick: Stick, standing: Standing, yaw_deg: float, hand: str
) -> None:
    """The sticks' hands are nearly as far apart as those of people who hold a box."""
    series = stick(2.0, reach=0.3, hand_height=0.5, yaw_deg=yaw_deg, hidden=(f"{hand}_WRIST",))
    got = measure(series, standing(yaw_deg=yaw_deg), 1.75)
    assert got.load_distance_ratio[0] == pytest.approx(_grip(0.3), abs=0.05)


def _grip(reach: float) -> float:
    """Return where the grip is whose wrist is so far out; the elbows are half-way to it."""
    return reach * (1 + GRIP_SHARE / 2)


@pytest.mark.parametrize("lost_m", [-0.3, 0.3])
def test_a_hidden_hand_that_is_not_beside_the_seen_one_does_not_count(
    stick: Stick, standing: Standing, lost_m: float
) -> None:
    series = stick(2.0, reach=0.3, hand_height=0.5, hidden=("LEFT_WRIST",))
    world, image = series.world_m.copy(), series.image_px.copy()
    wrist = Keypoint.LEFT_WRIST
    metre_px = np.ptp(image[0, :, 1]) / np.ptp(world[0, :, 1])
    world[:, wrist, 0] += lost_m
    image[:, wrist, 0] += lost_m * metre_px
    lost = PoseSeries(image, world, series.visibility, series.time_s)
    assert measure(lost, standing(), 1.75).load_distance_ratio[0] == pytest.approx(
        _grip(0.3), abs=0.03
    )


# Farther, and the tolerance would reach what nobody can reach, which is not told.
@given(reach=st.floats(0.02, 0.42), pitch_deg=st.floats(-10, 30))
@pytest.mark.parametrize("yaw_deg", [SIDE, 180.0])
def test_the_load_is_as_far_as_the_grips_are_from_the_ankles(
    measured: Measured, reach: float, yaw_deg: float, pitch_deg: float
) -> None:
    got = measured(reach=reach, hand_height=0.5, yaw_deg=yaw_deg, pitch_deg=pitch_deg)
    assert got.load_distance_ratio[0] == pytest.approx(_grip(reach), rel=0.08, abs=0.01)
    assert got.load_distance_m[0] == pytest.approx(1.75 * got.load_distance_ratio[0])


@given(reach=st.floats(0.05, 0.4), yaw_deg=YAWS)
def test_from_elsewhere_what_is_nearer_looks_larger(
    measured: Measured, reach: float, yaw_deg: float
) -> None:
    """The camera of the sticks is endlessly far away, so that this is made up for in vain."""
    got = measured(reach=reach, hand_height=0.5, yaw_deg=yaw_deg)
    nearer = _grip(reach) / CAMERA_DISTANCE_RATIO
    assert got.load_distance_ratio[0] == pytest.approx(_grip(reach), rel=nearer, abs=0.01)


@given(reach=st.floats(2 * MAX_REACH_RATIO, 3), yaw_deg=YAWS)
def test_more_than_anybody_can_reach_is_not_told(
    measured: Measured, reach: float, yaw_deg: float
) -> None:
    got = measured(reach=reach, hand_height=0.5, yaw_deg=yaw_deg)
    assert np.isnan([got.load_distance_ratio[0], got.load_distance_m[0]]).all()


def test_metres_follow_the_height_that_the_user_gave(stick: Stick, standing: Standing) -> None:
    reaching = stick(2.0, reach=0.3, hand_height=0.5)
    short, tall = (measure(reaching, standing(), height_m) for height_m in (1.5, 2.0))
    assert_allclose(short.load_distance_ratio, tall.load_distance_ratio)
    assert_allclose(tall.load_distance_m / short.load_distance_m, 2.0 / 1.5)


@pytest.mark.parametrize("yaw_deg", EVERY_VIEW)
def test_the_index_is_0_for_a_squat_and_100_for_a_stoop(measured: Measured, yaw_deg: float) -> None:
    got = measured(trunk_deg=[0, 80], knee_deg=[100, 0], yaw_deg=yaw_deg)
    assert_allclose(got.stoop_squat_index, [0, 100], atol=1)


@given(trunk_deg=st.floats(20, 90))
def test_the_more_the_knees_bend_the_lower_the_index(measured: Measured, trunk_deg: float) -> None:
    got = measured(trunk_deg=[trunk_deg] * 4, knee_deg=[55, 75, 95, 120])
    assert (np.diff(got.stoop_squat_index) < 0).all()


@given(knee_deg=st.floats(0, 60), trunk_deg=st.floats(0, 50))
def test_there_is_an_index_only_where_the_shoulders_dropped_enough(
    measured: Measured, knee_deg: float, trunk_deg: float
) -> None:
    got = measured(trunk_deg=trunk_deg, knee_deg=knee_deg)
    assert np.isfinite(got.stoop_squat_index[0]) == (got.shoulder_drop_ratio[0] >= MIN_DROP_RATIO)


def test_drops_and_hand_height_are_shares_of_body_height(measured: Measured) -> None:
    got = measured(trunk_deg=90, reach=0.3, hand_height=0.12)
    assert got.shoulder_drop_ratio[0] == pytest.approx(0.279, abs=0.005)  # the whole trunk
    assert got.hip_drop_ratio[0] == pytest.approx(0, abs=0.005)
    assert got.wrist_height_ratio[0] == pytest.approx(0.12, abs=0.005)


@pytest.mark.parametrize("yaw_deg", EVERY_VIEW)
def test_someone_who_stands_upright_measures_zero(measured: Measured, yaw_deg: float) -> None:
    got = measured(yaw_deg=yaw_deg)
    assert got.trunk_flexion_deg[0] == pytest.approx(MODEL_LEAN_DEG, abs=0.1)
    for name in ("knee_flexion_deg", "trunk_rotation_deg"):
        assert getattr(got, name)[0] == pytest.approx(0, abs=1)
    for name in ("shoulder_drop_ratio", "hip_drop_ratio", "feet_shift_ratio"):
        assert getattr(got, name)[0] == pytest.approx(0, abs=0.001)


def test_feet_that_moved_are_told_as_a_share_of_height(measured: Measured) -> None:
    assert measured(walked_m=0.35).feet_shift_ratio[0] == pytest.approx(0.2, abs=0.001)


@pytest.mark.parametrize("heading_deg", [60.0, -60.0, 90.0])
def test_feet_that_turn_on_the_spot_have_moved(measured: Measured, heading_deg: float) -> None:
    for yaw_deg in (SIDE, OBLIQUE, FRONT):
        got = measured(heading_deg=heading_deg, yaw_deg=yaw_deg)
        assert got.feet_shift_ratio[0] > FEET_PLANTED_RATIO, yaw_deg


def test_a_foot_that_wanders_behind_a_box_is_no_step(stick: Stick, standing: Standing) -> None:
    series = stick(2.0)
    image = series.image_px.copy()
    image[:, FEET[0]] += 70
    lost = PoseSeries(image, series.world_m, series.visibility, series.time_s)
    assert measure(lost, standing(), 1.75).feet_shift_ratio[0] == pytest.approx(0, abs=0.001)


def test_without_wrists_there_is_no_distance_and_no_hand_height(measured: Measured) -> None:
    got = measured(trunk_deg=60, hidden=("WRIST",))
    assert np.isnan([got.load_distance_ratio[0], got.load_distance_m[0]]).all()
    assert np.isnan(got.wrist_height_ratio[0])
    assert got.trunk_flexion_deg[0] == pytest.approx(60 + MODEL_LEAN_DEG, abs=1)


def test_without_legs_there_is_no_knee_hip_or_distance(measured: Measured) -> None:
    got = measured(trunk_deg=60, knee_deg=50, hidden=("KNEE", "ANKLE"))
    for name in ("knee_flexion_deg", "hip_flexion_deg", "load_distance_ratio"):
        assert np.isnan(getattr(got, name)[0]), name
    assert got.leg_visibility[0] < 0.1


def test_one_wrist_and_one_leg_are_enough_for_the_distance(measured: Measured) -> None:
    # From the side the far hand and leg hide behind the body.
    got = measured(reach=0.3, hand_height=0.2, hidden=("LEFT_WRIST", "LEFT_KNEE", "LEFT_ANKLE"))
    assert got.load_distance_ratio[0] == pytest.approx(_grip(0.3), abs=0.05)
    assert np.isnan(got.knee_flexion_left_deg[0])
    assert np.isfinite(got.knee_flexion_right_deg[0])


@pytest.mark.parametrize(("hidden", "seen"), [("LEFT", "right"), ("RIGHT", "left")])
def test_the_knee_is_that_of_the_leg_that_is_seen(
    stick: Stick, standing: Standing, hidden: str, seen: str
) -> None:
    legs = (f"{hidden}_KNEE", f"{hidden}_ANKLE")
    got = measure(stick(2.0, knee_deg=70, hidden=legs), standing(hidden=legs), 1.75)
    assert got.knee_flexion_deg[0] == getattr(got, f"knee_flexion_{seen}_deg")[0]
    assert got.knee_flexion_deg[0] == pytest.approx(70, abs=1)
    assert np.isfinite(got.hip_flexion_deg[0])


def test_a_frame_without_the_person_measures_nothing(stick: Stick, standing: Standing) -> None:
    series = stick([2.0, 2.1])
    image, world = series.image_px.copy(), series.world_m.copy()
    image[1], world[1] = np.nan, np.nan
    got = measure(PoseSeries(image, world, series.visibility, series.time_s), standing(), 1.75)
    assert np.isfinite(got.trunk_flexion_deg[0])
    for name in ("trunk_flexion_deg", "knee_flexion_deg", "trunk_rotation_deg",
                 "load_distance_ratio", "stoop_squat_index", "shoulder_drop_ratio"):  # fmt: skip
        assert np.isnan(getattr(got, name)[1]), name


def test_a_wrist_that_is_nan_costs_the_distance_and_nothing_else(
    stick: Stick, standing: Standing
) -> None:
    series = stick(2.0, trunk_deg=60)
    image, world = series.image_px.copy(), series.world_m.copy()
    image[:, WRISTS], world[:, WRISTS] = np.nan, np.nan
    got = measure(PoseSeries(image, world, series.visibility, series.time_s), standing(), 1.75)
    assert np.isnan(got.load_distance_ratio[0])
    assert got.trunk_flexion_deg[0] == pytest.approx(60 + MODEL_LEAN_DEG, abs=1)
