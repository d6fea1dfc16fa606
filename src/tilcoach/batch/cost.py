"""What the whole path of a file costs, against the pose model alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tilcoach.batch.analysis import analyse_file
from tilcoach.batch.outputs import write_outputs
from tilcoach.config import Settings
from tilcoach.estimation import PoseEstimator
from tilcoach.pose import VideoFrame
from tilcoach.report import Model
from tilcoach.video import VideoFile

_CHUNK = 32  # frames that are decoded before the model's clock runs: 200 MB at 1080p

Clock = Callable[[], float]
"""Gives rising seconds."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds per frame, one number per round; the two were measured in turns.

    Attributes
    ----------
    frames
        Frames in the file.
    model_ms
        The pose model alone, on frames that are decoded already.
    pipeline_ms
        From file to ``session.json`` and ``frames.csv``, without the annotated video.
    """

    frames: int
    model_ms: tuple[float, ...]
    pipeline_ms: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median over the rounds of pipeline against model: 1 = the rest is free."""
        pairs = zip(self.pipeline_ms, self.model_ms, strict=True)
        return median(pipeline / model for pipeline, model in pairs)


def measure_cost(
    path: Path,
    settings: Settings,
    open_estimator: Callable[[], PoseEstimator],
    model: Model,
    rounds: int = 5,
    clock: Clock = time.perf_counter,
) -> Cost:
    """Return what a file costs per frame, both ways, in turns so that both meet the same machine.

    Parameters
    ----------
    path
        The video.
    settings
        What the user had set.
    open_estimator
        Gives a fresh estimator; opening it is not part of the cost, for either way.
    model
        The pose model, for the report.
    rounds
        How often to measure each.
    clock
        What to measure with.
    """
    frames = 0
    model_ms, pipeline_ms = [], []
    for _ in range(rounds):
        frames, model_s = _model_alone(path, open_estimator(), clock)
        model_ms.append(1000 * model_s / frames)
        pipeline_s = _whole_path(path, settings, open_estimator(), model, clock)
        pipeline_ms.append(1000 * pipeline_s / frames)
    return Cost(frames, tuple(model_ms), tuple(pipeline_ms))


def _model_alone(path: Path, estimator: PoseEstimator, clock: Clock) -> tuple[int, float]:
    """Return the number of frames, and the seconds spent in the model."""
    frames, spent_s = 0, 0.0
    with closing(estimator), closing(VideoFile(path)) as video:
        for chunk in _chunks(iter(video)):
            start_s = clock()
            for frame in chunk:
                estimator.estimate(frame)
            spent_s += clock() - start_s
            frames += len(chunk)
    return frames, spent_s


def _chunks(frames: Iterator[VideoFrame]) -> Iterator[list[VideoFrame]]:
    while chunk := list(islice(frames, _CHUNK)):
        yield chunk


def _whole_path(
    path: Path, settings: Settings, estimator: PoseEstimator, model: Model, clock: Clock
) -> float:
    """Return the seconds from file to files."""
    with TemporaryDirectory() as folder:
        start_s = clock()
        analysis = analyse_file(path, settings, estimator)
        write_outputs(analysis, Path(folder) / "bench", model, with_video=False)
        return clock() - start_s
