"""From where the camera looks, to a model that flattens depth as the real one does."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.kinematics import UNKNOWN_VIEW, View, ViewLabel, calibrate
from tilcoach.kinematics.view import FLATTENED, OBLIQUE_UP_TO_DEG, SIDE_UP_TO_DEG, classify_view
from tilcoach.pose import PoseSeries

Stick = Callable[..., PoseSeries]


def _view(stick: Stick, **camera: float) -> View:
    """Return the view of somebody who stands still, with the depth that the model gives."""
    true = stick(np.arange(0, 1, 1 / 30), **camera)
    flat = dataclasses.replace(true, world_m=true.world_m / [1.0, 1.0, FLATTENED])
    upright = calibrate(flat)
    assert upright is not None
    return upright.view


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
    stick: Stick, yaw_deg: float, label: ViewLabel, from_side_deg: float
) -> None:
    view = _view(stick, yaw_deg=yaw_deg)
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


def test_a_camera_that_looks_down_a_little_sees_the_same_view(stick: Stick) -> None:
    for yaw_deg in (0.0, 45.0, 90.0):
        level, high = _view(stick, yaw_deg=yaw_deg), _view(stick, yaw_deg=yaw_deg, pitch_deg=20)
        assert high.label is level.label
        assert high.yaw_deg == pytest.approx(level.yaw_deg, abs=3)


def test_before_anything_was_seen_the_view_is_unknown() -> None:
    assert UNKNOWN_VIEW.label is ViewLabel.UNKNOWN
    assert math.isnan(UNKNOWN_VIEW.yaw_deg)
