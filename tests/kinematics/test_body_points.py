"""Landmarks as points in one metric space."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tilcoach.kinematics.body_points import (
    ANKLES,
    HIPS,
    WRISTS,
    hybrid_points_m,
    metres_per_pixel,
    midpoint,
    seen_midpoint,
    unit,
)
from tilcoach.pose import Keypoint, PoseSeries

Stick = Callable[..., PoseSeries]


@given(px_per_m=st.floats(50, 800), yaw_deg=st.floats(0, 360))
def test_the_scale_is_found_from_the_landmarks(
    stick: Stick, px_per_m: float, yaw_deg: float
) -> None:
    series = stick([0.0, 1.0], px_per_m=px_per_m, yaw_deg=yaw_deg, trunk_deg=[0, 70])
    assert_allclose(metres_per_pixel(series), 1 / px_per_m, rtol=1e-6)


@given(shift=st.tuples(st.floats(-500, 500), st.floats(-500, 500)), px_per_m=st.floats(50, 800))
def test_hybrid_points_do_not_depend_on_place_or_distance(
    stick: Stick, shift: tuple[float, float], px_per_m: float
) -> None:
    here = hybrid_points_m(stick(0.0, trunk_deg=50, yaw_deg=30))
    there = stick(0.0, trunk_deg=50, yaw_deg=30, centre_px=shift, px_per_m=px_per_m)
    assert_allclose(hybrid_points_m(there), here, atol=1e-6)


def test_hybrid_points_start_from_between_the_hips(stick: Stick) -> None:
    points = hybrid_points_m(stick([0.0], yaw_deg=45, knee_deg=60))
    assert_allclose(midpoint(points, HIPS), [[0, 0, 0]], atol=1e-9)


def test_hybrid_points_take_the_picture_for_two_axes_and_the_model_for_depth(stick: Stick) -> None:
    true = stick(0.0, yaw_deg=45, trunk_deg=40)
    wrong = true.world_m.copy()
    wrong[:, Keypoint.LEFT_ANKLE] = (9.0, 9.0, 0.4)
    points = hybrid_points_m(dataclasses.replace(true, world_m=wrong))
    ankle = points[0, Keypoint.LEFT_ANKLE]
    direction = ankle[:2] / np.linalg.norm(ankle[:2])
    true_xy = true.world_m[0, Keypoint.LEFT_ANKLE, :2]
    assert_allclose(direction, true_xy / np.linalg.norm(true_xy), atol=1e-6)
    assert ankle[2] == 0.4


def test_of_a_frame_that_was_not_seen_nothing_is_known(stick: Stick) -> None:
    series = stick([0.0, 1.0])
    image = series.image_px.copy()
    image[1] = np.nan
    points = hybrid_points_m(dataclasses.replace(series, image_px=image))
    assert np.isfinite(points[0]).all()
    assert np.isnan(points[1, :, :2]).all()


@pytest.mark.parametrize(
    ("left", "right", "share"), [(1.0, 1.0, 0.5), (1.0, 0.0, 0.0), (0.9, 0.3, 0.1)]
)
def test_the_middle_leans_to_the_side_that_is_seen(
    stick: Stick, left: float, right: float, share: float
) -> None:
    series = stick(0.0, yaw_deg=90)
    visibility = series.visibility.copy()
    visibility[0, WRISTS] = (left, right)
    middle = seen_midpoint(series.image_px, visibility, WRISTS)[0]
    ends = series.image_px[0, WRISTS]
    assert_allclose(middle, (1 - share) * ends[0] + share * ends[1], atol=1e-3)


def test_when_neither_side_is_seen_the_middle_is_still_the_middle(stick: Stick) -> None:
    series = stick(0.0, yaw_deg=90)
    nothing = np.zeros_like(series.visibility)
    assert_allclose(
        seen_midpoint(series.image_px, nothing, ANKLES), midpoint(series.image_px, ANKLES)
    )


def test_unit_keeps_the_direction_and_survives_a_zero_vector() -> None:
    assert_allclose(unit(np.array([[3.0, 4.0], [0.0, 0.0]])), np.array([[0.6, 0.8], [0.0, 0.0]]))
