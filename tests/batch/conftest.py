"""A tiny film, and an estimator that sees one standing person without any model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest

from tilcoach.batch import Analysis, analyse_file
from tilcoach.config import Settings
from tilcoach.pose import N_KEYPOINTS, Keypoint, Pose, VideoFrame

RATE_HZ = 30
WIDTH_PX, HEIGHT_PX = 64, 48


@dataclass(frozen=True)
class Model:
    name: str = "no_model"
    sha256: str = "ef" * 32


class StandingPerson:
    """Sees somebody in every frame but the first, and counts how often it was closed."""

    def __init__(self) -> None:
        self.closed = 0
        self.seen: list[int] = []

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        self.seen.append(frame.index)
        if frame.index == 0:
            return ()
        height_m = np.linspace(-0.8, 0.8, N_KEYPOINTS)  # from the nose down to the toes
        side_m = [0.2 if "LEFT" in point.name else -0.2 for point in Keypoint]
        world_m = np.stack([side_m, height_m, np.zeros(N_KEYPOINTS)], axis=1)
        image_px = np.stack([32 + 10 * world_m[:, 0], 24 + 20 * world_m[:, 1]], axis=1)
        return (Pose(image_px, world_m, np.ones(N_KEYPOINTS), frame.time_s),)

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def person() -> StandingPerson:
    return StandingPerson()


@pytest.fixture
def film(tmp_path: Path) -> Callable[..., Path]:
    """Give a maker of films of some frames."""

    def make(name: str = "lift.mp4", frames: int = 20) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libx264", rate=RATE_HZ)
            stream.width, stream.height, stream.pix_fmt = WIDTH_PX, HEIGHT_PX, "yuv420p"
            for index in range(frames):
                pixels = np.full((HEIGHT_PX, WIDTH_PX, 3), 5 * index % 256, dtype=np.uint8)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="bgr24")))
            container.mux(stream.encode())
        return path

    return make


@pytest.fixture
def analysis(film: Callable[..., Path], person: StandingPerson) -> Analysis:
    return analyse_file(film(), Settings(), person)
