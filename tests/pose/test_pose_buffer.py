"""What is written down as it goes by is what was seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilcoach.pose import N_KEYPOINTS, Pose, PoseBuffer


def _poses(count: int, seed: int = 0) -> list[Pose]:
    """Return poses as the model gives them: 32-bit numbers, some landmarks missing."""
    random = np.random.default_rng(seed)
    numbers = random.normal(0, 500, (count, N_KEYPOINTS, 6)).astype(np.float32)
    numbers[random.random((count, N_KEYPOINTS)) < 0.1] = np.nan
    return [Pose(n[:, :2], n[:, 2:5], n[:, 5], i / 30) for i, n in enumerate(numbers)]


@settings(deadline=None, max_examples=20)
@given(count=st.sampled_from([1, 2, 255, 256, 257, 600]), seed=st.integers(0, 99))
def test_every_pose_comes_back_as_it_was(count: int, seed: int) -> None:
    buffer, poses = PoseBuffer(), _poses(count, seed)
    for pose in poses:
        buffer.add(pose)
    series = buffer.series()
    assert len(buffer) == len(series) == count
    assert series.time_s.tolist() == [pose.time_s for pose in poses]
    for name in ("image_px", "world_m", "visibility"):
        seen = np.stack([getattr(pose, name) for pose in poses])
        assert np.array_equal(getattr(series, name), seen, equal_nan=True)


def test_a_buffer_goes_on_after_it_was_read() -> None:
    buffer, poses = PoseBuffer(), _poses(4)
    for pose in poses[:2]:
        buffer.add(pose)
    before = buffer.series()
    buffer.add(poses[2])
    buffer.add(poses[3])
    assert len(before) == 2
    assert len(buffer.series()) == 4


def test_time_that_does_not_rise_is_refused() -> None:
    buffer, (pose, _) = PoseBuffer(), _poses(2)
    buffer.add(pose)
    buffer.add(pose)
    with pytest.raises(ValueError, match="strictly increasing"):
        buffer.series()
