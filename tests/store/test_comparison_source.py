"""A lift of the history is compared as it was on its day."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from tilcoach.coaching import (
    Camera,
    ComparedLift,
    JudgedLift,
    Outcome,
    Pattern,
    compare_lifts,
    read_limits,
)
from tilcoach.kinematics import ViewLabel
from tilcoach.measures import TRUNK_ROTATION
from tilcoach.store import Curves, History, limits_of, load_compared_lift


@pytest.fixture
def recalled(history: History, save: Callable[..., int]) -> ComparedLift:
    number = save()
    session = history.session(number)
    curves = history.curves(number)
    return load_compared_lift(session.lifts[0], curves[1, 1], limits_of(session))


def test_a_saved_lift_is_the_same_as_before_it_was_saved(
    recalled: ComparedLift, make_judged: Callable[..., JudgedLift]
) -> None:
    fresh = ComparedLift.of(make_judged(), read_limits(), ViewLabel.SIDE)
    told = {one.outcome for one in compare_lifts(fresh, recalled)}
    assert told == {Outcome.SAME, Outcome.UNKNOWN}  # the twist is hidden from the side
    assert recalled.times.moments_s == pytest.approx(fresh.times.moments_s, abs=0.001)
    assert [f.verdict for f in recalled.findings] == [f.verdict for f in fresh.findings]
    assert recalled.view is ViewLabel.SIDE


def test_what_was_not_measured_is_not_a_number_again(recalled: ComparedLift) -> None:
    twist = recalled.finding(Pattern.TWIST_WITH_LOAD)
    assert math.isnan(twist.measured)
    assert math.isnan(twist.start_s)
    assert np.isnan(recalled.postures.knee_flexion_deg).sum() == 1


def test_it_still_says_which_of_two_cameras_judged_it(
    history: History, save: Callable[..., int]
) -> None:
    session = history.session(save(camera=Camera.SECOND))
    lift = load_compared_lift(session.lifts[0], Curves.empty(), limits_of(session))
    assert [f.judged_by for f in lift.findings] == [Camera.SECOND, None, Camera.SECOND]


def test_the_limits_are_those_of_the_day_and_newer_ones_those_of_today(
    history: History, save: Callable[..., int]
) -> None:
    session = history.session(save())
    session.head.settings.limits["trunk_rotation_deg"] = 33.0
    del session.head.settings.limits["knee_flexion_deg_uncertainty"]
    limits = limits_of(session)
    assert limits.values()["trunk_rotation_deg"] == 33
    assert limits.of(TRUNK_ROTATION).unit == "deg"
    assert limits.values().keys() == read_limits().values().keys()
