"""The colours of clothes, taken from the picture."""

from __future__ import annotations

import numpy as np
import pytest

from tilcoach.estimation.clothing import with_clothing
from tilcoach.pose import Keypoint, Pose

BODY = {
    Keypoint.LEFT_SHOULDER: (70.0, 20.0),
    Keypoint.RIGHT_SHOULDER: (30.0, 20.0),
    Keypoint.LEFT_HIP: (60.0, 80.0),
    Keypoint.RIGHT_HIP: (40.0, 80.0),
    Keypoint.LEFT_KNEE: (62.0, 130.0),
    Keypoint.RIGHT_KNEE: (38.0, 130.0),
}


def pose(right_px: float = 0.0) -> Pose:
    image_px = np.full((33, 2), np.nan)
    for landmark, place in BODY.items():
        image_px[landmark] = place
    return Pose(image_px + np.array([right_px, 0.0]), np.zeros((33, 3)), np.ones(33), 0.0)


@pytest.fixture
def picture() -> np.ndarray:
    """Return a picture with a red shirt over blue trousers, in blue, green and red."""
    bgr = np.zeros((150, 100, 3), np.uint8)
    bgr[:80] = (0, 51, 204)
    bgr[80:] = (204, 102, 0)
    return bgr


def test_shirt_and_trousers_have_their_own_colours(picture: np.ndarray) -> None:
    worn = with_clothing(pose(), picture).clothing
    assert worn == pytest.approx([0.0, 0.2, 0.8, 0.8, 0.4, 0.0], abs=0.01)


def test_a_belt_or_an_arm_before_the_body_changes_nothing(picture: np.ndarray) -> None:
    picture[45:52] = 255
    assert with_clothing(pose(), picture).clothing[:3] == pytest.approx([0.0, 0.2, 0.8], abs=0.01)


def test_what_lies_outside_the_picture_is_not_known(picture: np.ndarray) -> None:
    assert np.isnan(with_clothing(pose(right_px=90.0), picture).clothing).all()


def test_a_pose_that_nobody_looked_at_has_no_colours() -> None:
    assert np.isnan(pose().clothing).all()
