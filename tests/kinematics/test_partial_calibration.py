"""The own upright of somebody who is bent when the recording begins and when it ends."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tilcoach.kinematics import (
    CalibrationSource,
    PostureSeries,
    Upright,
    calibrate,
    find_standing_positions,
    measure_standing_positions,
    partial_upright,
)
from tilcoach.pose import Keypoint, PoseSeries
from tilcoach.pose.arrays import Floats

Stick = Callable[..., PoseSeries]
Standing = Callable[..., Upright]

HEIGHT_M = 1.75
TIMES_S = np.arange(0, 2, 1 / 30)
DOWN_AND_UP = 1 - np.abs(TIMES_S - 1)
"""0 at the beginning and at the end, 1 halfway."""


def _trunk_deg(highest: float = 45.0, lowest: float = 85.0) -> Floats:
    angles: Floats = highest + (lowest - highest) * DOWN_AND_UP
    return angles


def _measured(film: PoseSeries) -> PostureSeries:
    (stance,) = find_standing_positions(film)
    assert stance.upright.source is CalibrationSource.PARTIAL_CALIBRATION
    return measure_standing_positions(film, [stance], HEIGHT_M)


@given(
    yaw_deg=st.floats(0, 360),
    roll_deg=st.floats(-3, 3),
    highest=st.floats(35, 48),
    height_m=st.floats(1.5, 2.0),
)
def test_straight_legs_give_gravity_scale_and_view_before_a_level_camera(
    stick: Stick,
    standing: Standing,
    yaw_deg: float,
    roll_deg: float,
    highest: float,
    height_m: float,
) -> None:
    camera = {"yaw_deg": yaw_deg, "roll_deg": roll_deg, "height_m": height_m}
    found = partial_upright(stick(TIMES_S, trunk_deg=_trunk_deg(highest), knee_deg=5, **camera))
    true = standing(**camera)
    assert found is not None
    assert found.source is CalibrationSource.PARTIAL_CALIBRATION
    # The model leans people by 7° towards the camera, the person of sticks does not.
    assert np.degrees(np.arccos(found.up @ true.up)) < 7 + 3.5
    assert found.body_height_px == pytest.approx(true.body_height_px, rel=0.1)
    assert found.body_height_m == pytest.approx(true.body_height_m, rel=0.1)
    assert_allclose(found.feet_px, true.feet_px, atol=0.02 * true.body_height_px)
    assert found.across @ true.across > np.cos(np.radians(10))
    assert found.forward @ true.forward > np.cos(np.radians(10))


@pytest.mark.parametrize("yaw_deg", [0.0, 35.0, 180.0])
def test_a_stoop_without_a_zero_is_measured_nearly_as_one_with(
    stick: Stick, yaw_deg: float
) -> None:
    trunk_deg = _trunk_deg()
    postures = _measured(
        stick(TIMES_S, trunk_deg=trunk_deg, reach=0.2, hand_height=0.1, yaw_deg=yaw_deg)
    )
    assert_allclose(postures.trunk_flexion_deg, trunk_deg, atol=8)
    assert_allclose(postures.stoop_squat_index[20:40], 100, atol=12)
    assert_allclose(postures.load_distance_ratio, 0.2, atol=0.06)


def test_rotation_is_not_measured_without_the_shoulders_own_standing_direction(
    stick: Stick,
) -> None:
    postures = _measured(stick(TIMES_S, trunk_deg=_trunk_deg(), rotation_deg=40, yaw_deg=45))
    assert np.isnan(postures.trunk_rotation_deg).all()


def test_nothing_that_stands_on_the_ankles_is_measured_while_they_are_astray(
    stick: Stick,
) -> None:
    film = stick(TIMES_S, trunk_deg=_trunk_deg(), reach=0.2, hand_height=0.1)
    image_px = film.image_px.copy()
    feet = [point for point in Keypoint if point.name.endswith(("ANKLE", "HEEL", "FOOT_INDEX"))]
    image_px[25:35, feet] -= 0.15 * 350
    postures = _measured(dataclasses.replace(film, image_px=image_px))
    for name in ("knee_flexion_deg", "load_distance_m", "stoop_squat_index"):
        values = getattr(postures, name)
        assert np.isnan(values[25:35]).all()
        assert np.isfinite(values[20:25]).all()
    assert (postures.leg_visibility[25:35] == 0).all()
    assert np.isfinite(postures.trunk_flexion_deg).all()


def test_who_stands_still_needs_no_short_look(stick: Stick) -> None:
    times = np.arange(0, 4, 1 / 30)
    film = stick(times, trunk_deg=np.where(times < 1, 0.0, 60.0))
    (stance,) = find_standing_positions(film)
    assert stance.upright.source is CalibrationSource.STANDING


@pytest.mark.parametrize(
    "does",
    [
        pytest.param({"trunk_deg": 60.0}, id="stays bent"),
        pytest.param({"trunk_deg": _trunk_deg(), "knee_deg": 80.0}, id="legs always bent"),
        pytest.param({"trunk_deg": _trunk_deg(), "hidden": ("ANKLE",)}, id="feet not in view"),
        pytest.param({"trunk_deg": _trunk_deg(), "walked_m": 1.2 * TIMES_S}, id="walks"),
        pytest.param({"trunk_deg": _trunk_deg(), "roll_deg": 75.0}, id="lies down"),
    ],
)
def test_there_is_no_zero_where_no_straight_legs_lift(
    stick: Stick, does: dict[str, object]
) -> None:
    film = stick(TIMES_S, **does)
    assert calibrate(film) is None
    assert partial_upright(film) is None
    assert find_standing_positions(film) == ()


@pytest.mark.parametrize(("straight_s", "found"), [(0.1, False), (0.3, True)])
@pytest.mark.parametrize("rate_hz", [15, 30, 60])
def test_straight_legs_must_be_seen_for_a_moment(
    stick: Stick,
    rate_hz: int,
    straight_s: float,
    found: bool,  # noqa: FBT001
) -> None:
    times = np.arange(0, 2, 1 / rate_hz)
    share = np.clip(times - straight_s, 0, 1)
    knee_deg = np.where(share > 0, 45 + 50 * share, 5)
    film = stick(times, trunk_deg=50 + 20 * share, knee_deg=knee_deg)
    assert (partial_upright(film) is not None) == found


def test_nobody_and_one_frame_give_no_zero(stick: Stick) -> None:
    film = stick(TIMES_S, trunk_deg=_trunk_deg())
    nobody = dataclasses.replace(
        film, image_px=film.image_px * np.nan, world_m=film.world_m * np.nan
    )
    assert partial_upright(nobody) is None
    assert partial_upright(film.where(film.time_s == 0)) is None
