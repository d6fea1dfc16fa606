"""Several people at once, each with a model of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tilcoach.estimation import GroupEstimator, MediaPipeEstimator, PoseEstimator, open_estimator
from tilcoach.pose import Keypoint, Pose, VideoFrame
from tilcoach.video import VideoFile

pytestmark = pytest.mark.model

SAMPLES = Path(__file__).parents[2] / "sample_videos"
NARROW = slice(160, 480)  # the columns of a sample in which the person stands


@pytest.fixture(scope="module")
def couple() -> VideoFrame:
    """Return two people beside each other: a person, and the mirror image in other colours."""
    bgr = next(iter(VideoFile(SAMPLES / "squat_close.mp4"))).bgr[:, NARROW]
    other = np.ascontiguousarray(bgr[:, ::-1, ::-1])
    return VideoFrame(np.hstack([bgr, other]), 0.0, 0)


@pytest.fixture
def estimator() -> Iterator[GroupEstimator]:
    opened = open_estimator("full", 2)
    assert isinstance(opened, GroupEstimator)
    with opened:
        yield opened


def at(frame: VideoFrame, n: int) -> VideoFrame:
    return VideoFrame(frame.bgr, n / 15, n)


def hips_x(pose: Pose) -> float:
    return float(pose.image_px[[Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP], 0].mean())


def test_one_person_needs_one_model() -> None:
    with open_estimator("full") as one:
        assert isinstance(one, MediaPipeEstimator)


def test_both_people_are_found_where_they_stand(
    estimator: GroupEstimator, couple: VideoFrame
) -> None:
    door: PoseEstimator = estimator
    found: tuple[Pose, ...] = ()
    for n in range(12):
        found = door.estimate(at(couple, n))
    left, right = sorted(hips_x(pose) for pose in found)
    assert left < couple.width_px / 2 < right
    assert left + right == pytest.approx(couple.width_px, abs=0.05 * couple.width_px)


def test_clothes_come_with_each_and_tell_them_apart(
    estimator: GroupEstimator, couple: VideoFrame
) -> None:
    found: tuple[Pose, ...] = ()
    for n in range(12):
        found = estimator.estimate(at(couple, n))
    one, other = found
    assert one.clothing[:3] == pytest.approx(other.clothing[2::-1], abs=0.1)


def test_who_is_gone_is_given_up_and_found_again(
    estimator: GroupEstimator, couple: VideoFrame
) -> None:
    alone = VideoFrame(np.where(np.arange(640)[:, None] < 320, couple.bgr, 114), 0.0, 0)
    counts = [len(estimator.estimate(at(couple, n))) for n in range(12)]
    counts += [len(estimator.estimate(at(alone, n))) for n in range(12, 30)]
    counts += [len(estimator.estimate(at(couple, n))) for n in range(30, 42)]
    assert (counts[11], counts[29], counts[41]) == (2, 1, 2)


def test_an_empty_room_holds_nobody(estimator: GroupEstimator) -> None:
    room = VideoFrame(np.full((240, 320, 3), 114, np.uint8), 0.0, 0)
    assert [estimator.estimate(at(room, n)) for n in range(3)] == [()] * 3


def test_closing_twice_is_fine(couple: VideoFrame) -> None:
    estimator = open_estimator("full", 2)
    estimator.estimate(couple)
    estimator.close()
    estimator.close()
