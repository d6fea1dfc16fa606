"""The real pose model, behind its door."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mediapipe.tasks.python import vision

from tilcoach.errors import ModelError
from tilcoach.estimation import MediaPipeEstimator, PoseEstimator, open_estimator
from tilcoach.estimation.model_files import find_bundle, known_models
from tilcoach.pose import Keypoint, VideoFrame
from tilcoach.video import VideoFile

pytestmark = pytest.mark.model

SAMPLES = Path(__file__).parents[2] / "sample_videos"


@pytest.fixture(scope="module")
def someone() -> VideoFrame:
    """Return the first frame of a sample: a person who stands upright."""
    return next(iter(VideoFile(SAMPLES / "squat_close.mp4")))


@pytest.fixture
def estimator() -> Iterator[MediaPipeEstimator]:
    with MediaPipeEstimator(find_bundle("full")) as opened:
        yield opened


def at(frame: VideoFrame, time_s: float) -> VideoFrame:
    return VideoFrame(frame.bgr, time_s, frame.index)


def blank(height: int, width: int, time_s: float = 0.0) -> VideoFrame:
    return VideoFrame(np.zeros((height, width, 3), np.uint8), time_s, 0)


def test_it_is_a_pose_estimator(estimator: MediaPipeEstimator) -> None:
    door: PoseEstimator = estimator
    assert door is estimator
    model = known_models()["full"]
    assert (estimator.model.name, estimator.model.sha256) == (Path(model.file).stem, model.sha256)


def test_a_person_is_found_in_pixels_and_metres(
    estimator: MediaPipeEstimator, someone: VideoFrame
) -> None:
    (pose,) = estimator.estimate(at(someone, 1.5))
    assert pose.time_s == 1.5
    nose, ankle = pose.image_px[Keypoint.NOSE], pose.image_px[Keypoint.LEFT_ANKLE]
    assert 0 < nose[1] < ankle[1] < someone.height_px
    assert ((pose.image_px > 0) & (pose.image_px < [someone.width_px, someone.height_px])).all()
    hips = pose.world_m[[Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=0)
    assert hips == pytest.approx([0, 0, 0], abs=0.02)
    assert 1.2 < pose.world_m[Keypoint.LEFT_ANKLE, 1] - pose.world_m[Keypoint.NOSE, 1] < 1.9
    assert pose.visibility.min() >= 0
    assert pose.visibility[Keypoint.NOSE] > 0.9


def test_what_lies_outside_the_picture_is_not_seen(
    estimator: MediaPipeEstimator, someone: VideoFrame
) -> None:
    upper = VideoFrame(someone.bgr[: round(0.75 * someone.height_px)], 0.0, 0)  # without the feet
    (pose,) = estimator.estimate(upper)
    outside = pose.image_px[:, 1] > upper.height_px
    assert outside[[Keypoint.LEFT_ANKLE, Keypoint.RIGHT_HEEL]].all()
    assert (pose.visibility[outside] == 0).all()
    assert (pose.visibility[~outside] > 0).all()


def test_red_and_blue_are_not_mixed_up(
    estimator: MediaPipeEstimator, someone: VideoFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    detect = estimator._landmarker.detect_for_video

    def note(image: Any, time_ms: int) -> Any:  # noqa: ANN401 - mediapipe has no types
        seen.append(image)
        return detect(image, time_ms)

    monkeypatch.setattr(estimator._landmarker, "detect_for_video", note)
    estimator.estimate(someone)
    np.testing.assert_array_equal(seen[0].numpy_view(), someone.bgr[..., ::-1])


def test_nobody_is_no_error(estimator: MediaPipeEstimator) -> None:
    assert estimator.estimate(blank(48, 64)) == ()


@pytest.mark.parametrize("size", [(1, 1), (1, 80), (80, 1), (2, 2), (3, 500)])
def test_the_smallest_frames(estimator: MediaPipeEstimator, size: tuple[int, int]) -> None:
    assert estimator.estimate(blank(*size)) == ()


def test_times_may_be_closer_than_a_millisecond(
    estimator: MediaPipeEstimator, someone: VideoFrame
) -> None:
    for time_s in (0.0, 0.0001, 0.0002, 0.0002):
        (pose,) = estimator.estimate(at(someone, time_s))
        assert pose.time_s == time_s


def test_several_threads_may_call_it(estimator: MediaPipeEstimator, someone: VideoFrame) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: estimator.estimate(at(someone, 0.0)), range(12)))
    assert [len(poses) for poses in found] == [1] * 12


def test_after_closing_it_says_so(someone: VideoFrame) -> None:
    estimator = open_estimator("full")
    estimator.close()
    estimator.close()
    with pytest.raises(ModelError, match="closed already"):
        estimator.estimate(someone)


def test_a_fault_of_the_model_is_said_in_words(
    estimator: MediaPipeEstimator, someone: VideoFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        message = "Graph has errors"
        raise RuntimeError(message)

    monkeypatch.setattr(estimator._landmarker, "detect_for_video", fail)
    with pytest.raises(ModelError, match=r"stopped after 1 s \(Graph has errors\): run `tilcoach"):
        estimator.estimate(at(someone, 1.5))


def test_a_bundle_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no pose model at .*: run `tilcoach models fetch`"):
        MediaPipeEstimator(tmp_path / "no.task")


def test_a_bundle_that_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "bad.task").write_bytes(b"no zip file")
    with pytest.raises(ModelError, match=r"bad.task is damaged: run `tilcoach models fetch`"):
        MediaPipeEstimator(tmp_path / "bad.task")


def test_a_system_library_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(_options: object) -> None:
        message = "libEGL.so.1: cannot open shared object file"
        raise OSError(message)

    monkeypatch.setattr(vision.PoseLandmarker, "create_from_options", lacking)
    with pytest.raises(ModelError, match=r"libEGL.so.1.*apt-get install -y .*libegl1"):
        MediaPipeEstimator(find_bundle("full"))


def test_the_users_screen_stays_clean() -> None:
    code = (
        "from pathlib import Path\n"
        "from tilcoach.estimation import open_estimator\n"
        "from tilcoach.video import VideoFile\n"
        f"frame = next(iter(VideoFile(Path({str(SAMPLES / 'squat_close.mp4')!r}))))\n"
        "with open_estimator('full') as estimator:\n"
        "    print(len(estimator.estimate(frame)))\n"
    )
    run = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert (run.stdout, run.stderr) == ("1\n", "")
