"""From where the camera looks."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.kinematics import UNKNOWN_VIEW, Upright, ViewLabel
from tilcoach.kinematics.view import OBLIQUE_UP_TO_DEG, SIDE_UP_TO_DEG, classify_view

Standing = Callable[..., Upright]


@pytest.mark.parametrize(
    ("yaw_deg", "label", "from_side_deg"),
    [
        (0, ViewLabel.SIDE, 0),
        (20, ViewLabel.SIDE, 20),
        (340, ViewLabel.SIDE, 20),
        (180, ViewLabel.SIDE, 0),
        (45, ViewLabel.OBLIQUE, 45),
        (135, ViewLabel.OBLIQUE, 45),
        (225, ViewLabel.OBLIQUE, 45),
        (315, ViewLabel.OBLIQUE, 45),
        (90, ViewLabel.FRONT, 90),
        (70, ViewLabel.FRONT, 70),
        (270, ViewLabel.BACK, 90),
        (250, ViewLabel.BACK, 70),
    ],
)
def test_a_standing_person_shows_where_the_camera_is(
    standing: Standing, yaw_deg: float, label: ViewLabel, from_side_deg: float
) -> None:
    view = standing(yaw_deg=yaw_deg).view
    assert view.label is label
    assert view.yaw_deg == pytest.approx(from_side_deg, abs=0.5)


@given(yaw_deg=st.floats(0, 360), length=st.floats(0.01, 10))
def test_yaw_lies_between_side_and_front_and_decides_the_label(
    yaw_deg: float, length: float
) -> None:
    yaw = math.radians(yaw_deg)
    view = classify_view(length * np.array([math.sin(yaw), 0.0, math.cos(yaw)]))
    assert 0 <= view.yaw_deg <= 90
    if view.yaw_deg <= SIDE_UP_TO_DEG:
        assert view.label is ViewLabel.SIDE
    elif view.yaw_deg <= OBLIQUE_UP_TO_DEG:
        assert view.label is ViewLabel.OBLIQUE
    else:
        assert view.label is (ViewLabel.FRONT if yaw_deg < 180 else ViewLabel.BACK)


def test_a_camera_that_looks_down_a_little_sees_the_same_view(standing: Standing) -> None:
    for yaw_deg in (0, 45, 90):
        level, high = standing(yaw_deg=yaw_deg).view, standing(yaw_deg=yaw_deg, pitch_deg=20).view
        assert high.label is level.label
        assert high.yaw_deg == pytest.approx(level.yaw_deg, abs=3)


def test_before_anything_was_seen_the_view_is_unknown() -> None:
    assert UNKNOWN_VIEW.label is ViewLabel.UNKNOWN
    assert math.isnan(UNKNOWN_VIEW.yaw_deg)
