"""A picture that lies on its side is known by the people in it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tilcoach.kinematics import quarter_turn_deg
from tilcoach.pose import PoseSeries

Stick = Callable[..., PoseSeries]


def _turned_clockwise(series: PoseSeries, turn_deg: int) -> PoseSeries:
    """Return the series as it is seen in a picture that was turned."""
    image_px = series.image_px
    for _ in range(turn_deg // 90):
        image_px = np.stack([-image_px[..., 1], image_px[..., 0]], axis=-1)
    return PoseSeries(image_px, series.world_m, series.visibility, series.time_s)


@pytest.fixture(scope="module")
def lift(stick: Stick) -> PoseSeries:
    time_s = np.arange(0, 6, 1 / 30)
    bent = (1 - np.cos(np.pi * np.clip(1.5 - 1.5 * np.abs(time_s - 3), 0, 1))) / 2
    return stick(time_s, trunk_deg=100 * bent)


@pytest.mark.parametrize("turn_deg", [0, 90, 180, 270])
def test_the_turn_back_is_told(lift: PoseSeries, turn_deg: int) -> None:
    back_deg = quarter_turn_deg(_turned_clockwise(lift, turn_deg))
    assert back_deg == -turn_deg % 360
    assert quarter_turn_deg(_turned_clockwise(lift, turn_deg + back_deg)) == 0


def test_who_lies_down_for_a_while_is_not_turned(lift: PoseSeries) -> None:
    lying = _turned_clockwise(lift, 90)
    half = np.where((np.arange(len(lift)) < len(lift) // 2)[:, None, None], 1, 0)
    image_px = half * lift.image_px + (1 - half) * lying.image_px
    mixed = PoseSeries(image_px, lift.world_m, lift.visibility, lift.time_s)
    assert quarter_turn_deg(mixed) == 0
