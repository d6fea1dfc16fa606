"""From a lift to its two ends, and why a lift has no index."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest

from tilcoach.kinematics import PostureSeries, ViewLabel
from tilcoach.lifting import Lift, Load, LoadSource
from tilcoach.lifting_index import (
    Coupling,
    Job,
    NoIndex,
    input_errors,
    lift_ends,
    lift_index,
    lifts_per_min,
)
from tilcoach.release_accuracy import ERRORS, ReleaseAccuracy

HEIGHT_CM = 180.0
JOB = Job(12, Coupling.GOOD)
PUBLISHED = ReleaseAccuracy(
    "0", {name: 4.0 for views in ERRORS.values() for name in views.values()}
)
MakeLift = Callable[..., Lift]


@pytest.fixture
def make_lift() -> MakeLift:
    """Make a lift: hands 0.2 out and 0.15 high at 2 s, 0.15 out and 0.55 high at 3 s."""

    def make(*, put_down: bool = False, held: bool = True, **measures: float) -> Lift:
        time_s = np.arange(1.0, 4.0, 1 / 30)
        rises = np.clip((time_s - 2.2) / 0.6, 0, 1)
        if put_down:
            rises = rises[::-1]
        ratio = 0.2 - 0.05 * rises
        told = {
            **{field.name: np.zeros(len(time_s)) for field in fields(PostureSeries)},
            "time_s": time_s,
            "load_distance_ratio": ratio,
            "load_distance_m": HEIGHT_CM / 100 * ratio,
            "grip_height_ratio": 0.15 + 0.4 * rises,
            **{name: np.full(len(time_s), value) for name, value in measures.items()},
        }
        return Lift(
            number=1,
            start_s=1.2 if put_down else 1.5,
            grasp_s=3.0 if put_down else 2.0,
            upright_s=3.5 if put_down else 3.0,
            end_s=3.8,
            load=Load(held=held, probability=0.9, source=LoadSource.AUTO),
            carried_before=put_down,
            carried_after=not put_down,
            postures=PostureSeries(**told),
        )

    return make


def test_a_pick_up_goes_from_the_floor_to_where_it_is_carried(make_lift: MakeLift) -> None:
    ends = lift_ends(make_lift())
    assert ends is not None
    low, high = ends
    assert (low.horizontal_cm, low.height_cm) == pytest.approx((36.0, 27.0))
    assert (high.horizontal_cm, high.height_cm) == pytest.approx((27.0, 99.0))
    assert low.travel_cm == high.travel_cm == pytest.approx(72.0)
    assert (low.is_destination, high.is_destination) == (False, True)


def test_a_put_down_begins_upright(make_lift: MakeLift) -> None:
    ends = lift_ends(make_lift(put_down=True))
    assert ends is not None
    assert [end.height_cm for end in ends] == pytest.approx([99.0, 27.0])
    assert [end.is_destination for end in ends] == [False, True]


def test_the_turn_of_the_trunk_is_the_asymmetry(make_lift: MakeLift) -> None:
    ends = lift_ends(make_lift(trunk_rotation_deg=-40.0))
    assert ends is not None
    assert [end.asymmetry_deg for end in ends] == [-40.0, -40.0]


@pytest.mark.parametrize(
    "missing", ["grip_height_ratio", "load_distance_ratio", "trunk_rotation_deg"]
)
def test_what_was_not_measured_has_no_index(make_lift: MakeLift, missing: str) -> None:
    found = lift_index(make_lift(**{missing: math.nan}), ViewLabel.SIDE, JOB, PUBLISHED)
    assert (found.origin, found.destination, found.hardest) == (None, None, None)
    assert found.reason is NoIndex.NOT_MEASURED


def test_empty_hands_have_no_index(make_lift: MakeLift) -> None:
    found = lift_index(make_lift(held=False), ViewLabel.SIDE, JOB, PUBLISHED)
    assert found.reason is NoIndex.NO_LOAD


@pytest.mark.parametrize("view", [ViewLabel.FRONT, ViewLabel.BACK, ViewLabel.UNKNOWN])
def test_from_where_no_error_is_known_there_is_no_index(
    make_lift: MakeLift, view: ViewLabel
) -> None:
    assert lift_index(make_lift(), view, JOB, PUBLISHED).reason is NoIndex.VIEW
    assert lift_index(make_lift(), ViewLabel.SIDE, JOB, None).reason is NoIndex.VIEW


def test_the_harder_end_counts(make_lift: MakeLift) -> None:
    found = lift_index(make_lift(), ViewLabel.SIDE, JOB, PUBLISHED)
    assert found.hardest is found.origin
    assert found.origin is not None
    assert found.origin.band.low < found.origin.band.li < found.origin.band.high


def test_the_errors_are_the_published_ones() -> None:
    errors = input_errors(PUBLISHED, ViewLabel.OBLIQUE)
    assert errors is not None
    assert (errors.horizontal_cm, errors.height_cm, errors.asymmetry_deg) == (4.0, 4.0, 4.0)


def test_a_short_film_does_not_tell_how_often() -> None:
    assert lifts_per_min(2, 12.0) == 0
    assert lifts_per_min(8, 120.0) == 4
