"""Feet that stay, feet that step, and feet that only seem to."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from numpy.testing import assert_allclose

from tilcoach.kinematics import Upright
from tilcoach.kinematics.body_points import ANKLES, FEET
from tilcoach.kinematics.planted_feet import ankles_px, one_foot_stepped, stepped
from tilcoach.pose import PoseSeries

Stick = Callable[..., PoseSeries]
Standing = Callable[..., Upright]


def _moved(series: PoseSeries, foot: int, px: float) -> PoseSeries:
    image_px = series.image_px.copy()
    image_px[:, FEET[foot]] += px
    return dataclasses.replace(series, image_px=image_px)


def _seen(series: PoseSeries, left: float, right: float) -> PoseSeries:
    visibility = series.visibility.copy()
    visibility[:, ANKLES] = left, right
    return dataclasses.replace(series, visibility=visibility)


def test_whoever_walks_has_stepped(stick: Stick, standing: Standing) -> None:
    walked = stick([2.0, 2.1], walked_m=[0.0, 0.3])
    assert stepped(walked, standing()).tolist() == [False, True]


def test_one_foot_that_moves_is_a_step_only_where_it_is_clearly_seen(
    stick: Stick, standing: Standing
) -> None:
    series = _moved(stick(2.0), foot=0, px=40)
    assert not stepped(series, standing())[0]
    assert one_foot_stepped(series, standing())[0]
    assert not one_foot_stepped(_seen(series, 0.7, 1.0), standing())[0]


@pytest.mark.parametrize(
    ("moved_ratio", "turned_m", "is_step"),
    [(0.08, 0.0, False), (0.12, 0.0, True), (0.06, 0.06, False), (0.06, 0.2, True)],
)
def test_toes_alone_are_a_step_when_the_foot_points_elsewhere_or_they_go_far(
    stick: Stick, standing: Standing, moved_ratio: float, turned_m: float, *, is_step: bool
) -> None:
    series, upright = stick(2.0), standing()
    image_px, world_m = series.image_px.copy(), series.world_m.copy()
    image_px[:, FEET[0][2], 0] += moved_ratio * upright.body_height_px
    world_m[:, FEET[0][2], 2] += turned_m
    wandered = dataclasses.replace(series, image_px=image_px, world_m=world_m)
    assert one_foot_stepped(wandered, upright)[0] == is_step


def test_a_foot_that_is_hardly_seen_is_no_witness(stick: Stick, standing: Standing) -> None:
    both = _moved(_moved(stick(2.0), foot=0, px=40), foot=1, px=40)
    assert stepped(both, standing())[0]
    assert stepped(_seen(both, 0.3, 1.0), standing())[0]
    assert not stepped(_seen(both, 0.3, 0.3), standing())[0]


@pytest.mark.parametrize("walked_m", [0.0, 0.3])
def test_ankles_are_where_they_stood_until_the_feet_step(
    stick: Stick, standing: Standing, walked_m: float
) -> None:
    series = stick(2.0, walked_m=walked_m)
    hidden = _seen(_moved(series, foot=0, px=15), 0.3, 1.0)
    expected = hidden.image_px[:, ANKLES] if walked_m else [standing().ankles_px]
    assert_allclose(ankles_px(hidden, standing()), expected)
