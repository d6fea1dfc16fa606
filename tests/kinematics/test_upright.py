"""Finding the person's own upright in a recording."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tilcoach.kinematics import Upright, UprightRule, calibrate, upright_moments
from tilcoach.pose import MIRROR, PoseSeries
from tilcoach.pose.arrays import Floats

Stick = Callable[..., PoseSeries]
Standing = Callable[..., Upright]

RATE_HZ = 30


def _bend_after(still_s: float, total_s: float, depth_deg: float) -> tuple[Floats, Floats]:
    """Return times, and the trunk of somebody who stands still and then stays bent over."""
    times = np.arange(0, total_s, 1 / RATE_HZ)
    return times, np.where(times < still_s, 0.0, depth_deg)


@given(
    yaw_deg=st.floats(0, 360),
    pitch_deg=st.floats(-10, 30),
    roll_deg=st.floats(-25, 25),
    height_m=st.floats(1.4, 2.1),
)
def test_standing_gives_gravity_scale_and_facing_from_any_camera(
    stick: Stick, yaw_deg: float, pitch_deg: float, roll_deg: float, height_m: float
) -> None:
    camera = {"yaw_deg": yaw_deg, "pitch_deg": pitch_deg, "roll_deg": roll_deg}
    film = stick(np.arange(0, 1, 1 / RATE_HZ), height_m=height_m, **camera)
    upright = calibrate(film)
    assert upright is not None
    trunk = film.world_m[0, 11:13].mean(axis=0) - film.world_m[0, 23:25].mean(axis=0)
    toes = film.world_m[0, 31:33].mean(axis=0) - film.world_m[0, 29:31].mean(axis=0)
    left = film.world_m[0, 11] - film.world_m[0, 12]
    for found, true in ((upright.up, trunk), (upright.forward, toes), (upright.across, left)):
        assert_allclose(found, true / np.linalg.norm(true), atol=0.01)
    assert upright.body_height_m == pytest.approx(height_m, rel=0.01)


@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0, 200.0])
def test_the_toes_say_where_the_person_faces_when_the_model_swaps_left_and_right(
    stick: Stick, standing: Standing, yaw_deg: float
) -> None:
    film = stick(np.arange(0, 1, 1 / RATE_HZ), yaw_deg=yaw_deg)
    swapped = calibrate(
        dataclasses.replace(
            film, image_px=film.image_px[:, MIRROR], world_m=film.world_m[:, MIRROR]
        )
    )
    assert swapped is not None
    assert_allclose(swapped.forward, standing(yaw_deg=yaw_deg).forward, atol=0.01)


def test_heights_and_lengths_are_those_of_the_body(standing: Standing) -> None:
    upright = standing(height_m=1.8, px_per_m=100)
    assert upright.body_height_px == pytest.approx(180, rel=0.01)
    assert upright.shoulder_height_ratio == pytest.approx(0.77, abs=0.005)
    assert upright.hip_height_ratio == pytest.approx(0.246 + 0.245, abs=0.005)
    assert upright.wrist_height_ratio == pytest.approx(0.77 - 0.332, abs=0.005)
    assert_allclose(upright.thigh_px, 0.245 * 180, rtol=0.01)
    assert_allclose(upright.shank_px, 0.246 * 180, rtol=0.01)


def test_directions_are_of_length_1_and_square_to_each_other(standing: Standing) -> None:
    upright = standing(yaw_deg=30, pitch_deg=20, roll_deg=10)
    axes = np.stack([upright.up, upright.across, upright.forward])
    assert_allclose(axes @ axes.T, np.eye(3), atol=1e-6)
    assert np.linalg.norm(upright.up_image) == pytest.approx(1)


def test_arrays_of_an_upright_are_checked_and_read_only(standing: Standing) -> None:
    upright = standing()
    with pytest.raises(ValueError, match="read-only"):
        upright.up[0] = 1.0
    with pytest.raises(ValueError, match="thigh_px: expected shape"):
        dataclasses.replace(upright, thigh_px=np.zeros(3))


def test_only_the_moments_of_standing_count(stick: Stick) -> None:
    times, trunk_deg = _bend_after(1.0, 3.0, 70.0)
    moments = upright_moments(stick(times, trunk_deg=trunk_deg))
    assert moments[:25].all()
    assert not moments[32:].any()


@pytest.mark.parametrize("bent", [{"trunk_deg": 60}, {"knee_deg": 80, "trunk_deg": 20}])
def test_a_zero_is_the_same_with_a_bend_in_the_recording(
    stick: Stick, standing: Standing, bent: dict[str, float]
) -> None:
    times = np.arange(0, 4, 1 / RATE_HZ)
    share = np.clip(times - 1, 0, 1)
    upright = calibrate(stick(times, **{name: share * angle for name, angle in bent.items()}))
    assert upright is not None
    assert_allclose(upright.up, standing().up, atol=0.03)
    assert upright.body_height_px == pytest.approx(standing().body_height_px, rel=0.02)


def test_someone_who_is_bent_all_the_time_gives_no_zero(stick: Stick) -> None:
    times = np.arange(0, 3, 1 / RATE_HZ)
    assert calibrate(stick(times, trunk_deg=60)) is None
    assert calibrate(stick(times, knee_deg=80)) is None


@pytest.mark.parametrize(("still_s", "found"), [(0.2, False), (0.5, True)])
def test_standing_too_short_gives_no_zero(stick: Stick, still_s: float, found: bool) -> None:  # noqa: FBT001
    times, trunk_deg = _bend_after(still_s, 3.0, 70.0)
    assert (calibrate(stick(times, trunk_deg=trunk_deg)) is not None) == found


def test_how_long_is_long_enough_is_a_setting(stick: Stick) -> None:
    film = stick(np.arange(0, 1, 1 / RATE_HZ))
    assert calibrate(film, UprightRule(min_duration_s=0.5)) is not None
    assert calibrate(film, UprightRule(min_duration_s=1.5)) is None


@pytest.mark.parametrize("rate_hz", [10, 30, 60])
def test_the_frame_rate_does_not_decide_how_long_is_long_enough(stick: Stick, rate_hz: int) -> None:
    assert calibrate(stick(np.arange(0, 0.2, 1 / rate_hz))) is None
    assert calibrate(stick(np.arange(0, 0.5, 1 / rate_hz))) is not None


def test_someone_who_walks_past_gives_no_zero(stick: Stick) -> None:
    times = np.arange(0, 3, 1 / RATE_HZ)
    assert calibrate(stick(times, walked_m=1.3 * times)) is None


def test_without_feet_in_view_there_is_no_zero(stick: Stick) -> None:
    assert calibrate(stick(np.arange(0, 3, 1 / RATE_HZ), hidden=("ANKLE",))) is None


def test_one_foot_in_view_is_enough(stick: Stick) -> None:
    film = stick(np.arange(0, 3, 1 / RATE_HZ), hidden=("LEFT_ANKLE", "LEFT_KNEE"))
    upright = calibrate(film)
    assert upright is not None
    assert upright.best_side == 1


def test_the_side_that_is_seen_best_is_used(stick: Stick) -> None:
    for hidden, side in ((("RIGHT_KNEE",), 0), (("LEFT_KNEE",), 1)):
        upright = calibrate(stick(np.arange(0, 1, 1 / RATE_HZ), hidden=hidden))
        assert upright is not None
        assert upright.best_side == side


def test_a_recording_of_nobody_or_of_one_frame_gives_no_zero(stick: Stick) -> None:
    film = stick(np.arange(0, 2, 1 / RATE_HZ))
    nobody = PoseSeries(film.image_px * np.nan, film.world_m * np.nan, film.visibility, film.time_s)
    assert calibrate(nobody) is None
    assert calibrate(film.where(film.time_s == 0)) is None
