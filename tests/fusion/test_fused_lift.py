"""Each pattern is judged by the camera that sees it best, and the finding says which."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from tests.fusion.conftest import with_knee

from tilcoach.coaching import Camera, Cue, JudgedLift, Pattern, Reason, Verdict
from tilcoach.fusion import CameraView, FusedLift, fuse

Make = Callable[..., JudgedLift]
Views = Callable[..., tuple[CameraView, CameraView]]
LEGS, TWIST, FAR = Pattern


def told(lift: FusedLift, pattern: Pattern) -> tuple[Verdict, Camera | None, Reason | None]:
    finding = lift.finding(pattern)
    return finding.verdict, finding.judged_by, finding.reason


def test_each_pattern_goes_to_the_camera_that_sees_it_best(judged: Make, looking: Views) -> None:
    first = judged("goed 0.9", "goed 0.9", "goed 0.9")
    second = judged("goed 0.9", "goed 0.9", "not_judged view_front")
    fused = fuse(first, second, looking("side", "oblique"), 0.0)
    assert [one.judged_by for one in fused.findings] == [
        Camera.FIRST,
        Camera.SECOND,
        Camera.FIRST,
    ]
    assert fused.cue is Cue.WELL_DONE


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        ("oblique", "side", Camera.FIRST),
        ("oblique", "front", Camera.FIRST),
        ("side", "front", Camera.FIRST),
        ("front", "side", Camera.SECOND),
    ],
)
def test_a_turn_is_judged_obliquely_first_then_from_the_side(
    judged: Make, looking: Views, first: str, second: str, by: Camera
) -> None:
    good = judged("goed 0.9", "goed 0.9", "goed 0.9")
    assert fuse(good, good, looking(first, second), 0.0).finding(TWIST).judged_by is by


def test_the_better_view_wins_where_both_judge_otherwise(judged: Make, looking: Views) -> None:
    """From the side a knee is off by 6 degrees, from the front by 18."""
    first = judged("goed 0.9", "goed 0.9", "goed 0.9")
    second = judged("fout 0.9", "goed 0.9", "goed 0.9")
    fused = fuse(first, second, looking("side", "front"), 0.0)
    assert told(fused, LEGS) == (Verdict.GOED, Camera.FIRST, None)
    assert fused.finding(LEGS).confidence < 0.9


def test_equally_good_views_that_contradict_judge_nothing(judged: Make, looking: Views) -> None:
    first = judged("goed 0.9", "goed 0.9", "goed 0.9")
    second = judged("fout 0.9", "goed 0.9", "goed 0.9")
    fused = fuse(first, second, looking("oblique", "oblique"), 0.0)
    assert told(fused, LEGS) == (Verdict.NOT_JUDGED, None, Reason.CAMERAS_DISAGREE)
    assert fused.cue is Cue.NOTHING_JUDGED


def test_a_better_view_that_is_outweighed_judges_nothing(judged: Make, looking: Views) -> None:
    first = judged("goed 0.55", "goed 0.9", "goed 0.9")
    second = judged("fout 0.99", "goed 0.9", "goed 0.9")
    fused = fuse(first, second, looking("side", "front"), 0.0)
    assert told(fused, LEGS) == (Verdict.NOT_JUDGED, None, Reason.CAMERAS_DISAGREE)


def test_who_could_judge_goes_before_who_sees_better(judged: Make, looking: Views) -> None:
    first = judged("not_judged not_seen", "goed 0.9", "goed 0.9")
    second = judged("fout 0.8", "goed 0.9", "goed 0.9")
    fused = fuse(first, second, looking("side", "front"), 0.0)
    assert told(fused, LEGS) == (Verdict.FOUT, Camera.SECOND, None)
    assert fused.finding(LEGS).confidence == 0.8


def test_a_better_view_in_doubt_takes_some_of_the_certainty(judged: Make, looking: Views) -> None:
    first = judged("not_judged near_limit", "goed 0.9", "goed 0.9")
    second = judged("fout 0.9", "goed 0.9", "goed 0.9")
    fused = fuse(first, second, looking("side", "front"), 0.0)
    assert told(fused, LEGS) == (Verdict.FOUT, Camera.SECOND, None)
    assert 0.5 < fused.finding(LEGS).confidence < 0.8


def test_two_that_agree_are_surer_than_one_but_not_as_if_independent(
    judged: Make, looking: Views
) -> None:
    same = judged("goed 0.85", "goed 0.85", "goed 0.85")
    fused = fuse(same, same, looking("oblique", "oblique"), 0.0)
    independent = 1 / (1 + (0.15 / 0.85) ** math.sqrt(2))
    assert 0.85 < fused.finding(LEGS).confidence < independent
    assert fused.confidence == min(one.confidence for one in fused.findings)


def test_not_judged_only_when_neither_judged(judged: Make, looking: Views) -> None:
    first = judged("goed 0.9", "not_judged near_limit", "not_judged not_seen")
    second = judged("goed 0.9", "not_judged not_seen", "not_judged view_front")
    fused = fuse(first, second, looking("side", "oblique"), 0.0)
    assert told(fused, TWIST) == (Verdict.NOT_JUDGED, None, Reason.NOT_SEEN)
    assert told(fused, FAR) == (Verdict.NOT_JUDGED, None, Reason.NOT_SEEN)
    assert fused.confidence == fused.finding(LEGS).confidence


def test_a_lift_in_which_nothing_was_judged_has_no_confidence(judged: Make, looking: Views) -> None:
    nothing = judged("not_judged not_seen", "not_judged no_load", "not_judged no_load")
    assert fuse(nothing, nothing, looking("side", "front"), 0.0).confidence == 0.0


def test_times_are_those_of_the_first_camera(judged: Make, looking: Views) -> None:
    first = judged("not_judged not_seen", "goed 0.9", "goed 0.9")
    second = judged("fout 0.9", "goed 0.9", "goed 0.9", start_s=0.5)
    fused = fuse(first, second, looking("side", "front"), 1.5)
    assert (fused.start_s, fused.end_s) == (2.0, 6.0)
    assert (fused.finding(LEGS).start_s, fused.finding(LEGS).end_s) == (4.5, 5.0)


@pytest.mark.parametrize(
    ("first", "second", "knee_deg"), [("side", "front", 80.0), ("front", "side", 50.0)]
)
def test_each_measure_is_that_of_the_camera_that_sees_it_best(
    judged: Make, looking: Views, first: str, second: str, knee_deg: float
) -> None:
    one = with_knee(judged("goed 0.9", "goed 0.9", "goed 0.9"), 80.0)
    other = with_knee(judged("goed 0.9", "goed 0.9", "goed 0.9"), 50.0)
    fused = fuse(one, other, looking(first, second), 0.0)
    assert fused.measures.knee_flexion_deg == knee_deg


def test_who_turned_may_be_judged_in_a_view_that_is_not_the_usual_one(
    judged: Make, looking: Views
) -> None:
    """The distance is hidden from the front, and yet both judged it in this lift."""
    good = judged("goed 0.9", "goed 0.9", "goed 0.9")
    fused = fuse(good, good, looking("front", "front"), 0.0)
    assert told(fused, FAR) == (Verdict.GOED, Camera.FIRST, None)
    assert fused.finding(FAR).confidence > 0.9
    near = judged("goed 0.9", "goed 0.9", "not_judged near_limit")
    assert fuse(good, near, looking("front", "side"), 0.0).finding(FAR).confidence > 0.5
