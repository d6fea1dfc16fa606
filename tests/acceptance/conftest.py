"""The sample videos: what should be found in them, and what the pose model saw in them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.doubles import Replay

from tilcoach.coaching import JudgedLift
from tilcoach.config import Settings
from tilcoach.pipeline import Pipeline
from tilcoach.pose import Pose, PoseSeries, VideoFrame

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_videos"
CLIPS: dict[str, dict[str, Any]] = {
    clip["name"]: clip
    for clip in tomllib.loads((SAMPLES / "expected.toml").read_text(encoding="utf-8"))["clip"]
}


@pytest.fixture(scope="session", params=CLIPS)
def name(request: pytest.FixtureRequest) -> str:
    """Run a test once for each sample video."""
    return str(request.param)


@pytest.fixture(scope="session")
def clip(name: str) -> dict[str, Any]:
    """Give what stands in expected.toml."""
    return CLIPS[name]


@pytest.fixture(scope="session")
def video(name: str) -> Path:
    return SAMPLES / f"{name}.mp4"


@pytest.fixture(scope="session")
def truth(name: str) -> Callable[[str, PoseSeries], NDArray[np.float64]]:
    """Look up a column of the exact truth at the moments of a recording."""
    path = SAMPLES / f"{name}.truth.csv"
    table = np.genfromtxt(path, delimiter=",", names=True, encoding="utf-8")

    def look_up(column: str, at: PoseSeries) -> NDArray[np.float64]:
        values: NDArray[np.float64] = np.interp(at.time_s, table["time_s"], table[column])
        return values

    return look_up


@pytest.fixture(scope="session")
def recorded(name: str) -> list[tuple[Pose, ...]]:
    """Give what the model saw, frame by frame, as written by tools/record_poses.py."""
    with np.load(ROOT / "tests" / "recordings" / f"{name}.npz") as arrays:
        series = PoseSeries(**arrays)
    seen = np.isfinite(series.image_px[:, 0, 0])
    return [(series.at(i),) if seen[i] else () for i in range(len(series))]


@pytest.fixture(scope="session")
def coach_live() -> Callable[[Sequence[tuple[Pose, ...]]], list[JudgedLift]]:
    """Play poses frame by frame, and give the last word on each lift."""

    def play(seen: Sequence[tuple[Pose, ...]]) -> list[JudgedLift]:
        nothing = np.zeros((2, 2, 3), np.uint8)
        last_word: dict[int, JudgedLift] = {}
        with Pipeline(Replay(seen), Settings()) as pipeline:
            for index, poses in enumerate(seen):
                time_s = poses[0].time_s if poses else index / 30
                for person in pipeline.step(VideoFrame(nothing, time_s, index)).people:
                    if person.last_lift is not None:
                        last_word[person.last_lift.lift.number] = person.last_lift
        return list(last_word.values())

    return play
