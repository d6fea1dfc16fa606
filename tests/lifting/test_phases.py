"""The phase of every moment of a recording, once its lifts are known."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from tilcoach.kinematics import PostureSeries
from tilcoach.lifting import Lift, LiftPhase, LoadChoice, load_probability_of, phases_of

Story = Callable[..., PostureSeries]
LiftsOf = Callable[..., list[Lift]]

UP, REACH, GRASP, LIFT, HOLD, LOWER = (
    LiftPhase.UPRIGHT,
    LiftPhase.REACHING,
    LiftPhase.GRASPING,
    LiftPhase.LIFTING,
    LiftPhase.HOLDING,
    LiftPhase.LOWERING,
)


@pytest.mark.parametrize(
    ("carried", "phases"),
    [
        ([], [UP, REACH, GRASP, LIFT, UP]),
        ([(3.0, 6.0)], [UP, REACH, GRASP, LIFT, HOLD, UP]),
        ([(0.0, 3.0)], [UP, LOWER, GRASP, REACH, UP]),
        ([(0.0, 6.0)], [UP, LOWER, GRASP, LIFT, HOLD, UP]),
    ],
)
def test_phases_tell_what_was_done(
    story: Story,
    lifts_of: LiftsOf,
    carried: list[tuple[float, float]],
    phases: list[LiftPhase],
) -> None:
    postures = story(carried=carried)
    got = phases_of(postures, lifts_of(postures))
    assert len(got) == len(postures)
    assert [phase for phase, _ in groupby(got)] == phases


def test_picking_up_and_putting_down_follow_one_another(story: Story, lifts_of: LiftsOf) -> None:
    postures = story([(2.0, 4.0), (6.0, 8.0)], [(3.0, 7.0)], total_s=10)
    got = phases_of(postures, lifts_of(postures))
    assert [phase for phase, _ in groupby(got)] == [
        UP,
        REACH,
        GRASP,
        LIFT,
        HOLD,
        LOWER,
        GRASP,
        REACH,
        UP,
    ]


def test_the_hands_are_at_the_load_while_grasping(story: Story, lifts_of: LiftsOf) -> None:
    postures = story(carried=[(3.0, 6.0)])
    grasping = np.array(phases_of(postures, lifts_of(postures))) == GRASP
    assert postures.wrist_height_ratio[grasping].max() <= 0.08 + 0.03
    assert postures.time_s[grasping].min() == pytest.approx(2.6, abs=0.15)
    assert postures.time_s[grasping].max() == pytest.approx(3.4, abs=0.15)


def test_without_hands_in_sight_the_lowest_moment_is_the_grasp(
    story: Story, lifts_of: LiftsOf
) -> None:
    postures = story(wrist_height_ratio=np.nan)
    (lift,) = lifts_of(postures, LoadChoice.YES)
    assert 2.5 < lift.grasp_s < 3.5
    assert GRASP not in phases_of(postures, [lift])


def test_nobody_bent_over_is_called_upright(story: Story) -> None:
    postures = story()
    phases = np.array(phases_of(postures, []))
    assert set(phases[postures.shoulder_drop_ratio > 0.1]) == {REACH}
    assert set(phases[postures.shoulder_drop_ratio < 0.05]) == {UP}


def test_without_lifts_nothing_is_held(story: Story) -> None:
    postures = story()
    assert_array_equal(load_probability_of(postures.time_s, []), np.zeros(len(postures)))


def test_the_load_is_in_the_hands_from_the_grasp_on(story: Story, lifts_of: LiftsOf) -> None:
    postures = story(carried=[(3.0, 6.0)])
    (lift,) = lifts_of(postures)
    probability = load_probability_of(postures.time_s, [lift])
    held = (postures.time_s >= lift.grasp_s) & (postures.time_s < lift.end_s)
    assert_array_equal(probability[held], lift.load.probability)
    assert_array_equal(probability[~held], 0)


def test_what_is_put_down_is_in_the_hands_until_the_grasp(story: Story, lifts_of: LiftsOf) -> None:
    postures = story(carried=[(0.0, 3.0)])
    (lift,) = lifts_of(postures)
    held = postures.time_s[load_probability_of(postures.time_s, [lift]) > 0]
    assert held.min() == pytest.approx(lift.start_s)
    assert held.max() == pytest.approx(lift.grasp_s, abs=0.04)
