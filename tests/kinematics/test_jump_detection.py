from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tilcoach.kinematics import body_jumps
from tilcoach.pose import PoseSeries

HEIGHT_PX = 350.0


def _head_at(course_px: np.ndarray, rate_hz: float = 30.0) -> PoseSeries:
    """Give a person whose points are all where the head is, shape (T, 2)."""
    n = len(course_px)
    image_px = np.repeat(course_px[:, None, :], 33, axis=1)
    return PoseSeries(image_px, np.zeros((n, 33, 3)), np.ones((n, 33)), np.arange(n) / rate_hz)


def _nod(down_px: float, over_s: float, rate_hz: float) -> np.ndarray:
    """Give the least jerky way down, after and before a rest."""
    share = np.clip((np.arange(0, over_s + 1, 1 / rate_hz) - 0.5) / over_s, 0, 1)
    way = 10 * share**3 - 15 * share**4 + 6 * share**5
    return np.stack([np.full_like(way, 200.0), 100 + down_px * way], axis=1)


@pytest.mark.parametrize("rate_hz", [15.0, 24.0, 30.0, 60.0])
def test_a_quick_stoop_is_no_leap(rate_hz: float) -> None:
    assert not body_jumps(_head_at(_nod(0.6 * HEIGHT_PX, 0.5, rate_hz), rate_hz), HEIGHT_PX)


@pytest.mark.parametrize(
    ("rate_hz", "frames"), [(15.0, 1), (24.0, 1), (30.0, 1), (30.0, 2), (60.0, 1), (60.0, 4)]
)
def test_a_head_that_is_elsewhere_within_a_frame_of_a_slow_camera_leaps(
    rate_hz: float, frames: int
) -> None:
    share = np.clip((np.arange(40) - 20) / frames, 0, 1)
    course_px = np.stack([200 + 0.15 * HEIGHT_PX * share, np.full(40, 100.0)], axis=1)
    assert body_jumps(_head_at(course_px, rate_hz), HEIGHT_PX)


def test_who_is_nearer_to_the_camera_may_move_further_in_the_picture() -> None:
    course_px = np.stack([np.where(np.arange(40) < 20, 200.0, 240.0), np.full(40, 100.0)], axis=1)
    assert body_jumps(_head_at(course_px), HEIGHT_PX)
    assert not body_jumps(_head_at(course_px), 3 * HEIGHT_PX)


def test_a_walk_at_an_even_pace_is_no_leap() -> None:
    course_px = np.stack([np.arange(60) * 12.0, np.full(60, 100.0)], axis=1)
    assert not body_jumps(_head_at(course_px), HEIGHT_PX)


def test_frames_without_a_head_are_passed_over() -> None:
    course_px = _nod(150.0, 0.8, 30.0)
    course_px[20:22] = np.nan
    assert not body_jumps(_head_at(course_px), HEIGHT_PX)
    assert not body_jumps(_head_at(np.full((10, 2), np.nan)), HEIGHT_PX)
    assert not body_jumps(_head_at(np.zeros((0, 2))), HEIGHT_PX)


def test_the_person_of_sticks_does_not_leap(stick: Callable[..., PoseSeries]) -> None:
    bend = np.concatenate([np.zeros(30), np.linspace(0, 80, 20), np.full(20, 80.0)])
    assert not body_jumps(stick(np.arange(70) / 30, trunk_deg=bend), HEIGHT_PX)


def test_a_head_that_jumps_alone_is_lost_and_no_other_person() -> None:
    head_px = np.stack([np.where(np.arange(40) < 20, 200.0, 260.0), np.full(40, 100.0)], axis=1)
    alone = _head_at(head_px)
    image_px = np.array(alone.image_px)
    image_px[:, 11:] = 200.0
    still = PoseSeries(image_px, alone.world_m, alone.visibility, alone.time_s)
    assert body_jumps(alone, HEIGHT_PX)
    assert not body_jumps(still, HEIGHT_PX)
