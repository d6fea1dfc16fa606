"""A tiny film, and a name for a model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from tilcoach.video import VideoWriter


@dataclass(frozen=True)
class Model:
    name: str = "no_model"
    sha256: str = "ef" * 32


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def film(tmp_path: Path) -> Callable[..., Path]:
    """Give a maker of films of some frames at 10 Hz, each a little lighter than the last."""

    def make(name: str = "lift.mp4", frames: int = 20) -> Path:
        path = tmp_path / name
        with VideoWriter(path, 64, 48) as writer:
            for index in range(frames):
                writer.write(np.full((48, 64, 3), 5 * index, dtype=np.uint8), index / 10)
        return path

    return make
