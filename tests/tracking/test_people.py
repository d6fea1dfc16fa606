"""Who is who from frame to frame."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.pose import Keypoint, Pose, PoseSeries
from tilcoach.tracking import PeopleTracker, TrackingRule

Stick = Callable[..., PoseSeries]

LENGTH_PX = 0.77 * 1.75 * 200  # ankle to shoulder, as the person of sticks is drawn
RATE_HZ = 30


@pytest.fixture
def tracker() -> PeopleTracker:
    return PeopleTracker()


@pytest.fixture(scope="session")
def person_at(stick: Stick) -> Callable[..., Pose]:
    """Draw somebody whose feet are at x: ``person_at(320, time_s=1.0, trunk_deg=40)``."""

    def draw(x_px: float, time_s: float = 0.0, **does: object) -> Pose:
        return stick(time_s, centre_px=(x_px, 400.0), **does).at(0)

    return draw


PersonAt = Callable[..., Pose]


def _numbers(tracker: PeopleTracker, *poses: Pose) -> list[int]:
    return [number for number, _ in tracker.assign(poses)]


def test_the_first_person_is_number_1(tracker: PeopleTracker, person_at: PersonAt) -> None:
    assert _numbers(tracker, person_at(300)) == [1]


def test_each_pose_comes_back_with_its_number_in_the_order_given(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    left, right = person_at(100), person_at(500)
    assert tracker.assign([left, right]) == ((1, left), (2, right))


def test_nobody_is_nobody(tracker: PeopleTracker) -> None:
    assert tracker.assign([]) == ()


@given(speed_per_s=st.floats(-1.5, 1.5), rate_hz=st.sampled_from([8, 15, 30]))
def test_someone_who_walks_keeps_the_number(
    person_at: PersonAt, speed_per_s: float, rate_hz: int
) -> None:
    tracker = PeopleTracker()
    for time_s in np.arange(0, 2, 1 / rate_hz):
        x_px = 300 + speed_per_s * LENGTH_PX * time_s
        assert _numbers(tracker, person_at(x_px, time_s)) == [1]


@pytest.mark.parametrize(("trunk_deg", "knee_deg"), [(100, 0), (40, 130), (80, 60)])
def test_someone_who_bends_and_rises_keeps_the_number(
    tracker: PeopleTracker, person_at: PersonAt, trunk_deg: float, knee_deg: float
) -> None:
    for time_s in np.arange(0, 4, 1 / 15):
        share = (1 - np.cos(np.pi * time_s)) / 2
        pose = person_at(300, time_s, trunk_deg=trunk_deg * share, knee_deg=knee_deg * share)
        assert _numbers(tracker, pose) == [1]


def test_the_order_in_which_the_model_gives_people_does_not_matter(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    for frame in range(20):
        time_s = frame / RATE_HZ
        left, right = person_at(100, time_s), person_at(500, time_s)
        given_out = dict(tracker.assign([left, right] if frame % 2 == 0 else [right, left]))
        assert given_out == {1: left, 2: right}


def test_two_people_who_cross_are_told_apart_by_the_nearest_way(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    # They pass at different distances from the camera, so that they never are at one spot.
    for time_s in np.arange(0, 2, 1 / RATE_HZ):
        right = person_at(100 + 200 * time_s, time_s, px_per_m=120)
        left = person_at(500 - 200 * time_s, time_s, px_per_m=220)
        assert _numbers(tracker, right, left) == [1, 2]


def test_someone_who_appears_across_the_room_is_somebody_else(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    assert _numbers(tracker, person_at(100)) == [1]
    assert _numbers(tracker, person_at(500, 1 / RATE_HZ)) == [2]


def test_someone_who_joins_gets_the_next_number(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    tracker.assign([person_at(100)])
    assert _numbers(tracker, person_at(500, 0.03), person_at(100, 0.03)) == [2, 1]


def test_someone_who_is_lost_for_a_moment_comes_back_under_the_same_number(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    tracker.assign([person_at(300)])
    tracker.assign([])
    assert _numbers(tracker, person_at(320, 1.5)) == [1]


def test_someone_who_stays_away_is_forgotten(tracker: PeopleTracker, person_at: PersonAt) -> None:
    tracker.assign([person_at(300)])
    assert _numbers(tracker, person_at(300, 2.5)) == [2]


def test_a_number_is_never_given_twice(tracker: PeopleTracker, person_at: PersonAt) -> None:
    numbers = [_numbers(tracker, person_at(300, 3.0 * n))[0] for n in range(5)]
    assert numbers == [1, 2, 3, 4, 5]


def test_one_who_leaves_does_not_hand_on_the_number(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    tracker.assign([person_at(100), person_at(500)])
    assert _numbers(tracker, person_at(500, 0.03)) == [2]


@pytest.mark.parametrize(("factor", "number"), [(1.5, 1), (0.6, 1), (4.0, 2), (0.2, 2)])
def test_a_body_does_not_change_its_size_at_once(
    tracker: PeopleTracker, person_at: PersonAt, factor: float, number: int
) -> None:
    def trunk_at(pose: Pose) -> Pose:
        points = [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_HIP]
        return dataclasses.replace(pose, image_px=pose.image_px - pose.image_px[points].mean(0))

    tracker.assign([trunk_at(person_at(300))])
    resized = trunk_at(person_at(300, 0.03, px_per_m=200 * factor))
    assert _numbers(tracker, resized) == [number]


def test_someone_who_walks_up_to_the_camera_keeps_the_number(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    for time_s in np.arange(0, 4, 1 / RATE_HZ):
        assert _numbers(tracker, person_at(300, time_s, px_per_m=80 + 60 * time_s)) == [1]


def test_how_far_a_person_can_have_moved_is_a_setting(person_at: PersonAt) -> None:
    strict = PeopleTracker(TrackingRule(max_jump=0.05, max_speed_per_s=0.0))
    strict.assign([person_at(300)])
    assert _numbers(strict, person_at(300 + 0.1 * LENGTH_PX, 0.03)) == [2]


def test_after_a_reset_the_next_person_is_number_1(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    tracker.assign([person_at(100), person_at(500)])
    tracker.reset()
    assert _numbers(tracker, person_at(500, 0.03)) == [1]


@pytest.mark.parametrize("unseen", [Keypoint.LEFT_ANKLE, Keypoint.LEFT_HIP, Keypoint.NOSE])
def test_a_landmark_that_was_not_seen_does_not_cost_the_number(
    tracker: PeopleTracker, person_at: PersonAt, unseen: Keypoint
) -> None:
    tracker.assign([person_at(300)])
    pose = person_at(300, 0.03)
    image_px = pose.image_px.copy()
    image_px[unseen] = np.nan
    assert _numbers(tracker, dataclasses.replace(pose, image_px=image_px)) == [1]
    assert _numbers(tracker, person_at(300, 0.06)) == [1]


def test_somebody_who_left_is_forgotten_though_nobody_comes(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    tracker.assign((person_at(320, 0.0),), 0.0)
    assert tracker.people == {1}
    assert tracker.assign((), 1.0) == ()
    assert tracker.people == {1}
    tracker.assign((), 2.5)
    assert tracker.people == frozenset()


@pytest.mark.parametrize("rate_hz", [10, 30])
def test_somebody_who_squats_before_a_slow_camera_stays_the_same(
    tracker: PeopleTracker, stick: Stick, rate_hz: int
) -> None:
    time_s = np.arange(0, 2, 1 / rate_hz)
    down = np.clip(time_s - 0.5, 0, 1)
    squat = stick(time_s, trunk_deg=100 * down, knee_deg=130 * down, yaw_deg=90.0)
    assert {_numbers(tracker, squat.at(i))[0] for i in range(len(squat))} == {1}


RED, BLUE = [0.1, 0.1, 0.8, 0.2, 0.2, 0.2], [0.8, 0.2, 0.1, 0.3, 0.3, 0.3]


def wearing(pose: Pose, clothing: list[float]) -> Pose:
    return dataclasses.replace(pose, clothing=np.array(clothing))


@pytest.fixture
def knows_red(tracker: PeopleTracker, person_at: PersonAt) -> PeopleTracker:
    """Return a tracker that has seen somebody in red for a second."""
    for n in range(16):
        assert _numbers(tracker, wearing(person_at(300, n / 15), RED)) == [1]
    return tracker


def test_who_comes_back_in_the_same_clothes_keeps_the_number(
    knows_red: PeopleTracker, person_at: PersonAt
) -> None:
    assert _numbers(knows_red, wearing(person_at(900, 30.0), RED)) == [1]


def test_who_comes_in_other_clothes_is_somebody_new(
    knows_red: PeopleTracker, person_at: PersonAt
) -> None:
    assert _numbers(knows_red, wearing(person_at(300, 30.0), BLUE)) == [2]
    assert _numbers(knows_red, wearing(person_at(310, 30.1), BLUE)) == [2]


def test_without_a_look_at_the_clothes_nobody_is_known_again(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    assert _numbers(tracker, person_at(300)) == [1]
    assert _numbers(tracker, person_at(300, 30.0)) == [2]
    assert tracker.people == {2}


def test_clothes_are_forgotten_in_the_end(knows_red: PeopleTracker, person_at: PersonAt) -> None:
    assert _numbers(knows_red, wearing(person_at(300, 302.0), RED)) == [2]


def test_who_comes_in_by_the_edge_is_known_once_seen_whole(
    knows_red: PeopleTracker, person_at: PersonAt
) -> None:
    half_seen = wearing(person_at(600, 30.0), [0.3, 0.3, 0.5, 0.2, 0.2, 0.2])
    assert _numbers(knows_red, half_seen) == [2]
    numbers = [
        _numbers(knows_red, wearing(person_at(600, 30 + n / 15), RED))[0] for n in range(1, 20)
    ]
    assert numbers[0] == 2
    assert numbers[-1] == 1
    assert knows_red.people == {1}


@pytest.mark.parametrize("rate_hz", [10, 15, 30])
def test_two_who_cross_keep_their_numbers(person_at: PersonAt, rate_hz: int) -> None:
    tracker = PeopleTracker()
    for time_s in np.arange(0, 3, 1 / rate_hz):
        along_px = 200 * float(time_s)
        right, left = person_at(100 + along_px, time_s), person_at(700 - along_px, time_s)
        assert _numbers(tracker, right, left) == [1, 2]


def test_who_stops_short_alone_is_the_same_person(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    for n in range(20):
        assert _numbers(tracker, person_at(300 + 10 * n, n / RATE_HZ)) == [1]
    half_seen = _smaller(person_at(493, 20 / RATE_HZ), 0.4)
    assert _numbers(tracker, half_seen) == [2]
    smaller = _smaller(person_at(490, 21 / RATE_HZ), 0.6)
    assert _numbers(tracker, smaller) == [1]


def _smaller(pose: Pose, times: float) -> Pose:
    """Return a pose that looks so much smaller, about the middle of its trunk."""
    middle = pose.image_px[[Keypoint.LEFT_SHOULDER, Keypoint.LEFT_HIP]].mean(axis=0)
    return dataclasses.replace(pose, image_px=middle + times * (pose.image_px - middle))


def test_clothes_decide_between_two_at_one_place(
    tracker: PeopleTracker, person_at: PersonAt
) -> None:
    assert _numbers(tracker, wearing(person_at(300), RED), wearing(person_at(340), BLUE)) == [1, 2]
    later = wearing(person_at(310, 0.1), BLUE), wearing(person_at(330, 0.1), RED)
    assert _numbers(tracker, *later) == [2, 1]


def test_a_shirt_in_the_shade_is_the_same_shirt(
    knows_red: PeopleTracker, person_at: PersonAt
) -> None:
    shaded = [0.9 * colour for colour in RED]
    assert _numbers(knows_red, wearing(person_at(900, 30.0), shaded)) == [1]


def test_a_wild_detection_is_not_remembered(tracker: PeopleTracker, person_at: PersonAt) -> None:
    assert _numbers(tracker, wearing(person_at(300), RED)) == [1]
    assert _numbers(tracker, wearing(person_at(300, 30.0), RED)) == [2]


def test_no_more_than_so_many_people_are_remembered(person_at: PersonAt) -> None:
    tracker = PeopleTracker(TrackingRule(remember_people=3))
    for person in range(6):
        clothing = [0.0, 0.0, person / 6, 0.0, 0.0, 0.0]
        for n in range(16):
            tracker.assign([wearing(person_at(300, 10 * person + n / 15), clothing)])
    tracker.assign([], 60.0)
    assert tracker.people == {4, 5, 6}
