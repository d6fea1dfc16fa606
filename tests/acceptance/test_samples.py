"""From recorded landmarks to the lifts and findings that the sample videos are known to hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tilcoach.coaching import JudgedLift, Pattern, PersonRecordingResult, WarningCode
from tilcoach.config import Settings
from tilcoach.pipeline import Recorder, review
from tilcoach.pose import Pose, PoseSeries

Clip = dict[str, Any]
Seen = list[tuple[Pose, ...]]
Live = Callable[[Sequence[tuple[Pose, ...]]], list[JudgedLift]]
Truth = Callable[[str, PoseSeries], NDArray[np.float64]]

TOLERANCE_S = 0.4


@pytest.fixture(scope="module")
def person(recorded: Seen) -> PersonRecordingResult:
    recorder = Recorder()
    for poses in recorded:
        recorder.keep(poses)
    result = review(recorder.recordings(), Settings())
    assert len(result.people) == 1
    assert result.warnings == (WarningCode.DEFAULT_HEIGHT,)
    assert result.people[0].warnings == ()
    return result.people[0]


@pytest.fixture(scope="module")
def live(recorded: Seen, coach_live: Live) -> list[JudgedLift]:
    return coach_live(recorded)


def test_a_recording_has_every_frame_of_its_clip(recorded: Seen, clip: Clip) -> None:
    assert len(recorded) == clip["frames"]


def test_every_lift_is_found_and_no_other(person: PersonRecordingResult, clip: Clip) -> None:
    assert [judged.lift.number for judged in person.lifts] == [1, 2]
    assert len(clip["lift"]) == 2


@pytest.mark.parametrize("pattern", Pattern)
def test_each_verdict_is_right(person: PersonRecordingResult, clip: Clip, pattern: Pattern) -> None:
    for judged, expected in zip(person.lifts, clip["lift"], strict=True):
        assert judged.finding(pattern).verdict in expected["verdicts"][pattern], (
            judged.lift.measures
        )


@pytest.mark.parametrize("moment", ["start_s", "grasp_s", "upright_s", "end_s"])
def test_each_moment_is_found_in_time(
    person: PersonRecordingResult, clip: Clip, moment: str
) -> None:
    got = [getattr(judged.lift, moment) for judged in person.lifts]
    assert got == pytest.approx([lift[moment] for lift in clip["lift"]], abs=TOLERANCE_S)


def test_it_is_told_which_lift_picks_up_and_which_puts_down(
    person: PersonRecordingResult, clip: Clip
) -> None:
    kinds = [
        "pick_up" if judged.lift.carried_after and not judged.lift.carried_before else "put_down"
        for judged in person.lifts
    ]
    assert kinds == [lift["kind"] for lift in clip["lift"]]
    assert not person.lifts[1].lift.carried_after


def test_live_finds_the_same_lifts_with_the_same_verdicts(
    person: PersonRecordingResult, live: list[JudgedLift]
) -> None:
    def verdicts(lifts: Sequence[JudgedLift]) -> list[list[str]]:
        return [[finding.verdict for finding in judged.findings] for judged in lifts]

    assert verdicts(live) == verdicts(person.lifts)
    assert [judged.cue for judged in live] == [judged.cue for judged in person.lifts]


def test_live_and_file_agree_on_when(person: PersonRecordingResult, live: list[JudgedLift]) -> None:
    for now, later in zip(live, person.lifts, strict=True):
        for moment in ("start_s", "grasp_s", "upright_s"):
            assert getattr(now.lift, moment) == pytest.approx(getattr(later.lift, moment), abs=0.15)


def test_the_view_is_found(person: PersonRecordingResult, clip: Clip) -> None:
    assert person.view.yaw_deg == pytest.approx(clip["view"]["yaw_deg"], abs=15)


def test_the_measures_are_near_the_truth(
    person: PersonRecordingResult, truth: Truth, clip: Clip
) -> None:
    """The bounds are those of measurement.md for an oblique view, trunk against the neck base."""
    measured = person.postures
    assert measured is not None

    def error(name: str, *columns: str) -> float:
        true = np.mean([truth(column, person.poses) for column in columns], axis=0)
        return float(np.nanmean(np.abs(getattr(measured, name) - true)))

    assert error("trunk_flexion_deg", "trunk_flexion_neck_deg") < 9
    assert error("knee_flexion_deg", "knee_flexion_left_deg", "knee_flexion_right_deg") < 12
    assert error("trunk_rotation_deg", "trunk_rotation_deg") < 15
    assert error("load_distance_ratio", "load_distance_ratio") * clip["height_m"] < 0.12
