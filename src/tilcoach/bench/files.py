"""What the whole path of a file costs, against the pose model alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tilcoach.batch import analyse_file, write_outputs
from tilcoach.bench.figure import Figure
from tilcoach.config import Settings
from tilcoach.estimation import PoseEstimator
from tilcoach.pose import VideoFrame
from tilcoach.session_files import ModelIdentity
from tilcoach.video import VideoFile

FILE_GOAL, ANNOTATED_GOAL = 1.05, 1.25

_CHUNK = 32  # frames that are decoded before the model's clock runs: 200 MB at 1080p

Clock = Callable[[], float]
"""Gives rising seconds."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds per frame, one number per round; the three were measured in turns.

    Attributes
    ----------
    frames
        Frames in the file.
    model_ms
        The pose model alone, on frames that are decoded already.
    pipeline_ms
        From file to ``session.json`` and ``frames.csv``, without the annotated video.
    annotated_ms
        The same with the annotated video.
    """

    frames: int
    model_ms: tuple[float, ...]
    pipeline_ms: tuple[float, ...]
    annotated_ms: tuple[float, ...]


def measure_cost(
    path: Path,
    settings: Settings,
    open_estimator: Callable[[], PoseEstimator],
    model: ModelIdentity,
    rounds: int = 5,
    clock: Clock = time.perf_counter,
) -> Cost:
    """Return what a file costs per frame, in turns so that all ways meet the same machine."""
    frames, model_ms = 0, []
    path_ms: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(rounds):
        frames, model_s = _model_alone(path, open_estimator(), clock)
        model_ms.append(1000 * model_s / frames)
        for with_video, found in path_ms.items():
            estimator = open_estimator()
            start_s = clock()
            _whole_path(path, settings, estimator, model, with_video=with_video)
            found.append(1000 * (clock() - start_s) / frames)
    return Cost(frames, tuple(model_ms), tuple(path_ms[False]), tuple(path_ms[True]))


def file_figures(cost: Cost) -> tuple[Figure, ...]:
    """Return the rows of the table: ratios round by round, since the machine has other work too."""
    how = f"{cost.frames} frames, pairs from the same round"
    return (
        Figure("Pose model alone", "ms/frame", cost.model_ms, note="frames in memory"),
        Figure(
            "File, no annotated video", "x model", ratios(cost, with_video=False), FILE_GOAL, how
        ),
        Figure(
            "File, annotated video", "x model", ratios(cost, with_video=True), ANNOTATED_GOAL, how
        ),
    )


def ratios(cost: Cost, *, with_video: bool) -> tuple[float, ...]:
    """Return the cost of the whole path over that of the model, round by round."""
    way = cost.annotated_ms if with_video else cost.pipeline_ms
    return tuple(whole / alone for whole, alone in zip(way, cost.model_ms, strict=True))


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
    path: Path,
    settings: Settings,
    estimator: PoseEstimator,
    model: ModelIdentity,
    *,
    with_video: bool,
) -> None:
    """Go from a file to files."""
    with TemporaryDirectory() as folder:
        analysis = analyse_file(path, settings, estimator)
        write_outputs(analysis, Path(folder) / "bench", model, with_video=with_video)
