"""Landmarks with gravity up are those of the person, however the camera hangs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tilcoach.kinematics import Upright, gravity_points_m
from tilcoach.kinematics.body_points import ANKLES, HIPS, SHOULDERS, midpoint
from tilcoach.pose import Keypoint, PoseSeries
from tilcoach.pose.arrays import Floats

HEIGHT_M = 1.75


@pytest.fixture
def points(
    stick: Callable[..., PoseSeries], standing: Callable[..., Upright]
) -> Callable[..., Floats]:
    def make(camera: dict[str, float], **does: object) -> Floats:
        return gravity_points_m(stick([2.0], **camera, **does), standing(**camera), HEIGHT_M)

    return make


CAMERAS: tuple[dict[str, float], ...] = (
    {},
    {"yaw_deg": 45.0},
    {"roll_deg": 8.0},
    {"pitch_deg": 15.0},
)


@pytest.mark.parametrize("camera", CAMERAS)
def test_who_stands_stands_upright_on_the_floor(
    points: Callable[..., Floats], camera: dict[str, float]
) -> None:
    standing = points(camera)
    ankles, hips, shoulders = (midpoint(standing, pair)[0] for pair in (ANKLES, HIPS, SHOULDERS))
    assert_allclose(ankles, [0, 0.039 * HEIGHT_M, 0], atol=0.03)
    assert_allclose((shoulders - ankles)[[0, 2]], 0, atol=0.03)
    assert shoulders[1] - ankles[1] == pytest.approx(0.77 * HEIGHT_M, abs=0.06)
    assert ankles[1] < hips[1] < shoulders[1]


@pytest.mark.parametrize("camera", CAMERAS)
def test_forward_is_where_the_person_bends_and_right_is_the_persons_own(
    points: Callable[..., Floats], camera: dict[str, float]
) -> None:
    bent = points(camera, trunk_deg=80.0)[0]
    trunk = bent[list(SHOULDERS)].mean(axis=0) - bent[list(HIPS)].mean(axis=0)
    assert trunk[0] > 0.3
    assert abs(trunk[1]) < 0.2
    assert bent[Keypoint.RIGHT_HIP, 2] > bent[Keypoint.LEFT_HIP, 2]


def test_what_was_not_seen_stays_unknown(
    stick: Callable[..., PoseSeries], standing: Callable[..., Upright]
) -> None:
    seen = stick([2.0])
    image_px = seen.image_px.copy()
    image_px[:, Keypoint.NOSE] = np.nan
    series = PoseSeries(image_px, seen.world_m, seen.visibility, seen.time_s)
    points_m = gravity_points_m(series, standing(), HEIGHT_M)
    assert np.isnan(points_m[0, Keypoint.NOSE]).all()
    assert np.isfinite(points_m[0, Keypoint.LEFT_HIP]).all()
