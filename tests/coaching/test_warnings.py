"""What the user is told of a recording beside its lifts: when it should, and only then."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from tilcoach.coaching import (
    PersonRecordingResult,
    WarningCode,
    warnings_of_person,
    warnings_of_recording,
    warnings_of_stream,
)
from tilcoach.kinematics import UNKNOWN_VIEW, FramingMonitor, find_standing_positions
from tilcoach.lifting import LiftPhase
from tilcoach.pose import PoseSeries

Stick = Callable[..., PoseSeries]

TIMES_S = np.arange(0, 6, 1 / 30)
HALFWAY = (TIMES_S >= 3)[:, None, None]


def _told(film: PoseSeries) -> tuple[WarningCode, ...]:
    return warnings_of_person(film, find_standing_positions(film))


def _reviewed(film: PoseSeries) -> PersonRecordingResult:
    phases = (LiftPhase.UPRIGHT,) * len(film)
    return PersonRecordingResult(1, UNKNOWN_VIEW, film, None, phases, np.zeros(len(film)), (), ())


def _told_of_all(*films: PoseSeries) -> tuple[WarningCode, ...]:
    return warnings_of_recording([_reviewed(film) for film in films], height_known=True)


def test_who_stands_in_full_view_is_told_nothing(stick: Stick) -> None:
    film = stick(TIMES_S, trunk_deg=np.where(TIMES_S > 4, 60, 0))
    assert _told(film) == ()
    assert _told_of_all(film) == ()


def test_who_never_stood_upright_is_told_so(stick: Stick) -> None:
    assert _told(stick(TIMES_S, trunk_deg=60)) == (WarningCode.NO_UPRIGHT,)


def test_who_only_bends_and_rises_is_told_that_it_is_less_sure(stick: Stick) -> None:
    film = stick(TIMES_S, trunk_deg=65 - 20 * np.cos(TIMES_S))
    assert _told(film) == (WarningCode.PARTIAL_CALIBRATION,)


@pytest.mark.parametrize(("away_s", "told"), [(1.0, False), (2.5, True)])
def test_who_is_cut_off_for_long_is_told_so(
    stick: Stick,
    away_s: float,
    told: bool,  # noqa: FBT001
) -> None:
    film = stick(TIMES_S)
    too_near = film.time_s[-1] - film.time_s < away_s
    image_px = film.image_px.copy()
    image_px[too_near, :, 1] -= 250.0
    film = dataclasses.replace(film, image_px=image_px)
    assert (WarningCode.BODY_CUT_OFF in _told(film)) == told


def test_without_feet_there_is_no_zero_and_the_user_hears_why(stick: Stick) -> None:
    film = stick(TIMES_S, hidden=("ANKLE", "HEEL", "FOOT"))
    assert _told(film) == (WarningCode.NO_UPRIGHT, WarningCode.BODY_CUT_OFF)


def test_a_camera_that_is_pushed_is_told(stick: Stick) -> None:
    film = stick(TIMES_S)
    pushed = dataclasses.replace(film, image_px=film.image_px + HALFWAY * np.array([50.0, 30.0]))
    assert _told(pushed) == (WarningCode.CAMERA_MOVED,)


@pytest.mark.parametrize(("seconds", "told"), [(1.8, True), (2.2, False)])
def test_a_recording_that_is_too_short_for_a_lift_is_told(
    stick: Stick,
    seconds: float,
    told: bool,  # noqa: FBT001
) -> None:
    film = stick(np.arange(0, seconds, 1 / 30))
    assert (WarningCode.FEW_FRAMES in _told_of_all(film)) == told


def test_who_is_seen_only_now_and_then_is_told(stick: Stick) -> None:
    film = stick(np.arange(0, 12, 1 / 30))
    assert _told_of_all(film.where(film.time_s % 3 < 1)) == (WarningCode.FEW_FRAMES,)
    assert _told_of_all(film.where(film.time_s % 3 < 2)) == ()


def test_one_person_who_is_seen_well_is_enough(stick: Stick) -> None:
    film = stick(TIMES_S)
    assert _told_of_all(film.where(film.time_s < 1), film) == ()


def test_nobody_and_a_slow_camera_are_told(stick: Stick) -> None:
    assert warnings_of_recording([], height_known=True) == (WarningCode.NOBODY_SEEN,)
    assert _told_of_all(stick(np.arange(0, 6, 1 / 8))) == (WarningCode.LOW_FRAME_RATE,)


def test_a_stream_tells_what_its_watch_sees() -> None:
    watch = FramingMonitor()
    assert warnings_of_stream(watch) == ()
    watch.cut_off = True
    assert warnings_of_stream(watch) == (WarningCode.BODY_CUT_OFF,)
    watch.jumped = True
    assert warnings_of_stream(watch) == (WarningCode.CAMERA_MOVED, WarningCode.BODY_CUT_OFF)
