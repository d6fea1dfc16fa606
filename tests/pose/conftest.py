"""Landmarks with numbers that tell where they stand."""

from __future__ import annotations

import numpy as np
import pytest

from tilcoach.pose import N_KEYPOINTS, Pose, PoseSeries


@pytest.fixture
def pose() -> Pose:
    rows = np.arange(N_KEYPOINTS, dtype=float)
    return Pose(
        image_px=np.stack([rows, rows + 100], axis=1),
        world_m=np.stack([rows, rows + 1, rows + 2], axis=1) / 100,
        visibility=np.linspace(0, 1, N_KEYPOINTS),
        time_s=1.5,
    )


@pytest.fixture
def series() -> PoseSeries:
    """Five moments, the number of each in all of its coordinates."""
    moment = np.arange(5.0)
    return PoseSeries(
        image_px=np.broadcast_to(moment[:, None, None], (5, N_KEYPOINTS, 2)),
        world_m=np.broadcast_to(moment[:, None, None], (5, N_KEYPOINTS, 3)),
        visibility=np.broadcast_to(moment[:, None] / 10, (5, N_KEYPOINTS)),
        time_s=moment / 2,
    )
