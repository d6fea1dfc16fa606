"""Smoothing of a live stream."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tilcoach.filtering import OneEuro, OneEuroRule
from tilcoach.pose.arrays import Floats

RATES_HZ = st.floats(8, 120)


def _filtered(values: Floats, times_s: Floats, rule: OneEuroRule | None = None) -> Floats:
    one_euro = OneEuro(rule)
    return np.array(
        [one_euro.update(np.atleast_1d(v), float(t)) for v, t in zip(values, times_s, strict=True)]
    )


@given(value=st.floats(-10, 10), rate_hz=RATES_HZ)
def test_what_does_not_move_stays_as_it_is(value: float, rate_hz: float) -> None:
    got = _filtered(np.full(30, value), np.arange(30) / rate_hz)
    assert_allclose(got, value, atol=1e-12)


@given(step=st.floats(0.01, 1), rate_hz=RATES_HZ)
def test_a_step_is_followed_without_overshoot(step: float, rate_hz: float) -> None:
    times = np.arange(0, 2, 1 / rate_hz)
    got = _filtered(np.where(times < 0.5, 0.0, step), times)[:, 0]
    assert (np.diff(got) >= -1e-12).all()
    assert got.max() <= step + 1e-12
    assert got[-1] == pytest.approx(step, rel=0.02)


def test_a_fast_movement_is_followed_with_less_delay_than_a_slow_one() -> None:
    times = np.arange(0, 2, 1 / 30)

    def delay_s(speed: float) -> float:
        lag = speed * times[-1] - _filtered(speed * times, times)[-1, 0]
        return float(lag) / speed

    assert delay_s(1.0) < delay_s(0.05) / 2
    assert delay_s(1.0) < 0.05  # hips and hands in a brisk lift: about 1 body height a second


def test_jitter_of_someone_who_stands_still_is_cut_to_less_than_half() -> None:
    jitter = np.random.default_rng(0).normal(0, 0.004, 300)  # 0.4 % of body height, as measured
    got = _filtered(jitter, np.arange(300) / 30)[30:, 0]
    assert got.std() < 0.5 * jitter.std()


def test_every_element_is_filtered_by_itself() -> None:
    times = np.arange(40) / 30
    moving, still = np.sin(3 * times), np.zeros(40)
    together = _filtered(np.stack([moving, still], axis=1), times)
    assert_allclose(together[:, 0], _filtered(moving, times)[:, 0])
    assert_array_equal(together[:, 1], still)


def test_after_a_gap_it_starts_afresh() -> None:
    one_euro = OneEuro(OneEuroRule(max_gap_s=0.5))
    one_euro.update(np.array([0.0]), 0.0)
    assert 0 < one_euro.update(np.array([1.0]), 0.1)[0] < 1
    assert one_euro.update(np.array([5.0]), 0.7)[0] == 5.0


def test_after_a_reset_the_next_sample_passes_as_it_is() -> None:
    one_euro = OneEuro()
    one_euro.update(np.array([0.0]), 0.0)
    one_euro.reset()
    assert one_euro.update(np.array([1.0]), 0.03)[0] == 1.0


@given(data=st.data())
def test_time_and_not_the_number_of_frames_decides(data: st.DataObject) -> None:
    """A steady movement seen at an uneven frame rate comes out as at an even one."""
    steps = data.draw(st.lists(st.floats(0.02, 0.06), min_size=40, max_size=60))
    times = np.cumsum(steps)
    uneven = times[-1] - _filtered(times, times)[-1, 0]
    even_times = np.arange(0, times[-1], 0.04)
    even = even_times[-1] - _filtered(even_times, even_times)[-1, 0]
    assert uneven == pytest.approx(even, abs=0.02)


def test_what_was_not_seen_is_filled_by_the_next_number() -> None:
    got = _filtered(np.array([1.0, np.nan, 1.0, 1.0]), np.arange(4) / 30)[:, 0]
    assert np.isnan(got[1])
    assert_allclose(got[2:], 1.0)


def test_what_is_given_out_is_no_handle_on_the_filter() -> None:
    one_euro = OneEuro()
    sample = np.array([1.0])
    given_out = one_euro.update(sample, 0.0)
    given_out[0], sample[0] = 99.0, 99.0
    assert one_euro.update(np.array([1.0]), 0.03)[0] == pytest.approx(1.0)
