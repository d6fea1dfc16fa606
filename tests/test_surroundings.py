"""Why too little was seen of a lift, and whether its turn was made with the feet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.recorded import RECORDINGS

from tilcoach.coaching import Note, Pattern, Reason
from tilcoach.config import Settings
from tilcoach.kinematics import StandingPosition, find_standing_positions
from tilcoach.lifting import Lift
from tilcoach.load_detection import Thumbnails
from tilcoach.pipeline.recording import review
from tilcoach.pipeline.surroundings import Surroundings, crowded_moments, turned_with_feet
from tilcoach.pose import PoseSeries

DARK = 45.0


@pytest.fixture(scope="module")
def raw() -> PoseSeries:
    with np.load(RECORDINGS / "squat_close.npz") as arrays:
        series = PoseSeries(**arrays)
    return series.where(np.isfinite(series.image_px[:, 0, 0]))


@pytest.fixture(scope="module")
def lift(raw: PoseSeries) -> Lift:
    return review({1: raw}, Settings()).people[0].lifts[0].lift


def test_a_lift_in_a_good_picture_has_no_excuse(raw: PoseSeries, lift: Lift) -> None:
    assert Surroundings().why_unseen(lift, raw, DARK) is None


def test_somebody_else_counts_only_during_the_lift(raw: PoseSeries, lift: Lift) -> None:
    before, during = (np.array([t]) for t in (lift.start_s - 1, lift.grasp_s))
    assert Surroundings(crowded_s=before).why_unseen(lift, raw, DARK) is None
    why = Surroundings(crowded_s=during).why_unseen(lift, raw, DARK)
    assert why is Reason.SECOND_PERSON


@pytest.mark.parametrize(("grey", "reason"), [(20, Reason.DARK), (120, None)])
def test_a_dark_picture_is_told(
    raw: PoseSeries, lift: Lift, grey: int, reason: Reason | None
) -> None:
    times_s = np.arange(lift.start_s, lift.end_s, 0.2)
    pictures = Thumbnails(np.full((len(times_s), 4, 6), grey, np.uint8), times_s, 0.1)
    assert Surroundings(pictures).why_unseen(lift, raw, DARK) is reason


@pytest.mark.parametrize(("every", "reason"), [(1, None), (3, Reason.LOW_FRAME_RATE)])
def test_few_pictures_a_second_are_told(
    raw: PoseSeries, lift: Lift, every: int, reason: Reason | None
) -> None:
    fewer = raw.where(np.arange(len(raw)) % every == 0)
    assert Surroundings().why_unseen(lift, fewer, DARK) is reason


def test_it_is_crowded_where_two_are_seen(raw: PoseSeries) -> None:
    first, second = raw.between(0, 3), raw.between(2, 4)
    crowded_s = crowded_moments({1: first, 2: second})
    np.testing.assert_array_equal(crowded_s, raw.between(2, 3).time_s)
    assert len(crowded_moments({1: first})) == len(crowded_moments({})) == 0


@pytest.mark.parametrize(
    ("body_deg", "foot_deg", "turned"),
    [(0.0, 0.0, False), (5.0, 40.0, False), (40.0, 10.0, False), (40.0, 30.0, True)],
)
def test_a_body_that_faces_another_way_with_its_feet_has_turned(
    raw: PoseSeries,
    lift: Lift,
    body_deg: float,
    foot_deg: float,
    turned: bool,  # noqa: FBT001
) -> None:
    (stance,) = find_standing_positions(raw)[:1]
    ahead, aside = stance.upright.forward, stance.upright.across
    turn = np.radians(body_deg)
    there = replace(
        stance.upright,
        forward=np.cos(turn) * ahead + np.sin(turn) * aside,
        feet_heading_deg=stance.upright.feet_heading_deg + np.array([0.0, foot_deg]),
    )
    middle_s = (lift.grasp_s + lift.upright_s) / 2
    stances = (
        StandingPosition(-np.inf, middle_s, stance.upright),
        StandingPosition(middle_s, np.inf, there),
    )
    assert turned_with_feet(lift, stances) is turned


def test_a_turn_by_steps_is_goed_and_says_so() -> None:
    with np.load(RECORDINGS / "tune" / "t38_turn_by_steps.npz") as arrays:
        series = PoseSeries(**arrays)
    series = series.where(np.isfinite(series.image_px[:, 0, 0]))
    first = review({1: series}, Settings()).people[0].lifts[0]
    assert first.finding(Pattern.TWIST_WITH_LOAD).note is Note.TURNED_WITH_FEET
