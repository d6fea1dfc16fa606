"""The landmarks of a live stream at the moment that tells most."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tilcoach.coaching import JudgedLift, Verdict
from tilcoach.pose import N_KEYPOINTS, Pose
from tilcoach.report import decisive_s
from tilcoach.store.bodies import REMEMBERED_S, Bodies


def pose(time_s: float) -> Pose:
    """Return a body that is as many pixels to the right as there are seconds."""
    points = np.full((N_KEYPOINTS, 2), time_s)
    return Pose(points, np.zeros((N_KEYPOINTS, 3)), np.ones(N_KEYPOINTS), time_s)


@pytest.fixture
def judged(make_judged: Callable[..., JudgedLift]) -> JudgedLift:
    return make_judged(1, Verdict.GOED)


def test_the_nearest_pose_is_given(judged: JudgedLift) -> None:
    bodies = Bodies()
    for index in range(200):
        bodies.note(1, pose(5 + index / 20))
        bodies.note(2, pose(500 + index / 20))
    found = bodies.at_decisive_moment(1, judged)
    assert found is not None
    assert abs(found.time_s[0] - decisive_s(judged)) <= 0.025 + 1e-9


def test_somebody_who_was_never_seen_has_no_body(judged: JudgedLift) -> None:
    assert Bodies().at_decisive_moment(1, judged) is None


def test_what_is_long_ago_is_forgotten(judged: JudgedLift) -> None:
    bodies = Bodies()
    for second in range(500):
        bodies.note(1, pose(float(second)))
    found = bodies.at_decisive_moment(1, judged)
    assert found is not None
    assert found.time_s[0] == 499 - REMEMBERED_S
