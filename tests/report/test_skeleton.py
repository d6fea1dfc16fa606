"""Skeletons: the angles are those that were measured, and everything stays in its box."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.pose import Keypoint
from tilcoach.pose.arrays import Floats
from tilcoach.report.skeleton import Skeleton, points_from_curves
from tilcoach.store import Curves

ANGLES = st.floats(0, 130)


def curves(trunk_deg: float | None, knee_deg: float | None, reach: float | None = 0.3) -> Curves:
    return Curves(
        time_s=(1.0, 2.0),
        trunk_flexion_deg=(0.0, trunk_deg),
        knee_flexion_deg=(0.0, knee_deg),
        stoop_squat_index=(None, None),
        trunk_rotation_deg=(None, None),
        load_distance_ratio=(None, reach),
    )


def figure(trunk_deg: float, knee_deg: float, reach: float | None = 0.3) -> Mapping[str, Floats]:
    points = points_from_curves(curves(trunk_deg, knee_deg, reach), 2.1)
    assert points is not None
    return {name.name.removeprefix("LEFT_").lower(): point for name, point in points.items()}


def lean_deg(low: Floats, high: Floats) -> float:
    """Return how far a stick leans forward; y is down."""
    x, y = high - low
    return math.degrees(math.atan2(x, -y))


@given(ANGLES, ANGLES)
def test_a_figure_has_the_measured_angles(trunk_deg: float, knee_deg: float) -> None:
    at = figure(trunk_deg, knee_deg)
    assert lean_deg(at["hip"], at["shoulder"]) == pytest.approx(trunk_deg, abs=1e-6)
    bend = lean_deg(at["ankle"], at["knee"]) - lean_deg(at["knee"], at["hip"])
    assert bend == pytest.approx(knee_deg, abs=1e-6)


@given(ANGLES, st.floats(-1, 1) | st.none())
def test_an_arm_keeps_its_length(trunk_deg: float, reach: float | None) -> None:
    at = figure(trunk_deg, 10, reach)
    assert np.linalg.norm(at["wrist"] - at["shoulder"]) == pytest.approx(0.332)


def test_hands_are_where_they_were_measured() -> None:
    assert figure(45, 10, 0.3)["wrist"][0] == pytest.approx(0.3)


@pytest.mark.parametrize(("trunk_deg", "knee_deg"), [(None, 10.0), (10.0, None)])
def test_without_an_angle_there_is_no_figure(
    trunk_deg: float | None, knee_deg: float | None
) -> None:
    assert points_from_curves(curves(trunk_deg, knee_deg), 2.0) is None


def test_without_a_moment_there_is_no_figure() -> None:
    empty = Curves.model_validate(dict.fromkeys(Curves.model_fields, ()))
    assert points_from_curves(empty, 2.0) is None


@given(
    st.dictionaries(
        st.sampled_from(
            [
                Keypoint.LEFT_HIP,
                Keypoint.RIGHT_HIP,
                Keypoint.LEFT_SHOULDER,
                Keypoint.RIGHT_KNEE,
                Keypoint.LEFT_EAR,
            ]
        ),
        st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000)),
        min_size=1,
    )
)
def test_every_point_is_in_the_box(points: dict[Keypoint, tuple[float, float]]) -> None:
    drawing = Skeleton({name: np.array(point) for name, point in points.items()}, 160, 130)
    for x, y in drawing._placed().values():
        assert -1e-6 <= x <= 160 + 1e-6
        assert -1e-6 <= y <= 130 + 1e-6
