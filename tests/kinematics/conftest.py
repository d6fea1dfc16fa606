"""Measuring the person of sticks against its own upright, before the same camera."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import ArrayLike

from tilcoach.kinematics import PostureSeries, Upright, calibrate, measure
from tilcoach.pose import PoseSeries

HEIGHT_M = 1.75
CAMERA = {"yaw_deg", "pitch_deg", "roll_deg", "height_m", "px_per_m", "centre_px", "hidden"}


@pytest.fixture(scope="session")
def standing(stick: Callable[..., PoseSeries]) -> Callable[..., Upright]:
    """Give the upright of a person who stands still for a second before a camera."""

    def make(**camera: object) -> Upright:
        upright = calibrate(stick(np.arange(0, 1, 1 / 30), **camera))
        assert upright is not None
        return upright

    return make


@pytest.fixture(scope="session")
def measured(
    stick: Callable[..., PoseSeries], standing: Callable[..., Upright]
) -> Callable[..., PostureSeries]:
    """Measure what the person does; one number stands for one moment."""

    def make(**does: ArrayLike) -> PostureSeries:
        seen_upright = {name: does[name] for name in CAMERA & set(does) - {"hidden"}}
        n = max((np.size(value) for name, value in does.items() if name not in CAMERA), default=1)
        series = stick(2 + np.arange(n) / 30, **does)
        return measure(series, standing(**seen_upright), HEIGHT_M)

    return make
