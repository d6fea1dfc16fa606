"""From the moments of numbered pictures to how late they were shown."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from tilcoach.bench import Figure

Moment = tuple[int, float]
"""The number of a picture, and a moment in seconds."""


def delays_s(taken: Iterable[Moment], shown: Iterable[Moment]) -> list[float]:
    """Return how much later than taken each picture was first shown, in seconds.

    A film that starts again has the same numbers again: a picture was taken at the last moment
    before it was shown.

    Parameters
    ----------
    taken, shown
        In order of time.
    """
    moments: dict[int, list[float]] = defaultdict(list)
    for number, moment_s in taken:
        moments[number].append(moment_s)
    delays, before = [], -1
    for number, moment_s in shown:
        at = bisect_right(moments[number], moment_s)
        if number != before and at:
            delays.append(moment_s - moments[number][at - 1])
        before = number
    return delays


@dataclass(frozen=True, slots=True)
class Turn:
    """What was measured in one turn of one way.

    Attributes
    ----------
    delays_s
        Of each picture, in seconds.
    seconds
        How long the turn was.
    analysed_hz
        Pictures per second that the coach looked at.
    server_cores, browser_cores
        Processor seconds per second.
    """

    delays_s: Sequence[float]
    seconds: float
    analysed_hz: float
    server_cores: float
    browser_cores: float


def figures_of(name: str, turns: Sequence[Turn], goals_ms: tuple[float, float] | None) -> Figures:
    """Return the figures of one way, one value per turn.

    Parameters
    ----------
    name
        Of the way.
    turns
        At least one, each with at least two pictures.
    goals_ms
        What half of the pictures, and 95 % of them, should not be later than; None = no goal.
    """
    median_ms, p95_ms = goals_ms or (None, None)
    return (
        Figure(f"{name}, half of the pictures", "ms", _each(turns, _median_ms), median_ms, _HOW),
        Figure(f"{name}, 95 % of the pictures", "ms", _each(turns, _p95_ms), p95_ms, _HOW),
        Figure(f"{name}, shown", "per s", _each(turns, lambda t: len(t.delays_s) / t.seconds)),
        Figure(f"{name}, looked at", "per s", _each(turns, lambda turn: turn.analysed_hz)),
        Figure(f"{name}, server", "cores", _each(turns, lambda turn: turn.server_cores)),
        Figure(f"{name}, browser", "cores", _each(turns, lambda turn: turn.browser_cores)),
    )


_HOW = "from the camera to the frame of the screen that shows it"

Figures = tuple[Figure, ...]


def _each(turns: Sequence[Turn], of: Callable[[Turn], float]) -> tuple[float, ...]:
    return tuple(of(turn) for turn in turns)


def _median_ms(turn: Turn) -> float:
    return 1000 * median(turn.delays_s)


def _p95_ms(turn: Turn) -> float:
    return 1000 * quantiles(turn.delays_s, n=20, method="inclusive")[-1]
