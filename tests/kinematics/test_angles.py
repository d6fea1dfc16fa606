"""Angles between directions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from tilcoach.kinematics.angles import angle_deg, horizontal, turn_deg, turned_by_each
from tilcoach.kinematics.body_points import unit
from tilcoach.pose.arrays import Floats

VECTORS = arrays(np.float64, 3, elements=st.floats(-10, 10)).filter(
    lambda v: np.linalg.norm(v) > 0.1
)
ANGLES_DEG = st.floats(-179, 179)
UP = np.array([0.0, -1.0, 0.0])  # y points down


def _rotation(axis: Floats, angle_deg: float) -> Floats:
    """Return the matrix that turns about an axis (Rodrigues)."""
    x, y, z = unit(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(angle_deg)
    matrix: Floats = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    return matrix


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([1, 0, 0], [2, 0, 0], 0),
        ([1, 0, 0], [1, 1, 0], 45),
        ([1, 0, 0], [0, 0, 3], 90),
        ([1, 0, 0], [-5, 0, 0], 180),
    ],
)
def test_angle_of_known_directions(a: list[float], b: list[float], expected: float) -> None:
    assert angle_deg(np.array(a), np.array(b)) == pytest.approx(expected)


@given(a=VECTORS, b=VECTORS, stretch=st.floats(0.1, 10))
def test_an_angle_has_no_order_and_no_length(a: Floats, b: Floats, stretch: float) -> None:
    assert_allclose(angle_deg(a, b), angle_deg(b, a), atol=1e-6)
    assert_allclose(angle_deg(stretch * a, b), angle_deg(a, b), atol=1e-6)
    assert 0 <= angle_deg(a, b) <= 180


@given(a=VECTORS, b=VECTORS, axis=VECTORS, by_deg=ANGLES_DEG)
def test_an_angle_does_not_change_when_everything_turns(
    a: Floats, b: Floats, axis: Floats, by_deg: float
) -> None:
    turn = _rotation(axis, by_deg)
    assert_allclose(angle_deg(turn @ a, turn @ b), angle_deg(a, b), atol=1e-5)


@given(small=st.floats(1e-6, 1e-3))
def test_an_angle_stays_exact_near_zero(small: float) -> None:
    b = np.array([np.cos(small), np.sin(small), 0.0])
    assert_allclose(angle_deg(np.array([1.0, 0, 0]), b), np.degrees(small), rtol=1e-6)


@given(start=VECTORS, axis=VECTORS, by_deg=ANGLES_DEG)
def test_a_turn_is_what_was_turned(start: Floats, axis: Floats, by_deg: float) -> None:
    assume(10 < angle_deg(start, axis) < 170)
    assert_allclose(turn_deg(start, _rotation(axis, by_deg) @ start, axis), by_deg, atol=1e-5)


@given(start=VECTORS, end=VECTORS, axis=VECTORS)
def test_a_turn_back_has_the_other_sign(start: Floats, end: Floats, axis: Floats) -> None:
    turned = turn_deg(start, end, axis)
    assume(abs(turned) < 179)
    assert_allclose(turn_deg(end, start, axis), -turned, atol=1e-6)


def test_positive_is_to_the_left_of_someone_who_stands_on_the_axis() -> None:
    # Facing away from the camera, the left is on the left of the picture and then turns towards it.
    left, towards_camera = np.array([-1.0, 0, 0]), np.array([0.0, 0, -1])
    assert turn_deg(left, towards_camera, UP) == pytest.approx(90)


@given(vector=VECTORS, up=VECTORS.map(unit))
def test_level_is_across_up_and_the_rest_is_along_it(vector: Floats, up: Floats) -> None:
    level = horizontal(vector, up)
    assert_allclose(level @ up, 0.0, atol=1e-6)
    assert_allclose(np.cross(vector - level, up), 0.0, atol=1e-6)


def test_angles_of_many_moments_come_at_once() -> None:
    directions = np.array([[1.0, 0, 0], [0, 1, 0], [np.nan, 0, 0]])
    assert_allclose(angle_deg(directions, np.array([1.0, 0, 0])), [0, 90, np.nan])


@given(vector=VECTORS, axis=VECTORS, by=arrays(np.float64, 3, elements=ANGLES_DEG))
def test_turning_is_the_matrix_of_rodrigues(vector: Floats, axis: Floats, by: Floats) -> None:
    expected = np.array([_rotation(axis, one) @ vector for one in by])
    assert_allclose(turned_by_each(vector, unit(axis), by), expected, atol=1e-6)


def test_turning_about_up_cross_forward_leans_forward() -> None:
    forward = np.array([1.0, 0.0, 0.0])
    leaned = turned_by_each(UP, np.cross(UP, forward), np.array([30.0]))
    assert leaned[0] @ forward == pytest.approx(0.5)
