"""MediaPipe's pose landmarker as a `PoseEstimator`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from tilcoach.errors import ModelError
from tilcoach.estimation.bundle import ModelInfo
from tilcoach.estimation.native_stderr import only_errors
from tilcoach.estimation.telemetry_block import offline_thread
from tilcoach.pose import Pose, VideoFrame, seen_inside

if TYPE_CHECKING:
    from mediapipe.tasks.python.vision import PoseLandmarker

_MS_PER_S = 1000
_SMALLEST_SIDE_PX = 2  # one pixel breaks MediaPipe's cropping

SYSTEM_LIBRARIES = "apt-get install -y libgl1 libglib2.0-0 libegl1 libgles2"
"""Installs the system libraries of MediaPipe and OpenCV on Debian and Ubuntu."""


class MediaPipeEstimator:
    """Finds people with a MediaPipe Tasks pose landmarker; one estimator per stream.

    Calls from several threads are let in one at a time: all of MediaPipe works in one thread, which
    cannot reach a network. Use it as a context manager.

    Parameters
    ----------
    bundle
        The model's file.
    persons
        How many people are looked for.
    is_stream
        Whether people are followed from frame to frame; else each frame is a picture on its own.

    Attributes
    ----------
    model
        The bundle's name and fingerprint.
    """

    def __init__(self, bundle: Path, persons: int = 1, *, is_stream: bool = True) -> None:
        self._is_stream = is_stream
        self.model = ModelInfo.of(_existing(bundle))
        self._last_ms = -1
        self._has_seen_someone = False  # MediaPipe logs for the last time at the first person
        self._thread = offline_thread("pose-model")
        try:
            self._landmarker = self._thread.submit(
                _open_landmarker, bundle, persons, is_stream=is_stream
            ).result()
        except BaseException:
            self._thread.shutdown()
            raise

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        """Return the poses in a frame; empty when nobody is seen."""
        return self.begin(frame)()

    def begin(self, frame: VideoFrame) -> Callable[[], tuple[Pose, ...]]:
        """Start to look at a frame, and return what waits for its poses."""
        if min(frame.width_px, frame.height_px) < _SMALLEST_SIDE_PX:
            return tuple
        image = _mediapipe_image(frame)
        try:
            detected = self._thread.submit(self._detect, image, frame.time_s)
        except RuntimeError as error:  # MediaPipe itself would silently find nobody
            sentence = "The pose model is closed already: open it again before the next frame."
            raise ModelError(sentence) from error

        def poses() -> tuple[Pose, ...]:
            result = detected.result()
            return tuple(
                _pose(landmarks, world_landmarks, frame)
                for landmarks, world_landmarks in zip(
                    result.pose_landmarks, result.pose_world_landmarks, strict=True
                )
            )

        return poses

    def _detect(self, image: Any, time_s: float) -> Any:  # noqa: ANN401 - mediapipe has no types
        # MediaPipe wants whole milliseconds that strictly rise, also above 1000 frames/s.
        self._last_ms = max(int(time_s * _MS_PER_S), self._last_ms + 1)
        try:
            with nullcontext() if self._has_seen_someone else only_errors():
                if self._is_stream:
                    result = self._landmarker.detect_for_video(image, self._last_ms)
                else:
                    result = self._landmarker.detect(image)
        except (RuntimeError, ValueError) as error:
            seconds = self._last_ms // _MS_PER_S
            sentence = "The pose model stopped after {seconds} s ({cause}): run `tilcoach doctor`."
            raise ModelError(sentence, seconds=seconds, cause=error) from error
        self._has_seen_someone |= bool(result.pose_landmarks)
        return result

    def close(self) -> None:
        """Free the model; closing twice is fine."""
        with suppress(RuntimeError):  # closed already
            self._thread.submit(self._close)
        self._thread.shutdown()

    def _close(self) -> None:
        with only_errors():
            self._landmarker.close()

    def __enter__(self) -> Self:
        """Return the estimator itself."""
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Free the model."""
        self.close()


def _existing(bundle: Path) -> Path:
    if not bundle.is_file():
        sentence = "There is no pose model at {bundle}: run `tilcoach models fetch`."
        raise ModelError(sentence, bundle=bundle)
    return bundle


def _open_landmarker(bundle: Path, persons: int, *, is_stream: bool) -> PoseLandmarker:
    try:
        # Slow to import, and --help must not wait for it.
        from mediapipe.tasks.python import BaseOptions, vision  # noqa: PLC0415

        options = vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(bundle)),
            running_mode=(vision.RunningMode.VIDEO if is_stream else vision.RunningMode.IMAGE),
            num_poses=persons,
        )
        with only_errors():
            return vision.PoseLandmarker.create_from_options(options)
    except (OSError, ImportError) as error:  # a shared library that the machine lacks
        sentence = (
            "The pose model cannot start because a system library is missing ({cause}): "
            "on Debian or Ubuntu run `{command}`."
        )
        raise ModelError(sentence, cause=error, command=SYSTEM_LIBRARIES) from error
    except (RuntimeError, ValueError) as error:
        sentence = "The pose model {bundle} is damaged: run `tilcoach models fetch`."
        raise ModelError(sentence, bundle=bundle) from error


def _mediapipe_image(frame: VideoFrame) -> Any:  # noqa: ANN401 - mediapipe has no types
    import cv2  # noqa: PLC0415
    import mediapipe  # noqa: PLC0415

    rgb = cv2.cvtColor(frame.bgr, cv2.COLOR_BGR2RGB)
    return mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)


def _pose(landmarks: Any, world_landmarks: Any, frame: VideoFrame) -> Pose:  # noqa: ANN401
    image = np.array([(point.x, point.y, point.visibility) for point in landmarks])
    size_px = (frame.width_px, frame.height_px)
    image_px = image[:, :2] * size_px
    return Pose(
        image_px=image_px,
        world_m=np.array([(point.x, point.y, point.z) for point in world_landmarks]),
        visibility=seen_inside(image_px, image[:, 2], size_px),
        time_s=frame.time_s,
    )
