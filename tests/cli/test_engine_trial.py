"""The pose engine is tried in a process of its own, which it may end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tilcoach.cli import engine_trial
from tilcoach.cli.engine_trial import start_engine
from tilcoach.errors import ModelError
from tilcoach.estimation.model_files import find_bundle


def end_unasked(_bundle: Path) -> None:
    """End the process as a processor does that lacks an instruction."""
    os.abort()


def test_an_engine_that_starts() -> None:
    start_engine(find_bundle("full"))


def test_an_engine_that_ends_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_trial, "fault_of_engine", end_unasked)
    with pytest.raises(ModelError, match="breaks down on this computer"):
        start_engine(Path("full.task"))


def test_an_engine_that_says_why_it_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no pose model at"):
        start_engine(tmp_path / "none.task")
