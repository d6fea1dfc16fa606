"""A camera that stands too close, so that the feet are below its picture: nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from tilcoach.coaching import FrameResult, Reason
from tilcoach.config import Settings
from tilcoach.estimation import open_estimator
from tilcoach.pipeline import Pipeline, review
from tilcoach.pose import Pose, PoseSeries, VideoFrame
from tilcoach.video import VideoFile

pytestmark = pytest.mark.model

FILM = Path(__file__).parents[2] / "sample_videos" / "lift_and_twist.mp4"
UPPER = 0.8  # so much of its height; with feet guessed below, its twist of 39 degrees read 5


def closer() -> Iterator[VideoFrame]:
    """Give the film as a camera sees it that stands closer by."""
    film = VideoFile(FILM)
    for frame in film:
        height_px, width_px = frame.bgr.shape[:2]
        left_px = round((1 - UPPER) / 2 * width_px)
        part = frame.bgr[: round(UPPER * height_px), left_px : width_px - left_px]
        larger = cv2.resize(part, (width_px, height_px)).astype(np.uint8, copy=False)
        yield VideoFrame(larger, frame.time_s, frame.index)
    film.close()


@pytest.fixture(scope="module")
def steps() -> list[FrameResult]:
    with Pipeline(open_estimator("full"), Settings()) as pipeline:
        return [pipeline.step(frame) for frame in closer()]


def test_live_no_lift_is_judged(steps: list[FrameResult]) -> None:
    last = [person.last_lift for step in steps for person in step.people]
    findings = [finding for judged in last if judged for finding in judged.findings]
    assert findings
    assert {finding.reason for finding in findings} == {Reason.NOT_SEEN}


def test_in_a_recording_no_lift_is_judged(steps: list[FrameResult]) -> None:
    seen: list[Pose] = [person.pose for step in steps for person in step.people]
    (person,) = review({1: PoseSeries.of(seen)}, Settings()).people
    findings = [finding for judged in person.lifts for finding in judged.findings]
    assert findings
    assert {finding.reason for finding in findings} == {Reason.NOT_SEEN}
