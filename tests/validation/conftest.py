"""The sample clips with their truth, and the landmarks that the model saw in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tilcoach.coaching import JudgedLift
from tilcoach.config import Settings
from tilcoach.pose import PoseSeries
from tilcoach.validation import (
    ClipRun,
    ClipsReport,
    TrueClip,
    read_clips,
    read_recording,
    review_recording,
    run_clip,
    validate_clips,
)

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "tests" / "recordings"


@pytest.fixture(scope="session")
def clips() -> tuple[TrueClip, ...]:
    return read_clips(ROOT / "sample_videos")


@pytest.fixture(scope="session")
def recorded() -> Callable[[TrueClip], PoseSeries]:
    return lambda clip: read_recording(RECORDINGS / f"{clip.name}.npz")


@pytest.fixture(scope="session")
def runs(
    clips: tuple[TrueClip, ...], recorded: Callable[[TrueClip], PoseSeries]
) -> tuple[ClipRun, ...]:
    return tuple(run_clip(clip, recorded(clip)) for clip in clips)


@pytest.fixture(scope="session")
def report(runs: tuple[ClipRun, ...]) -> ClipsReport:
    return validate_clips(runs)


@pytest.fixture(scope="session")
def stoops() -> tuple[JudgedLift, ...]:
    """Two lifts with straight legs: about 3.0 to 5.5 s and 7.5 to 10.0 s."""
    series = read_recording(RECORDINGS / "stoop_straight_legs.npz")
    (person,) = review_recording(series, Settings()).people
    return person.lifts
