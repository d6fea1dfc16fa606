"""The live filter for a whole pose."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tilcoach.filtering import PoseFilter
from tilcoach.pose import Keypoint, Pose, PoseSeries
from tilcoach.pose.arrays import Floats

Stick = Callable[..., PoseSeries]

TIMES = np.arange(0, 2, 1 / 30)


def _filtered(series: PoseSeries) -> PoseSeries:
    pose_filter = PoseFilter()
    return PoseSeries.of([pose_filter.update(series.at(i)) for i in range(len(series))])


def _bend() -> Floats:
    angle: Floats = 45 * (1 - np.cos(np.pi * TIMES))
    return angle


def test_someone_who_stands_still_stays_in_place(stick: Stick) -> None:
    still = stick(TIMES)
    got = _filtered(still)
    assert_allclose(got.image_px, still.image_px)
    assert_allclose(got.world_m, still.world_m)


@given(factor=st.floats(0.2, 5))
def test_someone_far_away_is_filtered_as_someone_near(stick: Stick, factor: float) -> None:
    near = stick(TIMES, trunk_deg=_bend(), centre_px=(0, 0))
    far = dataclasses.replace(near, image_px=near.image_px * factor)
    assert_allclose(_filtered(far).image_px, _filtered(near).image_px * factor, atol=1e-6)


def test_a_bend_is_followed_closely(stick: Stick) -> None:
    true = stick(TIMES, trunk_deg=_bend())
    shoulder = Keypoint.LEFT_SHOULDER
    lag_px = np.linalg.norm(_filtered(true).image_px - true.image_px, axis=2)[:, shoulder]
    assert lag_px.max() < 0.05 * 200 * 1.75  # 5 % of body height


def test_jitter_in_the_picture_and_in_depth_is_taken_out(stick: Stick) -> None:
    random = np.random.default_rng(1)
    still = stick(TIMES)
    shaking = dataclasses.replace(
        still,
        image_px=still.image_px + random.normal(0, 1.5, still.image_px.shape),
        world_m=still.world_m + random.normal(0, 0.01, still.world_m.shape),
    )
    got = _filtered(shaking)
    assert np.std(got.image_px[20:] - still.image_px[20:]) < 1.5 * 0.6
    assert np.std(got.world_m[20:] - still.world_m[20:]) < 0.01 * 0.6


def test_time_and_visibility_pass_untouched(stick: Stick) -> None:
    pose = stick(1.25, hidden=("WRIST",)).at(0)
    got = PoseFilter().update(pose)
    assert got.time_s == 1.25
    assert_array_equal(got.visibility, pose.visibility)


def test_after_a_reset_another_person_is_not_pulled_towards_the_first(stick: Stick) -> None:
    pose_filter = PoseFilter()
    pose_filter.update(stick(0.0, centre_px=(100, 400)).at(0))
    other = stick(0.03, centre_px=(500, 400)).at(0)
    pose_filter.reset()
    assert_allclose(pose_filter.update(other).image_px, other.image_px)


@pytest.mark.parametrize("unseen", [Keypoint.LEFT_WRIST, Keypoint.LEFT_HIP, Keypoint.NOSE])
def test_a_landmark_that_was_not_seen_leaves_the_others_alone(
    stick: Stick, unseen: Keypoint
) -> None:
    whole = stick(0.0).at(0)
    got = PoseFilter().update(_without(whole, unseen))
    assert np.isnan(got.image_px[unseen]).all()
    others = [point for point in Keypoint if point is not unseen]
    assert_allclose(got.image_px[others], whole.image_px[others])


def _without(pose: Pose, unseen: Keypoint) -> Pose:
    image_px, world_m = pose.image_px.copy(), pose.world_m.copy()
    image_px[unseen], world_m[unseen] = np.nan, np.nan
    return dataclasses.replace(pose, image_px=image_px, world_m=world_m)
