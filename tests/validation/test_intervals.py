"""Intervals from drawing whole clips again."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tilcoach.validation.intervals import NOT_MEASURED, mean, median, rate, share


def test_a_share_lies_within_its_interval() -> None:
    one = share([(1, 2), (2, 2), (0, 2), (2, 2)])
    assert one.value == pytest.approx(5 / 8)
    assert one.low < one.value < one.high
    assert (one.count, one.clips) == (8, 4)


def test_moments_of_one_clip_do_not_make_an_interval_narrow() -> None:
    few = mean([(10.0, 10), (30.0, 10)])
    many = mean([(10_000.0, 10_000), (30_000.0, 10_000)])
    assert (few.low, few.high) == (many.low, many.high) == (1.0, 3.0)


def test_more_clips_make_an_interval_narrower() -> None:
    chance = np.random.default_rng(3)
    parts = [(float(value), 1) for value in chance.normal(5.0, 1.0, 64)]
    few, many = mean(parts[:8]), mean(parts)
    assert many.high - many.low < few.high - few.low
    assert many.high - many.low == pytest.approx(2 * 1.96 / 8, rel=0.3)


@pytest.mark.parametrize("clips", [3, 20, 60])
def test_none_of_n_has_the_exact_upper_bound(clips: int) -> None:
    none, every = share([(0, 5)] * clips), share([(5, 5)] * clips)
    assert none.high == pytest.approx(1 - 0.05 ** (1 / clips))
    assert every.low == pytest.approx(0.05 ** (1 / clips))
    assert none.high == pytest.approx(3 / clips, rel=0.4)


def test_no_event_in_an_hour_may_still_be_three() -> None:
    one = rate([(0, 0.5), (0, 0.5)])
    assert (one.value, one.low) == (0.0, 0.0)
    assert one.high == pytest.approx(3.0, abs=0.01)
    assert rate([(2, 0.5), (0, 0.5)]).value == 2.0


def test_one_clip_alone_has_no_interval() -> None:
    assert math.isnan(mean([(4.0, 2)]).low)
    assert math.isnan(median([[1.0, 2.0]]).high)


def test_clips_that_add_nothing_do_not_count() -> None:
    assert share([(0, 0), (1, 2), (1, 2)]).clips == 2
    assert share([(0, 0)]) == mean([]) == rate([]) == median([[]]) == NOT_MEASURED


def test_the_median_is_that_of_all_values() -> None:
    one = median([[0.1, 0.2], [0.3], [], [0.4, 0.5]])
    assert (one.value, one.count, one.clips) == (0.3, 5, 3)
    assert one.low <= 0.3 <= one.high


def test_the_same_clips_give_the_same_interval() -> None:
    parts = [(1, 3), (2, 3), (0, 4)]
    assert share(parts) == share(parts)
