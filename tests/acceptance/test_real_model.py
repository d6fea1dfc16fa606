"""The sample videos end to end: from the file, through the real model, to the findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.doubles import Replay
from tools.record_poses import main as record_poses

from tilcoach.batch import Analysis, analyse_file
from tilcoach.coaching import JudgedLift, Pattern
from tilcoach.config import Settings
from tilcoach.estimation import MediaPipeEstimator
from tilcoach.pose import Pose, PoseSeries, VideoFrame

pytestmark = pytest.mark.model

Clip = dict[str, Any]
Seen = list[tuple[Pose, ...]]
Live = Callable[[Sequence[tuple[Pose, ...]]], list[JudgedLift]]

MODEL = Path(__file__).parents[2] / "models" / "pose_landmarker_full.task"


class Remembering:
    """The real model, with a memory of what it saw, so that it need not look twice."""

    def __init__(self) -> None:
        self._model = MediaPipeEstimator(MODEL)
        self.seen: Seen = []

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        self.seen.append(self._model.estimate(frame))
        return self.seen[-1]

    def close(self) -> None:
        self._model.close()


@pytest.fixture(scope="module")
def analysed(video: Path) -> tuple[Analysis, Seen]:
    model = Remembering()
    return analyse_file(video, Settings(), model), model.seen


def test_a_file_gives_the_right_verdict_for_every_lift_and_pattern(
    analysed: tuple[Analysis, Seen], clip: Clip
) -> None:
    (person,) = analysed[0].review.people
    for judged, expected in zip(person.lifts, clip["lift"], strict=True):
        for pattern in Pattern:
            verdict = judged.finding(pattern).verdict
            assert verdict in expected["verdicts"][pattern], (pattern, judged.lift.measures)


def test_a_file_gives_the_grasp_and_the_upright_in_time(
    analysed: tuple[Analysis, Seen], clip: Clip
) -> None:
    (person,) = analysed[0].review.people
    for judged, expected in zip(person.lifts, clip["lift"], strict=True):
        for moment in ("start_s", "grasp_s", "upright_s"):
            assert getattr(judged.lift, moment) == pytest.approx(expected[moment], abs=0.4), moment


def test_the_person_is_seen_in_every_frame(analysed: tuple[Analysis, Seen], clip: Clip) -> None:
    assert analysed[0].frames_without_person == 0
    assert analysed[0].source.frames == clip["frames"]


def test_live_gives_the_verdicts_of_the_file(
    analysed: tuple[Analysis, Seen], coach_live: Live
) -> None:
    (person,) = analysed[0].review.people
    live = coach_live(analysed[1])
    assert [[f.verdict for f in judged.findings] for judged in live] == [
        [f.verdict for f in judged.findings] for judged in person.lifts
    ]


def test_the_recordings_of_the_other_tests_are_still_what_the_model_sees(
    analysed: tuple[Analysis, Seen], recorded: Seen
) -> None:
    """When this fails, run `python -m tools.record_poses`."""
    off_px = [
        np.abs(now.image_px - then.image_px).max()
        for (now,), (then,) in zip(analysed[1], recorded, strict=True)
    ]
    assert np.median(off_px) < 2  # another processor rounds differently


def test_a_recording_for_the_other_tests_has_every_frame(
    analysed: tuple[Analysis, Seen], video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def seen_before(model: Path) -> Replay:
        opened.append(model)
        return Replay(analysed[1])

    monkeypatch.setattr("tools.record_poses.MediaPipeEstimator", seen_before)
    monkeypatch.setattr(
        "sys.argv", ["record_poses", str(video), "--out", str(tmp_path), "--model", str(MODEL)]
    )
    record_poses()
    assert opened == [MODEL]
    with np.load(tmp_path / f"{video.stem}.npz") as arrays:
        written = PoseSeries(**arrays)
    np.testing.assert_allclose(
        written.image_px, [pose.image_px for (pose,) in analysed[1]], atol=0.051
    )
