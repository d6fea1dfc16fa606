"""How a person stands in the picture: cut off, seen for long enough, or shifted as a whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.kinematics import (
    FramingMonitor,
    cut_off_moments,
    foot_out_share,
    picture_jumps_s,
    seen_s,
)
from tilcoach.pose import Keypoint, PoseSeries
from tilcoach.pose.arrays import Floats

Stick = Callable[..., PoseSeries]

TIMES_S = np.arange(0, 5, 1 / 30)
LENGTH_PX = 0.77 * 350  # ankle to shoulder of the person of sticks


def _later(start_s: float, lasts_s: float) -> Floats:
    """Return 0 before something happens, 1 afterwards."""
    share: Floats = np.clip((TIMES_S - start_s) / lasts_s, 0.0, 1.0)
    return share


def _pushed(
    film: PoseSeries, shift: float, towards_deg: float, lasts_s: float = 0.1, start_s: float = 2.0
) -> PoseSeries:
    """Push the camera, so that the picture shifts by a share of the person's length."""
    towards = np.radians(towards_deg)
    way_px = shift * LENGTH_PX * np.array([np.cos(towards), np.sin(towards)])
    share = _later(start_s, lasts_s)
    return dataclasses.replace(film, image_px=film.image_px + share[:, None, None] * way_px)


@given(
    yaw_deg=st.floats(0, 360),
    towards_deg=st.floats(0, 360),
    shift=st.floats(0.15, 0.6),
    lasts_s=st.floats(0.03, 0.3),
)
def test_a_push_of_the_camera_is_reported_whichever_way_it_goes(
    stick: Stick, yaw_deg: float, towards_deg: float, shift: float, lasts_s: float
) -> None:
    film = _pushed(stick(TIMES_S, yaw_deg=yaw_deg), shift, towards_deg, lasts_s)
    jumps_s = picture_jumps_s(film)
    assert len(jumps_s)
    assert np.all((jumps_s >= 2.0) & (jumps_s <= 2.8))


def test_a_picture_that_is_turned_or_zoomed_is_reported_too(stick: Stick) -> None:
    still = stick(TIMES_S).image_px
    turn = np.radians(10) * _later(2.0, 0.2)[:, None]
    around, up = still[..., 0] - 320, still[..., 1] - 100
    turned = np.stack(
        [
            320 + around * np.cos(turn) - up * np.sin(turn),
            100 + around * np.sin(turn) + up * np.cos(turn),
        ],
        axis=-1,
    )
    zoomed = 100 + (still - 100) * (1 + 0.3 * _later(2.0, 0.2)[:, None, None])
    for image_px in (turned, zoomed):
        assert len(picture_jumps_s(dataclasses.replace(stick(TIMES_S), image_px=image_px)))


@pytest.mark.parametrize(
    "does",
    [
        pytest.param({}, id="stands"),
        pytest.param({"trunk_deg": 80 * np.sin(TIMES_S) ** 2}, id="bends"),
        pytest.param({"knee_deg": 100 * np.sin(2 * TIMES_S) ** 2}, id="squats"),
        pytest.param({"rotation_deg": 45 * np.sin(3 * TIMES_S)}, id="twists"),
        pytest.param({"heading_deg": 90 * _later(2.0, 1.0)}, id="turns"),
    ],
)
@pytest.mark.parametrize("yaw_deg", [0.0, 45.0, 90.0])
def test_what_a_body_does_is_no_jump_of_the_picture(
    stick: Stick, does: dict[str, Floats], yaw_deg: float
) -> None:
    assert not len(picture_jumps_s(stick(TIMES_S, yaw_deg=yaw_deg, **does)))


def test_a_step_aside_is_no_jump_because_one_foot_stays_behind(stick: Stick) -> None:
    film = stick(TIMES_S)
    image_px = film.image_px.copy()
    left, right = [25, 27, 29, 31], [26, 28, 30, 32]
    rest = [point for point in range(33) if point not in (*left, *right)]
    for points, start_s, lasts_s in ((left, 2.0, 0.35), (right, 2.35, 0.35), (rest, 2.0, 0.7)):
        image_px[:, points, 0] += 0.25 * LENGTH_PX * _later(start_s, lasts_s)[:, None]
    assert not len(picture_jumps_s(dataclasses.replace(film, image_px=image_px)))


def test_a_jump_in_place_is_no_jump_of_the_picture(stick: Stick) -> None:
    film = stick(TIMES_S)
    height = np.clip(1 - ((TIMES_S - 2.25) / 0.25) ** 2, 0, None)
    image_px = film.image_px.copy()
    image_px[..., 1] -= 0.25 * LENGTH_PX * height[:, None]
    assert not len(picture_jumps_s(dataclasses.replace(film, image_px=image_px)))


@pytest.mark.parametrize(("shift", "lasts_s"), [(0.07, 0.1), (0.5, 4.0)])
def test_a_tremble_and_a_slow_pan_are_not_reported(
    stick: Stick, shift: float, lasts_s: float
) -> None:
    assert not len(picture_jumps_s(_pushed(stick(TIMES_S), shift, 30.0, lasts_s, start_s=0.5)))


def test_hidden_feet_that_wander_are_no_jump(stick: Stick) -> None:
    film = stick(TIMES_S, hidden=("ANKLE", "HEEL", "FOOT"))
    assert not len(picture_jumps_s(_pushed(film, 0.3, 0.0)))


def test_a_short_recording_and_nobody_have_no_jumps(stick: Stick) -> None:
    film = stick(TIMES_S)
    assert not len(picture_jumps_s(film.where(film.time_s < 0.2)))
    nobody = dataclasses.replace(film, image_px=film.image_px * np.nan)
    assert not len(picture_jumps_s(nobody))


@pytest.mark.parametrize(
    ("camera", "cut_off"),
    [
        ({}, False),
        ({"centre_px": (320.0, 250.0)}, True),  # the head is above the picture
        ({"centre_px": (-60.0, 400.0)}, True),  # the person is left of it
        ({"hidden": ("ANKLE", "HEEL", "FOOT")}, True),
        ({"hidden": ("LEFT_ANKLE", "LEFT_KNEE")}, False),  # the other foot is there
    ],
)
def test_who_is_cut_off_by_the_edge_of_the_picture(
    stick: Stick,
    camera: dict[str, object],
    cut_off: bool,  # noqa: FBT001
) -> None:
    assert (cut_off_moments(stick(TIMES_S, **camera)) == cut_off).all()


def test_a_foot_outside_the_picture_counts_for_as_long_as_it_is_there(stick: Stick) -> None:
    seen = stick(TIMES_S)
    assert foot_out_share(seen) == 0
    visibility = seen.visibility.copy()
    visibility[: len(seen) // 4, Keypoint.LEFT_ANKLE] = 0.0
    assert foot_out_share(dataclasses.replace(seen, visibility=visibility)) == pytest.approx(
        0.25, abs=0.01
    )
    assert foot_out_share(seen.between(99.0, 100.0)) == 0


@pytest.mark.parametrize("rate_hz", [10, 30])
def test_gaps_do_not_count_as_seen(stick: Stick, rate_hz: int) -> None:
    film = stick(np.arange(0, 4, 1 / rate_hz))
    assert seen_s(film) == pytest.approx(4.0)
    assert seen_s(film.where((film.time_s < 1) | (film.time_s >= 3))) == pytest.approx(2.0)
    assert seen_s(film.where(film.time_s == 0)) == 0.0


def _watched(film: PoseSeries) -> list[tuple[bool, bool]]:
    watch = FramingMonitor()
    warned = []
    for i in range(len(film)):
        watch.update(film.at(i))
        warned.append((watch.cut_off, watch.jumped))
    return warned


def test_live_a_jump_is_reported_within_two_seconds_and_then_no_longer(stick: Stick) -> None:
    times = np.arange(0, 14, 1 / 30)
    share = np.clip((times - 2) / 0.1, 0, 1)[:, None, None]
    film = stick(times)
    film = dataclasses.replace(film, image_px=film.image_px + share * np.array([60.0, 0.0]))
    reported_s = times[[jumped for _, jumped in _watched(film)]]
    assert 2.0 < reported_s[0] < 4.0
    assert 8.0 <= reported_s[-1] - reported_s[0] < 12.0


def test_live_who_steps_out_of_view_is_reported_and_who_steps_back_is_no_longer(
    stick: Stick,
) -> None:
    times = np.arange(0, 12, 1 / 30)
    film = stick(times)
    away = (times >= 3) & (times < 7)
    image_px = film.image_px - np.where(away, 400.0, 0.0)[:, None, None]
    cut_off = np.array([now for now, _ in _watched(dataclasses.replace(film, image_px=image_px))])
    assert not cut_off[times < 4].any()
    assert cut_off[(times > 5.5) & (times < 7)].all()
    assert not cut_off[times > 10].any()


def test_a_watch_that_is_reset_knows_nothing(stick: Stick) -> None:
    watch = FramingMonitor()
    film = _pushed(stick(TIMES_S, hidden=("HEEL",)), 0.3, 0.0)
    for i in range(len(film)):
        watch.update(film.at(i))
    assert watch.jumped
    watch.reset()
    watch.update(film.at(0))
    assert (watch.jumped, watch.cut_off) == (False, False)
