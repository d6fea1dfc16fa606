"""Smoothing of a whole recording."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tilcoach.filtering import Smoothing, smooth
from tilcoach.pose import N_KEYPOINTS, Keypoint, PoseSeries
from tilcoach.pose.arrays import Floats


def _series(values: Floats, times_s: Floats) -> PoseSeries:
    """Return a series in which every coordinate takes the values, in hundreds of pixels."""
    n = len(times_s)
    column = np.asarray(values)[:, None, None]
    return PoseSeries(
        image_px=np.broadcast_to(100 * column, (n, N_KEYPOINTS, 2)),
        world_m=np.broadcast_to(column, (n, N_KEYPOINTS, 3)),
        visibility=np.ones((n, N_KEYPOINTS)),
        time_s=times_s,
    )


def _smoothed(values: Floats, times_s: Floats) -> Floats:
    smoothed: Floats = smooth(_series(values, times_s)).world_m[:, 0, 0]
    return smoothed


@given(frequency_hz=st.floats(0.2, 1.5), rate_hz=st.sampled_from([24.0, 25.0, 29.97, 30.0, 60.0]))
def test_a_lift_is_neither_delayed_nor_flattened(frequency_hz: float, rate_hz: float) -> None:
    times = np.arange(0, 6, 1 / rate_hz)
    wave = np.sin(2 * np.pi * frequency_hz * times)
    got = _smoothed(wave, times)
    inside = (times > 1) & (times < 5)
    assert_allclose(got[inside], wave[inside], atol=0.05)


def test_nothing_is_shifted_in_time() -> None:
    times = np.arange(0, 8, 1 / 30)
    wave = np.sin(2 * np.pi * 1.5 * times)
    got = _smoothed(wave, times)
    shifts = range(-5, 6)
    fits = [np.dot(wave[30:-30], np.roll(got, shift)[30:-30]) for shift in shifts]
    assert shifts[int(np.argmax(fits))] == 0


def test_what_does_not_move_stays_as_it_is() -> None:
    times = np.arange(0, 3, 1 / 30)
    assert_allclose(_smoothed(np.full(len(times), 0.7), times), 0.7, atol=1e-9)


def test_fast_jitter_is_taken_out() -> None:
    times = np.arange(0, 6, 1 / 60)
    jitter = np.sin(2 * np.pi * 20 * times)
    assert np.abs(_smoothed(jitter, times)[60:-60]).max() < 0.1


@pytest.mark.parametrize("rate_hz", [25, 30, 60])
def test_a_single_wild_frame_leaves_no_trace(rate_hz: int) -> None:
    times = np.arange(0, 4, 1 / rate_hz)
    wild = np.zeros(len(times))
    wild[len(wild) // 2] = 50.0
    assert_allclose(_smoothed(wild, times), 0.0, atol=1e-6)


def test_a_short_gap_is_bridged_in_a_straight_line() -> None:
    times = np.arange(0, 4, 1 / 30)
    line = 0.1 * times
    with_gap = np.where((times > 2) & (times < 2.2), np.nan, line)
    assert_allclose(_smoothed(with_gap, times)[15:-15], line[15:-15], atol=0.002)


def test_a_long_gap_stays_a_gap_and_only_that() -> None:
    times = np.arange(0, 4, 1 / 30)
    gap = (times > 2) & (times < 2.8)
    got = smooth(_series(np.where(gap, np.nan, 0.5), times))
    assert_array_equal(np.isnan(got.world_m[:, 0, 0]), gap)
    assert_array_equal(np.isnan(got.image_px).any(axis=(1, 2)), gap)


def test_before_the_first_and_after_the_last_sight_nothing_is_made_up() -> None:
    times = np.arange(0, 4, 1 / 30)
    away = (times < 1) | (times > 3)
    got = _smoothed(np.where(away, np.nan, 0.5), times)
    assert_array_equal(np.isnan(got), away)


@given(data=st.data())
def test_a_variable_frame_rate_stays_right(data: st.DataObject) -> None:
    steps = data.draw(st.lists(st.sampled_from([0.02, 0.033, 0.05]), min_size=120, max_size=160))
    times = np.cumsum(steps)
    wave = np.sin(2 * np.pi * 0.5 * times)
    assert_allclose(_smoothed(wave, times)[15:-15], wave[15:-15], atol=0.06)


def test_a_slow_camera_is_left_alone() -> None:
    times = np.arange(0, 4, 0.1)
    wave = np.sin(2 * np.pi * times)
    assert_allclose(_smoothed(wave, times), wave, atol=1e-9)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_handful_of_frames_is_left_alone(n: int) -> None:
    series = _series(np.arange(n, dtype=float), np.arange(n) / 30)
    assert smooth(series) is series


@pytest.mark.parametrize("n", [4, 5, 8])
def test_a_very_short_recording_is_smoothed_too(n: int) -> None:
    assert np.isfinite(_smoothed(np.linspace(0, 1, n), np.arange(n) / 30)).all()


def test_a_recording_of_nobody_stays_empty() -> None:
    times = np.arange(0, 2, 1 / 30)
    assert np.isnan(_smoothed(np.full(len(times), np.nan), times)).all()


def test_moments_stay_and_visibility_stays_between_0_and_1() -> None:
    times = np.arange(0, 3, 1 / 30)
    blinking = (np.arange(len(times)) // 5 % 2).astype(float)
    series = dataclasses.replace(
        _series(np.zeros(len(times)), times),
        visibility=np.broadcast_to(blinking[:, None], (len(times), N_KEYPOINTS)),
    )
    got = smooth(series)
    assert_array_equal(got.time_s, times)
    assert got.visibility.min() >= 0
    assert got.visibility.max() <= 1


def test_a_lower_cut_off_smooths_more() -> None:
    times = np.arange(0, 4, 1 / 30)
    jitter = np.random.default_rng(2).normal(0, 1, len(times))
    spread = [
        float(np.std(smooth(_series(jitter, times), Smoothing(cutoff_hz=hz)).world_m))
        for hz in (2.0, 6.0)
    ]
    assert spread[0] < spread[1] < float(np.std(jitter))


def test_one_landmark_that_was_not_seen_leaves_the_others_alone() -> None:
    times = np.arange(0, 2, 1 / 30)
    series = _series(np.full(len(times), 0.5), times)
    image_px = series.image_px.copy()
    image_px[10:14, Keypoint.LEFT_WRIST] = np.nan
    got = smooth(dataclasses.replace(series, image_px=image_px))
    assert_allclose(got.image_px[:, Keypoint.LEFT_ANKLE], 50.0)


def test_a_long_pause_is_not_filled_up_without_end() -> None:
    times = np.concatenate([np.arange(200) / 100, 1e7 + np.arange(200) / 100])
    got = _smoothed(np.ones(400), times)  # on a grid of 100 Hz it would take 1.6 TB
    assert_allclose(got, 1.0)
