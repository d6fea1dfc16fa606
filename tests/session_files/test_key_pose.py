"""The moment that tells most, and the body at that moment."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from tilcoach.coaching import Finding, JudgedLift, Pattern, RecordingResult, Verdict
from tilcoach.pose import Keypoint, PoseSeries
from tilcoach.session_files import LiftPart, lift_part
from tilcoach.session_files.key_pose import SHOWN, decisive_s, key_pose_part


class Words:
    def cue(self, cue: object) -> str:
        return f"cue {cue}"

    def warning(self, warning: object) -> str:
        return f"warning {warning}"

    def film_span(self, fault: object, start_s: float, end_s: float) -> str:
        return f"{fault} {start_s} {end_s}"


@pytest.fixture
def judged(review: RecordingResult) -> JudgedLift:
    return review.people[0].lifts[0]


@pytest.fixture
def poses(review: RecordingResult) -> PoseSeries:
    """Return landmarks that move right by a pixel each frame."""
    series = review.people[0].poses
    moved = np.arange(len(series))[:, None, None] * [1.0, 0.0]
    return replace(series, image_px=series.image_px + moved)


def without_fout(judged: JudgedLift) -> JudgedLift:
    first, *rest = judged.findings
    nan = math.nan
    goed = Finding(Pattern.STRAIGHT_LEGS, Verdict.GOED, 30, 75, "index", nan, nan, 0.9, None)
    assert first.pattern is goed.pattern
    return replace(judged, findings=(goed, *rest))


def test_it_is_the_middle_of_the_pattern_that_was_seen(judged: JudgedLift) -> None:
    assert decisive_s(judged) == pytest.approx((0.05 + 0.1) / 2)


def test_without_a_pattern_it_is_the_lowest_moment(judged: JudgedLift) -> None:
    drop = np.zeros(len(judged.lift.postures))
    drop[20] = 0.4
    postures = replace(judged.lift.postures, shoulder_drop_ratio=drop)
    lift = replace(judged.lift, postures=postures)
    found = decisive_s(without_fout(replace(judged, lift=lift)))
    assert found == pytest.approx(postures.time_s[20])


def test_without_a_height_it_is_the_grasp(judged: JudgedLift) -> None:
    nothing = np.full(len(judged.lift.postures), math.nan)
    postures = replace(judged.lift.postures, shoulder_drop_ratio=nothing)
    lift = replace(judged.lift, postures=postures)
    assert decisive_s(without_fout(replace(judged, lift=lift))) == judged.lift.grasp_s


def test_the_still_holds_the_points_of_that_moment(judged: JudgedLift, poses: PoseSeries) -> None:
    still = key_pose_part(judged, poses)
    assert still is not None
    assert still.time_s == pytest.approx(2 / 30, abs=1e-3)
    assert set(still.points_px) == {point.name.lower() for point in SHOWN}
    assert still.points_px["left_hip"] == (3.0, 1.0)


def test_what_was_not_seen_is_left_out(judged: JudgedLift, poses: PoseSeries) -> None:
    visibility, image_px = poses.visibility.copy(), poses.image_px.copy()
    visibility[:, Keypoint.LEFT_KNEE] = 0.1
    image_px[:, Keypoint.RIGHT_KNEE] = math.nan
    still = key_pose_part(judged, replace(poses, visibility=visibility, image_px=image_px))
    assert still is not None
    assert not {"left_knee", "right_knee"} & set(still.points_px)
    late = replace(poses, time_s=poses.time_s + 1)
    assert key_pose_part(judged, late) is None  # out of view just then
    nobody = replace(poses, image_px=np.full_like(image_px, math.nan))
    assert key_pose_part(judged, nobody) is None
    assert key_pose_part(judged, poses.where(np.zeros(len(poses), dtype=bool))) is None


def test_a_lift_without_landmarks_has_no_still(judged: JudgedLift, poses: PoseSeries) -> None:
    live = lift_part(judged, Words())
    assert live.key_pose is None
    kept = lift_part(judged, Words(), poses)
    assert LiftPart.model_validate(json.loads(kept.model_dump_json())) == kept
