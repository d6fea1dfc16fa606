"""A tiny film, and a pose model that sees one standing person without any model file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.doubles import StandingPerson, write_film

from tilcoach.cli import main


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Put the standing person in place of the real model; note what was asked for."""
    asked: list[tuple[str, int]] = []

    def open_estimator(model: str, persons: int, *_: object) -> StandingPerson:
        asked.append((model, persons))
        return StandingPerson()

    monkeypatch.setattr("tilcoach.batch.film_task.open_estimator", open_estimator)
    monkeypatch.setattr("tilcoach.batch.film_task.known_model", lambda _name: StandingPerson.model)
    monkeypatch.setattr("tilcoach.estimation.open_estimator", open_estimator)
    return asked


@pytest.fixture
def film(tmp_path: Path) -> Callable[[str], Path]:
    """Give a maker of films of 20 frames."""
    return lambda name: write_film(tmp_path / name)


@pytest.fixture
def ending() -> Callable[..., int]:
    """Give a way to run a command and return its exit code."""

    def run(*arguments: object) -> int:
        with pytest.raises(SystemExit) as caught:
            main.run([str(argument) for argument in arguments])
        assert isinstance(caught.value.code, int)
        return caught.value.code

    return run
