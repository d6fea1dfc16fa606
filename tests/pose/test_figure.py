"""The points that drawings of a person share."""

from __future__ import annotations

import numpy as np

from tilcoach.pose import N_KEYPOINTS, Keypoint, Pose, midpoint, trunk_line, visible_points


def pose() -> Pose:
    image_px = np.arange(2.0 * N_KEYPOINTS).reshape(N_KEYPOINTS, 2)
    visibility = np.ones(N_KEYPOINTS)
    visibility[Keypoint.LEFT_HIP] = 0.1
    image_px[Keypoint.NOSE] = np.nan
    return Pose(image_px, np.zeros((N_KEYPOINTS, 3)), visibility, 0.0)


def test_what_was_not_seen_is_left_out() -> None:
    points = visible_points(pose(), 0.2)
    assert set(Keypoint) - set(points) == {Keypoint.LEFT_HIP, Keypoint.NOSE}


def test_a_joint_is_between_its_sides_or_at_the_one_that_was_seen() -> None:
    points = visible_points(pose(), 0.2)
    left, right = Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER
    np.testing.assert_array_equal(midpoint(points, "SHOULDER"), [left + right, left + right + 1])
    np.testing.assert_array_equal(midpoint(points, "HIP"), points[Keypoint.RIGHT_HIP])
    assert midpoint({}, "HIP") is None


def test_the_trunk_goes_from_the_hips_to_the_shoulders() -> None:
    points = visible_points(pose(), 0.2)
    line = trunk_line(points)
    assert line is not None
    np.testing.assert_array_equal(line[0], midpoint(points, "HIP"))
    np.testing.assert_array_equal(line[1], midpoint(points, "SHOULDER"))
    assert trunk_line({Keypoint.LEFT_HIP: points[Keypoint.RIGHT_HIP]}) is None
