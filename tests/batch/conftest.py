"""A tiny film, and an estimator that sees one standing person without any model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.doubles import NoModel, StandingPerson, write_film

from tilcoach.batch import Analysis, analyse_file
from tilcoach.config import Settings


@pytest.fixture
def model() -> NoModel:
    return NoModel()


@pytest.fixture
def person() -> StandingPerson:
    """See somebody in every frame but the first."""
    return StandingPerson(absent_in=(0,))


@pytest.fixture
def film(tmp_path: Path) -> Callable[..., Path]:
    """Give a maker of films of some frames."""
    return lambda name="lift.mp4", frames=20: write_film(tmp_path / name, frames)


@pytest.fixture
def analysis(film: Callable[..., Path], person: StandingPerson) -> Analysis:
    return analyse_file(film(), Settings(), person)
