"""A tiny film, and a name for a model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.doubles import NoModel, write_film


@pytest.fixture
def model() -> NoModel:
    return NoModel()


@pytest.fixture
def film(tmp_path: Path) -> Callable[..., Path]:
    """Give a maker of films of some frames at 10 Hz."""
    return lambda name="lift.mp4", frames=20: write_film(tmp_path / name, frames, rate_hz=10)
