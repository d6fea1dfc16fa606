"""Lifts with measures as told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest
from numpy.typing import ArrayLike

from tilcoach.coaching import Limits, read_limits
from tilcoach.kinematics import PostureSeries, View, ViewLabel
from tilcoach.lifting import Lift, Load, LoadSource

HEIGHT_M = 1.8
N = 120
STOOP_FROM = 75.0  # such an index comes with straight knees, where a test does not say more


@pytest.fixture(scope="session")
def limits() -> Limits:
    return read_limits()


@pytest.fixture(scope="session")
def view() -> Callable[[str], View]:
    """Give a view by its name."""
    yaw_deg = {"side": 5.0, "oblique": 45.0, "front": 85.0, "back": 85.0}

    def of(label: str) -> View:
        return View(ViewLabel(label), yaw_deg.get(label, float("nan")))

    return of


@pytest.fixture(scope="session")
def make_lift() -> Callable[..., Lift]:
    """Make a lift from 2 to 6 s, grasped at 3 s and upright at 4 s; measures can be replaced."""

    def make(load: Load | None = None, *, distance: ArrayLike = 0.2, **measures: ArrayLike) -> Lift:
        time_s = np.linspace(2, 6, N, endpoint=False)
        bends_over = np.asarray(measures.get("stoop_squat_index", 40.0)) > STOOP_FROM
        told: dict[str, ArrayLike] = {
            **dict.fromkeys((field.name for field in fields(PostureSeries)), 0.0),
            "time_s": time_s,
            "shoulder_turn_deg": measures.get("trunk_rotation_deg", 0.0),
            "trunk_flexion_deg": 80.0,
            "knee_flexion_deg": np.where(bends_over, 15.0, 90.0),
            "stoop_squat_index": 40.0,
            "shoulder_drop_ratio": 0.3,
            "wrist_height_ratio": 0.1,
            "load_distance_ratio": distance,
            "load_distance_m": HEIGHT_M * np.asarray(distance),
            "leg_visibility": 1.0,
            "arm_visibility": 1.0,
            "visibility": 1.0,
            **measures,
        }
        return Lift(
            number=1,
            start_s=2.0,
            grasp_s=3.0,
            upright_s=4.0,
            end_s=6.0,
            load=load or Load(held=True, probability=0.95, source=LoadSource.AUTO),
            carried_before=False,
            carried_after=True,
            postures=PostureSeries(**{k: np.broadcast_to(v, N) for k, v in told.items()}),
        )

    return make
