"""Bones, limbs and whole poses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.render.clip import Place, Role
from tools.render.limbs import LimbInRest, reach
from tools.render.parameters import Parameters
from tools.render.posing import Poser
from tools.render.rotations import about, about_x, about_z, angle_between_deg, frame, twist_rad
from tools.render.skeleton import Skeleton, Turns, forward
from tools.render.stage import stand_at

ARM = LimbInRest(
    np.array([0.0, 0.0, 1.0]),
    np.array([0.0, 0.05, 0.6]),
    np.array([0.0, 0.0, 0.2]),
    np.array([1.0, 0.0, 0.0]),
)
COORDINATE = st.floats(-0.5, 0.5)


def test_rest_stays_rest_when_nothing_is_turned(skeleton: Skeleton) -> None:
    pose = forward(skeleton, Turns({}, {}), skeleton.head_m("pelvis"))
    np.testing.assert_allclose(pose.positions_m, skeleton.heads_m, atol=1e-12)


def test_tilting_the_pelvis_brings_the_neck_forward_and_down(skeleton: Skeleton) -> None:
    turns = Turns({}, {"pelvis": about_x(90.0)})
    pose = forward(skeleton, turns, skeleton.head_m("pelvis"))
    pelvis, neck = skeleton.head_m("pelvis"), pose.at_m("neck_01")
    assert neck[1] < pelvis[1] - 0.5
    assert neck[2] == pytest.approx(pelvis[2], abs=0.02)


def test_turning_about_z_is_to_the_own_left(skeleton: Skeleton) -> None:
    turns = Turns({}, {"pelvis": about_z(30.0)})
    pose = forward(skeleton, turns, skeleton.head_m("pelvis"))
    assert pose.at_m("upperarm_r")[1] < pose.at_m("upperarm_l")[1]


@given(x=COORDINATE, y=COORDINATE, z=st.floats(0.3, 0.9))
def test_a_limb_keeps_its_bone_lengths_and_ends_at_its_target(x: float, y: float, z: float) -> None:
    target = np.array([x, y, z])
    limb = reach(ARM, ARM.root_m, target, np.array([0.1, 1.0, -0.2]))
    assert np.linalg.norm(limb.middle_m - ARM.root_m) == pytest.approx(ARM.upper_m)
    assert np.linalg.norm(limb.end_m - limb.middle_m) == pytest.approx(ARM.lower_m)
    if np.linalg.norm(target - ARM.root_m) < 0.999 * (ARM.upper_m + ARM.lower_m):
        np.testing.assert_allclose(limb.end_m, target, atol=1e-9)
    np.testing.assert_allclose(
        limb.upper @ (ARM.middle_m - ARM.root_m), limb.middle_m - ARM.root_m, atol=1e-9
    )


def test_a_target_out_of_reach_leaves_the_limb_straight() -> None:
    limb = reach(ARM, ARM.root_m, np.array([0.0, -3.0, 1.0]), np.array([0.0, 0.0, -1.0]))
    bend_deg = angle_between_deg(limb.middle_m - ARM.root_m, limb.end_m - limb.middle_m)
    assert bend_deg < 4.0
    assert limb.end_m[1] == pytest.approx(-(ARM.upper_m + ARM.lower_m), abs=0.001)


@given(angle=st.floats(-3.0, 3.0))
def test_twist_finds_the_turn_about_an_axis(angle: float) -> None:
    axis = np.array([0.2, -0.5, 0.8])
    assert twist_rad(about(axis, angle), axis) == pytest.approx(angle, abs=1e-9)


def test_a_frame_is_right_handed_and_square() -> None:
    axes = frame(np.array([1.0, 2.0, 3.0]), np.array([0.0, 1.0, 0.0]))
    np.testing.assert_allclose(axes.T @ axes, np.eye(3), atol=1e-12)
    assert np.linalg.det(axes) == pytest.approx(1.0)


@pytest.mark.parametrize("drop_m", [0.02, 0.2, 0.45])
def test_feet_stay_planted_however_deep_the_knees_bend(poser: Poser, drop_m: float) -> None:
    posed = poser.pose(Parameters(pelvis_drop_m=drop_m, pelvis_back_m=0.1))
    np.testing.assert_allclose(posed.bones.at_m("foot_l"), [0.15, 0.0, 0.08], atol=1e-9)
    np.testing.assert_allclose(posed.bones.at_m("foot_r"), [-0.15, 0.0, 0.08], atol=1e-9)


def test_gripping_hands_are_at_the_sides_of_the_load(poser: Poser) -> None:
    held = Parameters(grip=1.0, load_y_m=-0.35, load_z_m=1.0, pelvis_drop_m=0.02)
    posed = poser.pose(held)
    assert posed.stretch < 1.0
    np.testing.assert_allclose(posed.short_m, 0.0, atol=1e-9)
    left, right = posed.bones.at_m("hand_l"), posed.bones.at_m("hand_r")
    assert left[0] == pytest.approx(0.21)
    assert right[0] == pytest.approx(-0.21)
    assert left[1] == pytest.approx(-0.35 + poser.grip.wrist_back_m, abs=0.002)


def test_walking_away_takes_the_whole_figure_along(poser: Poser) -> None:
    standing, role = Parameters(pelvis_drop_m=0.02), Role()
    here = poser.pose(stand_at(standing, role, Place()))
    there = poser.pose(stand_at(standing, role, Place(1.0, -2.0, 90.0))).bones.positions_m
    expected = here.bones.positions_m @ about_z(90.0).T + np.array([1.0, -2.0, 0.0])
    np.testing.assert_allclose(there[1:], expected[1:], atol=1e-9)
