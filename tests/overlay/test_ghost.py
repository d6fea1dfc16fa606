"""The outline of another body over the live picture."""

from __future__ import annotations

import numpy as np
import pytest

from tilcoach.overlay import draw_ghost
from tilcoach.overlay.palette import GHOST
from tilcoach.pose import N_KEYPOINTS, Pose
from tilcoach.pose.arrays import Bytes


def moved(pose: Pose, by_px: float) -> Pose:
    return Pose(pose.image_px + by_px, pose.world_m, pose.visibility, pose.time_s)


def test_it_is_an_outline_and_the_live_body_shines_through(picture: Bytes, pose: Pose) -> None:
    canvas = picture.copy()
    draw_ghost(canvas, pose)
    rows, columns = np.nonzero((canvas != picture).any(axis=2))
    assert 150 < rows.min() < 190  # the shoulders: no ear and no nose was seen
    assert 420 < rows.max() < 460  # the feet
    line = np.abs(canvas.astype(int) - GHOST).max(axis=2) < 12
    assert 200 < line.sum() < 0.4 * len(rows)
    trunk = np.s_[225:230, 288:293]
    assert (canvas[trunk] >= picture[trunk]).all()
    assert (canvas[trunk] != picture[trunk]).any()
    assert columns.min() > 200


@pytest.mark.parametrize("by_px", [5_000, -5_000, 1e7, np.nan, 350, -300])
def test_beside_the_picture_it_does_no_harm(picture: Bytes, pose: Pose, by_px: float) -> None:
    canvas = picture.copy()
    draw_ghost(canvas, moved(pose, by_px))
    assert canvas.shape == picture.shape


def test_without_a_trunk_nothing_is_drawn(picture: Bytes, pose: Pose) -> None:
    canvas = picture.copy()
    unseen = Pose(pose.image_px, pose.world_m, np.zeros(N_KEYPOINTS), pose.time_s)
    draw_ghost(canvas, unseen)
    assert (canvas == picture).all()
