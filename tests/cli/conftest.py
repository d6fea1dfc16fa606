"""A tiny film, and a pose model that sees one standing person without any model file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import av
import numpy as np
import pytest

from tilcoach.cli import main
from tilcoach.pose import N_KEYPOINTS, Pose, VideoFrame


@dataclass(frozen=True)
class Model:
    name: str = "no_model"
    sha256: str = "ef" * 32


@dataclass
class StandingPerson:
    model: Model = field(default_factory=Model)

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        height_m = np.linspace(-0.8, 0.8, N_KEYPOINTS)  # from the nose down to the toes
        world_m = np.stack([np.zeros(N_KEYPOINTS), height_m, np.zeros(N_KEYPOINTS)], axis=1)
        image_px = 24 + 20 * world_m[:, :2]
        return (Pose(image_px, world_m, np.ones(N_KEYPOINTS), frame.time_s),)

    def close(self) -> None:
        """Nothing to free."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Put the standing person in place of the real model; note what was asked for."""
    asked: list[tuple[str, int]] = []

    def open_estimator(model: str, persons: int) -> StandingPerson:
        asked.append((model, persons))
        return StandingPerson()

    monkeypatch.setattr("tilcoach.cli.job.open_estimator", open_estimator)
    monkeypatch.setattr("tilcoach.estimation.open_estimator", open_estimator)
    return asked


@pytest.fixture
def film(tmp_path: Path) -> Callable[[str], Path]:
    """Give a maker of films of 20 frames."""

    def make(name: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with av.open(str(path), "w") as container:
            stream = container.add_stream("libx264", rate=30)
            stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
            for index in range(20):
                pixels = np.full((48, 64, 3), 5 * index, dtype=np.uint8)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="bgr24")))
            container.mux(stream.encode())
        return path

    return make


@pytest.fixture
def ending() -> Callable[..., int]:
    """Give a way to run a command and return its exit code."""

    def run(*arguments: object) -> int:
        with pytest.raises(SystemExit) as caught:
            main.run([str(argument) for argument in arguments])
        assert isinstance(caught.value.code, int)
        return caught.value.code

    return run
