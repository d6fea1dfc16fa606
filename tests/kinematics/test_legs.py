"""The knees: true from every side, and whatever the model makes of depth."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tilcoach.kinematics import PostureSeries, Upright, measure
from tilcoach.kinematics.body_points import ANKLES, FEET, KNEES, hybrid_points_m
from tilcoach.kinematics.legs import BENT_FROM_DEG, leg_bones
from tilcoach.pose import PoseSeries

Stick = Callable[..., PoseSeries]
Measured = Callable[..., PostureSeries]
Standing = Callable[..., Upright]
YAWS = st.floats(0, 360)
SHARE = {"thigh": 0.245, "shank": 0.246}


@given(knee_deg=st.floats(0, 130), trunk_deg=st.floats(0, 110), yaw_deg=YAWS)
def test_the_knee_is_true_from_every_side(
    measured: Measured, knee_deg: float, trunk_deg: float, yaw_deg: float
) -> None:
    got = measured(knee_deg=knee_deg, trunk_deg=trunk_deg, yaw_deg=yaw_deg)
    assert got.knee_flexion_deg[0] == pytest.approx(knee_deg, abs=3)
    assert_allclose(got.knee_flexion_left_deg, got.knee_flexion_right_deg, atol=0.1)


@given(knee_deg=st.floats(80, 120), yaw_deg=st.floats(0, 90), flatter=st.floats(0.5, 1))
def test_a_deep_bend_survives_a_model_that_flattens_depth(
    stick: Stick, standing: Standing, knee_deg: float, yaw_deg: float, flatter: float
) -> None:
    true = stick(2.0, knee_deg=knee_deg, yaw_deg=yaw_deg)
    flat = dataclasses.replace(true, world_m=true.world_m * [1, 1, flatter])
    got = measure(flat, standing(yaw_deg=yaw_deg), 1.75)
    assert got.knee_flexion_deg[0] == pytest.approx(knee_deg, abs=3)


@given(yaw_deg=YAWS, astray=st.floats(0.0, 0.05))
def test_a_straight_leg_stays_straight_when_a_landmark_is_a_little_astray(
    stick: Stick, standing: Standing, yaw_deg: float, astray: float
) -> None:
    """An ankle that is 5 % of the shank too high would read as 18° by length alone."""
    series = stick(2.0, yaw_deg=yaw_deg)
    image, world = series.image_px.copy(), series.world_m.copy()
    image[:, ANKLES, 1] -= astray * SHARE["shank"] * 350  # the sticks are 350 pixels tall
    world[:, KNEES, 2] -= 0.01
    moved = dataclasses.replace(series, image_px=image, world_m=world)
    got = measure(moved, standing(yaw_deg=yaw_deg), 1.75)
    assert got.knee_flexion_deg[0] < 6


@given(knee_deg=st.floats(60, 120), yaw_deg=st.floats(20, 90), sign=st.sampled_from([-1.0, 1.0]))
def test_the_shank_comes_back_where_the_model_hardly_sees_its_depth(
    stick: Stick, standing: Standing, knee_deg: float, yaw_deg: float, sign: float
) -> None:
    """As when the model sets the ankle 2 cm before or behind the knee."""
    series = stick(2.0, knee_deg=knee_deg, yaw_deg=yaw_deg)
    world = series.world_m.copy()
    world[:, ANKLES, 2] = world[:, KNEES, 2] + sign * 0.02
    got = measure(dataclasses.replace(series, world_m=world), standing(yaw_deg=yaw_deg), 1.75)
    assert got.knee_flexion_deg[0] == pytest.approx(knee_deg, abs=12)


@given(knee_deg=st.floats(BENT_FROM_DEG + 1, 130), yaw_deg=YAWS)
def test_bent_bones_have_the_length_that_they_had_while_standing(
    stick: Stick, standing: Standing, knee_deg: float, yaw_deg: float
) -> None:
    series = stick(2.0, knee_deg=knee_deg, yaw_deg=yaw_deg)
    for bone, share in zip(
        leg_bones(series, hybrid_points_m(series), standing(yaw_deg=yaw_deg)),
        SHARE.values(),
        strict=True,
    ):
        assert_allclose(np.linalg.norm(bone, axis=-1), share * 1.75, rtol=0.02)


def test_who_is_not_seen_has_no_bones(stick: Stick, standing: Standing) -> None:
    series = stick([2.0, 2.1], knee_deg=50)
    image = series.image_px.copy()
    image[1] = np.nan
    lost = dataclasses.replace(series, image_px=image)
    for bone in leg_bones(lost, hybrid_points_m(lost), standing()):
        assert np.isfinite(bone[0]).all()
        assert np.isnan(bone[1, :, :2]).all()


def test_legs_side_by_side_bend_alike_and_those_of_a_lunge_do_not(
    stick: Stick, standing: Standing
) -> None:
    series = stick(2.0, knee_deg=70)
    image = series.image_px.copy()
    image[:, KNEES[1], 0] -= 15  # the right knee reads straighter
    astray = dataclasses.replace(series, image_px=image)
    got = measure(astray, standing(), 1.75)
    assert got.knee_flexion_left_deg[0] == pytest.approx(got.knee_flexion_right_deg[0], abs=0.1)
    image = image.copy()
    image[:, FEET[1]] += 80
    lunge = measure(dataclasses.replace(series, image_px=image), standing(), 1.75)
    assert abs(lunge.knee_flexion_left_deg[0] - lunge.knee_flexion_right_deg[0]) > 10
