"""What four people at once cost, live: whole pictures, against the model's look at one person."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from tilcoach.bench.figure import Figure
from tilcoach.bench.files import Clock
from tilcoach.config import Settings
from tilcoach.estimation import PoseEstimator
from tilcoach.pipeline import Pipeline
from tilcoach.pose import VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.video import VideoFile

PEOPLE = 4
GROUP_GOAL_MS = 1000 / 15
"""At least 15 pictures a second, half of them."""

_Seen = TypeVar("_Seen")

_FRAMES = 150  # five seconds: the last of four is found within the first
_SETTLE = 30  # pictures in which the four are found, and their models opened


@dataclass(frozen=True, slots=True)
class GroupCost:
    """What each picture of four people takes, and what one look at one of them takes.

    Attributes
    ----------
    picture_ms
        Per round, the milliseconds of each picture, from the frame to what is known of everybody.
    model_ms
        Per round, milliseconds of the model's look at a picture with one person.
    people
        How many people were found in a picture, as a mean.
    """

    picture_ms: tuple[tuple[float, ...], ...]
    model_ms: tuple[float, ...]
    people: float


def measure_group(
    path: Path,
    settings: Settings,
    open_estimator: Callable[[int], PoseEstimator],
    rounds: int = 5,
    clock: Clock = time.perf_counter,
) -> GroupCost:
    """Return what four people cost, made of one who stands four times side by side.

    Parameters
    ----------
    path
        A film of one person in the middle of the picture.
    settings
        The user's settings.
    open_estimator
        Opens the pose model for so many people.
    rounds
        How often to measure.
    clock
        Gives rising seconds.
    """
    pictures, models, people = [], [], []
    for _ in range(rounds):
        with closing(open_estimator(1)) as estimator:
            alone = [_took_ms(estimator.estimate, one, clock)[0] for one in _frames(path, 1)]
        models.append(float(np.median(alone[_SETTLE:])))
        with Pipeline(open_estimator(PEOPLE), settings) as pipeline:
            took = [_took_ms(pipeline.step, one, clock) for one in _frames(path, PEOPLE)]
        pictures.append(tuple(ms for ms, _ in took[_SETTLE:]))
        people += [len(result.people) for _, result in took[_SETTLE:]]
    return GroupCost(tuple(pictures), tuple(models), float(np.mean(people)))


def group_figures(cost: GroupCost) -> tuple[Figure, ...]:
    """Return the rows of the table."""
    half = [float(np.median(one)) for one in cost.picture_ms]
    most = [float(np.percentile(one, 95)) for one in cost.picture_ms]
    n = sum(map(len, cost.picture_ms))
    how = f"{n} pictures, {cost.people:.2f} people found in each"
    rates = tuple(1000 / ms for ms in half)
    ratios = tuple(ms / alone for ms, alone in zip(half, cost.model_ms, strict=True))
    name = "Four people at once, live"
    return (
        Figure(f"{name}, half of the pictures", "ms", tuple(half), round(GROUP_GOAL_MS, 1), how),
        Figure(f"{name}, 95 % of the pictures", "ms", tuple(most), note=how),
        Figure(f"{name}, looked at", "per s", rates, note="goal: at least 15"),
        Figure(name, "x model", ratios, note="pairs from the same round"),
    )


def _took_ms(
    look: Callable[[VideoFrame], _Seen], frame: VideoFrame, clock: Clock
) -> tuple[float, _Seen]:
    start_s = clock()
    seen = look(frame)
    return 1000 * (clock() - start_s), seen


def _frames(path: Path, people: int) -> Iterator[VideoFrame]:
    """Yield the first pictures of a film, with the person in it so many times."""
    with closing(VideoFile(path)) as video:
        for frame in islice(video, _SETTLE + _FRAMES):
            yield VideoFrame(beside_each_other(frame.bgr, people), frame.time_s, frame.index)


def beside_each_other(bgr: Bytes, people: int) -> Bytes:
    """Return the middle half of a picture so many times; every other one is a mirror image."""
    quarter = bgr.shape[1] // 4
    middle = bgr[:, quarter:-quarter]
    return np.hstack([middle[:, :: 1 - 2 * (n % 2)] for n in range(people)])
