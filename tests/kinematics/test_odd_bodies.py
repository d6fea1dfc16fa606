"""Landmarks of no body at all, as an odd file holds them, are measured without a fault."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilcoach.kinematics import find_standing_positions, measure_standing_positions
from tilcoach.pose import N_KEYPOINTS, PoseSeries
from tilcoach.pose.arrays import Floats

MOMENTS = 60


def _collapsed(values: Floats, random: np.random.Generator, share: float) -> Floats:
    """Let some landmarks lie where another one lies, or at zero."""
    chosen = random.random(N_KEYPOINTS) < share
    values[:, chosen] = values[:, [random.integers(N_KEYPOINTS)]] * random.integers(0, 2)
    return values


@settings(deadline=None, max_examples=200)
@given(
    seed=st.integers(0, 10_000),
    share=st.sampled_from([0.0, 0.3, 0.7, 1.0]),
    noise_px=st.sampled_from([0.0, 1e-9, 0.5, 30.0]),
)
def test_landmarks_that_lie_at_one_point_make_no_fault(
    seed: int, share: float, noise_px: float
) -> None:
    random = np.random.default_rng(seed)
    image = random.normal(300, 100, (1, N_KEYPOINTS, 2)).repeat(MOMENTS, axis=0)
    world = random.normal(0, 0.4, (1, N_KEYPOINTS, 3)).repeat(MOMENTS, axis=0)
    image = _collapsed(image, random, share)
    series = PoseSeries(
        image_px=image + noise_px * random.normal(size=image.shape),
        world_m=_collapsed(world, random, share),
        visibility=np.ones((MOMENTS, N_KEYPOINTS)),
        time_s=np.arange(MOMENTS) / 30,
    )
    stances = find_standing_positions(series)  # a warning of numpy is a fault here too
    if stances:
        assert len(measure_standing_positions(series, stances, 1.75)) == MOMENTS


@pytest.mark.parametrize("place", [0.0, 300.0])
def test_a_body_of_one_point_stands_nowhere(place: float) -> None:
    points = np.full((MOMENTS, N_KEYPOINTS, 3), place)
    series = PoseSeries(
        image_px=points[..., :2],
        world_m=points,
        visibility=np.ones((MOMENTS, N_KEYPOINTS)),
        time_s=np.arange(MOMENTS) / 30,
    )
    assert find_standing_positions(series) == ()
