"""Finding the person's own upright in a live stream."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tilcoach.kinematics import LiveCalibration, LiveCalibrationRule, Upright, calibrate
from tilcoach.pose import PoseSeries

Stick = Callable[..., PoseSeries]

RATE_HZ = 30


def _watch(calibration: LiveCalibration, film: PoseSeries) -> list[Upright | None]:
    return [calibration.update(film.at(i)) for i in range(len(film))]


def test_the_first_zero_is_there_after_a_moment_of_standing(stick: Stick) -> None:
    film = stick(np.arange(0, 2, 1 / RATE_HZ))
    found = [upright is not None for upright in _watch(LiveCalibration(), film)]
    first_s = film.time_s[found.index(True)]
    assert 0.2 < first_s < 0.6


def test_once_found_it_is_kept_while_the_person_bends(stick: Stick) -> None:
    calibration = LiveCalibration()
    standing = _watch(calibration, stick(np.arange(0, 2, 1 / RATE_HZ)))[-1]
    bent = _watch(calibration, stick(np.arange(2, 4, 1 / RATE_HZ), trunk_deg=70))
    assert standing is not None
    for upright in bent:
        assert upright is not None
        assert_allclose(upright.up, standing.up, atol=0.02)


def test_who_is_bent_from_the_start_has_no_zero_until_upright(stick: Stick) -> None:
    calibration = LiveCalibration()
    assert not any(_watch(calibration, stick(np.arange(0, 2, 1 / RATE_HZ), trunk_deg=60)))
    _watch(calibration, stick(np.arange(2, 4, 1 / RATE_HZ)))
    assert calibration.upright is not None


def test_it_is_renewed_when_the_person_stands_elsewhere(stick: Stick) -> None:
    calibration = LiveCalibration()
    _watch(calibration, stick(np.arange(0, 3, 1 / RATE_HZ)))
    _watch(calibration, stick(np.arange(3, 20, 1 / RATE_HZ), centre_px=(500, 420), yaw_deg=45))
    assert calibration.upright is not None
    assert_allclose(calibration.upright.ankles_px.mean(axis=0), [500, 420], atol=2)
    there = calibrate(stick(np.arange(0, 1, 1 / RATE_HZ), yaw_deg=45))
    assert there is not None
    assert calibration.upright.view.yaw_deg == pytest.approx(there.view.yaw_deg, abs=2)


def test_after_a_walk_the_new_place_counts_within_two_seconds(stick: Stick) -> None:
    calibration = LiveCalibration()
    _watch(calibration, stick(np.arange(0, 8, 1 / RATE_HZ)))
    _watch(calibration, stick(np.arange(8, 10, 1 / RATE_HZ), centre_px=(500, 420), px_per_m=150))
    assert calibration.upright is not None
    assert_allclose(calibration.upright.ankles_px.mean(axis=0), [500, 420], atol=2)


def test_a_wrong_start_is_mended_by_standing_taller(stick: Stick) -> None:
    """Somebody who waits with bent knees gives too low a zero; standing up puts it right."""
    calibration = LiveCalibration()
    _watch(calibration, stick(np.arange(0, 3, 1 / RATE_HZ), knee_deg=35))
    low_px = calibration.upright.body_height_px if calibration.upright else 0.0
    assert 330 < low_px < 345
    _watch(calibration, stick(np.arange(3, 10, 1 / RATE_HZ)))
    assert calibration.upright is not None
    assert calibration.upright.body_height_px == pytest.approx(350, abs=1)


def test_reset_forgets_everything(stick: Stick) -> None:
    calibration = LiveCalibration()
    _watch(calibration, stick(np.arange(0, 3, 1 / RATE_HZ)))
    calibration.reset()
    assert calibration.upright is None
    assert calibration.update(stick(3.0).at(0)) is None


@pytest.mark.parametrize("rate_hz", [12, 30, 120])
def test_a_fast_camera_finds_the_same_zero_and_costs_no_more(stick: Stick, rate_hz: int) -> None:
    rule = LiveCalibrationRule()
    calibration = LiveCalibration(rule)
    _watch(calibration, stick(np.arange(0, 15, 1 / rate_hz)))
    assert calibration.upright is not None
    assert calibration.upright.body_height_px == pytest.approx(350, rel=0.01)
    assert len(calibration._poses) <= rule.memory_s / rule.sample_every_s + 1
