"""Lifts of two cameras become one list, on the clock of the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from tests.fusion.conftest import HELD

from tilcoach.coaching import Camera, JudgedLift, Limits, Pattern, PersonRecordingResult
from tilcoach.fusion import fuse_people, pair
from tilcoach.fusion.fused_person import pooled_load
from tilcoach.kinematics import PostureSeries, View, ViewLabel
from tilcoach.lifting import LiftPhase, Load, LoadSource
from tilcoach.pose import N_KEYPOINTS, PoseSeries

Make = Callable[..., JudgedLift]
Moving = Callable[..., PostureSeries]
Recorded = Callable[..., PersonRecordingResult]
GOOD = ("goed 0.9", "goed 0.9", "goed 0.9")
EMPTY = Load(held=False, probability=0.2, source=LoadSource.AUTO)


@pytest.fixture
def recorded(moving: Moving) -> Recorded:
    """Make a person with lifts and bends, seen from a side and for so long."""

    def person(
        view: str,
        lifts: Sequence[JudgedLift] = (),
        bends: Sequence[JudgedLift] = (),
        seen_until_s: float = 30.0,
    ) -> PersonRecordingResult:
        seen = moving((4.0,), until_s=seen_until_s)
        n = len(seen)
        poses = PoseSeries(
            image_px=np.zeros((n, N_KEYPOINTS, 2)),
            world_m=np.zeros((n, N_KEYPOINTS, 3)),
            visibility=np.ones((n, N_KEYPOINTS)),
            time_s=seen.time_s,
        )
        return PersonRecordingResult(
            person=1,
            view=View(ViewLabel(view), 5.0),
            poses=poses,
            postures=seen,
            phases=(LiftPhase.UPRIGHT,) * n,
            load_probability=np.zeros(n),
            lifts=tuple(lifts),
            warnings=(),
            bends=tuple(bends),
        )

    return person


def test_lifts_are_paired_by_time_and_each_used_once(judged: Make) -> None:
    first = [judged(*GOOD, start_s=2.0), judged(*GOOD, start_s=10.0)]
    second = [judged(*GOOD, start_s=0.3), judged(*GOOD, start_s=5.0), judged(*GOOD, start_s=8.2)]
    pairs = pair(first, second, 2.0)
    assert [(p.first and p.first.start_s, p.second and p.second.start_s) for p in pairs] == [
        (2.0, 0.3),
        (None, 5.0),
        (10.0, 8.2),
    ]


def test_what_one_camera_alone_found_is_a_lift_where_the_other_saw_nobody(
    judged: Make, recorded: Recorded, limits: Limits
) -> None:
    weak = judged(*GOOD, load=Load(held=True, probability=0.55, source=LoadSource.AUTO))
    found = fuse_people(recorded("side", [weak]), recorded("front", seen_until_s=2.5), limits, 0.0)
    (lift,) = found.lifts
    assert [one.judged_by for one in lift.findings] == [Camera.FIRST] * 3


def test_what_one_camera_alone_found_needs_a_sure_load_where_the_other_watched(
    judged: Make, recorded: Recorded, limits: Limits
) -> None:
    weak = judged(*GOOD, load=Load(held=True, probability=0.55, source=LoadSource.AUTO))
    assert fuse_people(recorded("side", [weak]), recorded("front"), limits, 0.0).lifts == ()
    sure = judged(*GOOD, load=HELD)
    assert len(fuse_people(recorded("side", [sure]), recorded("front"), limits, 0.0).lifts) == 1


def test_a_lift_of_the_second_camera_gets_the_clock_and_a_number_of_the_first(
    judged: Make, recorded: Recorded, limits: Limits
) -> None:
    first = recorded("front", [judged(*GOOD, start_s=2.0), judged(*GOOD, start_s=15.0)])
    second = recorded("side", [judged(*GOOD, start_s=7.0)])
    found = fuse_people(first, second, limits, 1.0)
    assert [(lift.number, lift.start_s) for lift in found.lifts] == [(1, 2.0), (2, 8.0), (3, 15.0)]
    assert {one.judged_by for one in found.lifts[1].findings} == {Camera.SECOND}


def test_a_bend_of_one_and_a_lift_of_the_other_are_weighed(
    judged: Make, recorded: Recorded, limits: Limits
) -> None:
    unheld = judged("goed 0.9", "not_judged no_load", "not_judged no_load", load=EMPTY)
    lift = judged(*GOOD)
    found = fuse_people(recorded("side", (), [unheld]), recorded("oblique", [lift]), limits, 0.0)
    (fused,) = found.lifts
    assert found.bends == ()
    assert fused.load.probability == pytest.approx(0.6)
    assert fused.finding(Pattern.STRAIGHT_LEGS).judged_by is Camera.FIRST
    assert fused.finding(Pattern.LOAD_FAR).judged_by is Camera.SECOND


def test_two_bends_stay_a_bend(judged: Make, recorded: Recorded, limits: Limits) -> None:
    empty = judged("goed 0.9", "not_judged no_load", "not_judged no_load", load=EMPTY)
    found = fuse_people(recorded("side", (), [empty]), recorded("front", (), [empty]), limits, 0.0)
    assert (found.lifts, len(found.bends)) == ((), 1)


def test_two_cameras_that_agree_on_the_load_are_as_sure_as_the_surer() -> None:
    less = Load(held=True, probability=0.7, source=LoadSource.AUTO)
    assert pooled_load(less, HELD) == HELD
    assert (
        pooled_load(EMPTY, Load(held=False, probability=0.1, source=LoadSource.AUTO)).probability
        == 0.1
    )
