"""Live, each lift is told once: when both cameras have it, or half a second after the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tilcoach.coaching import Camera, JudgedLift, Pattern, Verdict
from tilcoach.fusion import CameraView, LiveFusion
from tilcoach.lifting import Load, LoadSource

Make = Callable[..., JudgedLift]
GOOD = ("goed 0.9", "goed 0.9", "goed 0.9")


@pytest.fixture
def views(looking: Callable[..., tuple[CameraView, CameraView]]) -> tuple[CameraView, CameraView]:
    return looking("side", "oblique")


def test_a_lift_waits_for_the_other_camera(
    judged: Make, views: tuple[CameraView, CameraView]
) -> None:
    fusion, first = LiveFusion(), judged(*GOOD)
    assert fusion.update(4.6, first, (), views) is None
    assert fusion.lift_count == 0
    told = fusion.update(4.8, first, (judged(*GOOD, start_s=2.1),), views)
    assert told is not None
    assert (told.number, fusion.lift_count) == (1, 1)
    assert told.finding(Pattern.TWIST_WITH_LOAD).judged_by is Camera.SECOND


def test_a_lift_that_the_other_camera_does_not_find_is_told_after_half_a_second(
    judged: Make, views: tuple[CameraView, CameraView]
) -> None:
    fusion, first = LiveFusion(), judged(*GOOD)
    assert fusion.update(4.6, first, (), views) is None
    assert fusion.update(5.0, first, (), views) is None
    told = fusion.update(5.1, first, (), views)
    assert told is not None
    assert {one.judged_by for one in told.findings} == {Camera.FIRST}


def test_nothing_waits_for_a_camera_without_a_picture(
    judged: Make, views: tuple[CameraView, CameraView]
) -> None:
    assert LiveFusion().update(4.6, judged(*GOOD), (), views, waits=False) is not None


def test_the_same_lift_is_the_same_object_until_it_is_judged_again(
    judged: Make, views: tuple[CameraView, CameraView]
) -> None:
    """What saves lifts looks at the object, and must not save one again with every frame."""
    fusion, first, second = LiveFusion(), judged(*GOOD), judged(*GOOD)
    told = fusion.update(4.6, first, (second,), views)
    assert fusion.update(4.7, first, (second,), views) is told
    longer = replace(first, lift=replace(first.lift, end_s=7.0))
    again = fusion.update(4.8, longer, (second,), views)
    assert again is not None
    assert again is not told
    assert (again.number, again.end_s, fusion.lift_count) == (1, 7.0, 1)


def test_a_late_verdict_of_the_second_camera_still_counts(
    judged: Make, views: tuple[CameraView, CameraView]
) -> None:
    fusion, first = LiveFusion(), judged("not_judged not_seen", "goed 0.9", "goed 0.9")
    fusion.update(4.6, first, (), views)
    early = fusion.update(5.2, first, (), views)
    late = fusion.update(5.6, first, (judged("fout 0.9", "goed 0.9", "goed 0.9"),), views)
    assert early is not None
    assert late is not None
    assert early.finding(Pattern.STRAIGHT_LEGS).verdict is Verdict.NOT_JUDGED
    assert late.finding(Pattern.STRAIGHT_LEGS).verdict is Verdict.FOUT
    assert (early.number, late.number, fusion.lift_count) == (1, 1, 1)


def test_a_lift_that_only_the_second_camera_found_counts_when_the_load_is_sure(
    judged: Make, views: tuple[CameraView, CameraView]
) -> None:
    weak = judged(*GOOD, load=Load(held=True, probability=0.55, source=LoadSource.AUTO))
    fusion = LiveFusion()
    fusion.update(4.6, None, (weak,), views)
    assert fusion.update(6.0, None, (weak,), views) is None
    sure = LiveFusion()
    sure.update(4.6, None, (judged(*GOOD),), views)
    told = sure.update(6.0, None, (judged(*GOOD),), views)
    assert told is not None
    assert {one.judged_by for one in told.findings} == {Camera.SECOND}


def test_of_two_lifts_at_once_each_is_told(
    judged: Make, views: tuple[CameraView, CameraView]
) -> None:
    fusion = LiveFusion()
    later = judged(*GOOD, start_s=12.0)
    both = (judged(*GOOD), replace(later, lift=replace(later.lift, number=2)))
    told = [fusion.update(14.6, None, both, views, waits=False) for _ in range(3)]
    assert [one.number if one else 0 for one in told] == [1, 2, 2]


def test_lifts_are_numbered_as_they_are_told(
    judged: Make, views: tuple[CameraView, CameraView]
) -> None:
    fusion = LiveFusion()
    fusion.update(4.6, judged(*GOOD), (judged(*GOOD),), views)
    later = judged(*GOOD, start_s=12.0)
    second = replace(later, lift=replace(later.lift, number=2))
    told = fusion.update(14.6, second, (judged(*GOOD), second), views)
    assert told is not None
    assert (told.number, told.start_s, fusion.lift_count) == (2, 12.0, 2)
