"""Two lifts on one axis: shares of phases, whatever the speed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.coaching import MOMENT_SHARES, LiftTimes, at_shares, in_step, shares_of

PHASES_S = st.floats(0.1, 10)
STARTS_S = st.floats(0, 600)
NAN = float("nan")
SHOWN: dict[str, Any] = {"lead_s": 0.7, "rate_hz": 20.0, "most": 200}


@st.composite
def lifts(draw: st.DrawFn) -> LiftTimes:
    moments_s = np.cumsum([draw(STARTS_S), *(draw(PHASES_S) for _ in range(3))])
    return LiftTimes(*moments_s.tolist())


@given(times=lifts())
def test_the_four_moments_lie_at_equal_distances(times: LiftTimes) -> None:
    assert shares_of(times.moments_s, times) == pytest.approx([0, 1 / 3, 2 / 3, 1])


@given(times=lifts())
def test_later_is_further_on_and_within_a_phase_at_an_even_pace(times: LiftTimes) -> None:
    time_s = np.linspace(times.start_s, times.end_s, 200)
    shares = shares_of(time_s, times)
    assert (np.diff(shares) > 0).all()
    halfway_s = (times.moments_s[:-1] + times.moments_s[1:]) / 2
    assert shares_of(halfway_s, times) == pytest.approx([1 / 6, 3 / 6, 5 / 6])


@given(times=lifts(), later_s=st.floats(-100, 100), slower=st.floats(0.2, 5))
def test_neither_the_hour_nor_the_speed_matters(
    times: LiftTimes, later_s: float, slower: float
) -> None:
    time_s = np.linspace(times.start_s, times.end_s, 50)[1:-1]
    other = LiftTimes(*(slower * times.moments_s + later_s).tolist())
    assert shares_of(slower * time_s + later_s, other) == pytest.approx(shares_of(time_s, times))


@given(times=lifts())
def test_outside_the_lift_there_is_no_share(times: LiftTimes) -> None:
    outside = np.array([times.start_s - 0.01, times.end_s + 0.01])
    assert np.isnan(shares_of(outside, times)).all()


@given(times=lifts(), shares=st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_what_follows_the_phases_is_found_again_at_its_share(
    times: LiftTimes, shares: list[float]
) -> None:
    time_s = np.unique(np.concatenate([times.moments_s, np.linspace(*_ends(times), 80)]))
    wanted = np.array(shares)
    found = at_shares(wanted, time_s, 100 * shares_of(time_s, times), times)
    assert found == pytest.approx(100 * wanted, abs=1e-6)


def _ends(times: LiftTimes) -> tuple[float, float]:
    return times.start_s, times.end_s


def test_two_speeds_of_the_same_lift_are_the_same_curve() -> None:
    shares = np.linspace(0, 0.99, 40)
    curves = []
    for slower in (1.0, 3.0):
        times = LiftTimes(0.0, slower, 2 * slower, 3 * slower)
        time_s = np.linspace(0, 3 * slower, 61)
        curves.append(at_shares(shares, time_s, np.sin(time_s / slower), times))
    assert curves[0] == pytest.approx(curves[1])


def test_a_gap_stays_a_gap_and_nothing_is_made_up_beyond_what_was_seen() -> None:
    times = LiftTimes(0, 1, 2, 3)
    time_s = np.linspace(0, 2.5, 26)
    values = np.where((time_s > 0.45) & (time_s < 0.95), NAN, 1.0)
    found = at_shares(np.array([0.05, 0.25, 0.5, 0.9]), time_s, values, times)
    assert np.isnan(found).tolist() == [False, True, False, True]


def test_a_phase_that_lasted_no_time_is_empty_and_the_others_are_whole() -> None:
    put_down = LiftTimes(0, 1, 2, 2)
    time_s = np.linspace(0, 2, 21)
    found = at_shares(np.array([0.0, 1 / 3, 0.5, 2 / 3, 0.8, 1.0]), time_s, time_s, put_down)
    assert found[:4] == pytest.approx([0, 1, 1.5, 2])
    assert np.isnan(found[4:]).all()
    assert shares_of(np.array([0.0, 1.0, 1.5]), put_down) == pytest.approx([0, 1 / 3, 1 / 2])


def test_without_a_moment_there_is_no_curve() -> None:
    nothing = np.zeros(0)
    assert np.isnan(at_shares(MOMENT_SHARES, nothing, nothing, LiftTimes(0, 1, 2, 3))).all()


@pytest.mark.parametrize("moments", [(0, 2, 1, 3), (1, 0, 2, 3), (0, 1, 3, 2), (0, 1, NAN, 2)])
def test_moments_out_of_order_are_refused(moments: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="rising seconds"):
        LiftTimes(*moments)


@given(first=lifts(), second=lifts())
def test_in_step_both_are_in_the_same_phase_at_every_moment(
    first: LiftTimes, second: LiftTimes
) -> None:
    step = in_step(first, second, **SHOWN)
    assert 2 <= len(step.time_s) <= 200
    for one, times in ((step.first_s, first), (step.second_s, second)):
        assert (np.diff(one) >= 0).all()
        assert one[[0, -1]] == pytest.approx([times.start_s - 0.7, times.upright_s + 0.7])
    inside = (step.first_s > first.start_s) & (step.first_s < first.upright_s)
    shares = [
        shares_of(one[inside], times)
        for one, times in ((step.first_s, first), (step.second_s, second))
    ]
    assert shares[0] == pytest.approx(shares[1], abs=1e-6)


def test_in_step_a_phase_lasts_the_mean_of_both() -> None:
    step = in_step(LiftTimes(10, 11, 12, 20), LiftTimes(0, 3, 4, 4), **SHOWN)
    assert step.time_s[-1] == pytest.approx(0.7 + 2 + 1 + 0.7)
    assert np.interp(2.7, step.time_s, step.second_s) == pytest.approx(3.0, abs=0.05)


def test_in_step_a_phase_without_time_is_passed_by() -> None:
    step = in_step(LiftTimes(1, 1, 2, 3), LiftTimes(5, 5, 7, 7), **SHOWN)
    assert np.isfinite([step.first_s, step.second_s]).all()
    assert step.time_s[-1] == pytest.approx(0.7 + 1.5 + 0.7)
