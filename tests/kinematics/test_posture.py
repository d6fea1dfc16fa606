"""Postures over time."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from numpy.testing import assert_array_equal

from tilcoach.kinematics import Posture, PostureSeries

Measured = Callable[..., PostureSeries]

NAMES = [field.name for field in dataclasses.fields(PostureSeries)]


@pytest.fixture
def bend(measured: Measured) -> PostureSeries:
    return measured(trunk_deg=[0, 20, 40, 60, 80], hidden=("LEFT_ANKLE",))


def test_one_moment_and_a_series_have_the_same_measures() -> None:
    assert [field.name for field in dataclasses.fields(Posture)] == NAMES


def test_every_measure_names_its_unit() -> None:
    units = ("_deg", "_m", "_s", "_ratio", "_index", "visibility")
    for name in NAMES:
        assert name.endswith(units), name


def test_postures_stack_to_a_series_and_come_out_again(bend: PostureSeries) -> None:
    again = PostureSeries.of([bend.at(i) for i in range(len(bend))])
    for name in NAMES:
        assert_array_equal(getattr(again, name), getattr(bend, name))


def test_no_postures_make_an_empty_series() -> None:
    assert len(PostureSeries.of([])) == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_array_is_read_only_and_as_long_as_time(bend: PostureSeries, name: str) -> None:
    with pytest.raises(ValueError, match="read-only"):
        getattr(bend, name)[0] = 0.0
    with pytest.raises(ValueError, match="expected shape"):
        dataclasses.replace(bend, **{name: getattr(bend, name)[:-1]})


def test_between_takes_the_start_and_leaves_the_end(bend: PostureSeries) -> None:
    start_s, end_s = float(bend.time_s[1]), float(bend.time_s[3])
    assert_array_equal(bend.between(start_s, end_s).time_s, bend.time_s[1:3])


def test_where_keeps_the_chosen_moments_of_every_measure(bend: PostureSeries) -> None:
    chosen = bend.where(bend.trunk_flexion_deg > 30)
    assert len(chosen) == 3
    for name in NAMES:
        assert_array_equal(getattr(chosen, name), getattr(bend, name)[2:])


def test_at_counts_from_either_end(bend: PostureSeries) -> None:
    assert bend.at(-1).trunk_flexion_deg == bend.trunk_flexion_deg[4]
    assert isinstance(bend.at(0).trunk_flexion_deg, float)


def test_series_that_follow_each_other_are_joined(bend: PostureSeries) -> None:
    early, late = bend.time_s < bend.time_s[2], bend.time_s >= bend.time_s[2]
    again = PostureSeries.concatenate([bend.where(early), bend.where(late)])
    for name in NAMES:
        assert_array_equal(getattr(again, name), getattr(bend, name))
