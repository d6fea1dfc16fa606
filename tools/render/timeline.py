"""Key frames of the parameters, and smooth values between them at any frame rate."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

import numpy as np
from scipy.interpolate import PchipInterpolator

from tools.render.arrays import Array
from tools.render.parameters import Parameters

NAMES = tuple(field.name for field in fields(Parameters))

_BLUR_S = 0.05
"""Standard deviation of the smoothing over time: a body has mass, it does not jerk."""

_TAPS = np.linspace(-2.5, 2.5, 11)
_TAP_WEIGHTS = np.exp(-(_TAPS**2) / 2) / np.exp(-(_TAPS**2) / 2).sum()
_WHOLE = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Move:
    """How to go to other parameters.

    Attributes
    ----------
    duration_s
        From the start of the first to the end of the last parameter.
    shares
        For some parameters, the part of that duration in which they move: (begin, end).
    via
        Values half-way, for parameters that take a detour.
    """

    duration_s: float
    shares: Mapping[str, tuple[float, float]]
    via: Mapping[str, float]


class Timeline:
    """Grows by moves and pauses; afterwards it can be sampled."""

    def __init__(self, start: Parameters) -> None:
        self.now = start
        self.time_s = 0.0
        self._keys: dict[str, list[tuple[float, float]]] = {
            name: [(0.0, value)] for name, value in asdict(start).items()
        }

    def move(self, goal: Parameters, how: Move) -> None:
        """Go from the present parameters to the goal."""
        present, wanted = asdict(self.now), asdict(goal)
        for name in NAMES:
            if present[name] != wanted[name] or name in how.via:
                self._move_one(name, wanted[name], how)
        self.now = goal
        self.time_s += how.duration_s

    def pause(self, duration_s: float) -> None:
        """Stay as one is."""
        self.time_s += duration_s

    def sample(self, times_s: Array) -> tuple[Parameters, ...]:
        """Parameters at the given times (F,), smoothed over time."""
        taps = times_s[:, None] + _TAPS * _BLUR_S
        clipped = np.clip(taps, 0.0, self.time_s)
        columns = {name: self._track(name, clipped) @ _TAP_WEIGHTS for name in NAMES}
        rows = zip(*(columns[name] for name in NAMES), strict=True)
        return tuple(Parameters(*map(float, row)) for row in rows)

    def _move_one(self, name: str, value: float, how: Move) -> None:
        begin, end = how.shares.get(name, _WHOLE)
        track, before = self._keys[name], self._keys[name][-1][1]
        start_s = self.time_s + begin * how.duration_s
        end_s = self.time_s + end * how.duration_s
        if start_s > track[-1][0]:
            track.append((start_s, before))
        if name in how.via:
            track.append(((start_s + end_s) / 2, how.via[name]))
        track.append((end_s, value))

    def _track(self, name: str, times_s: Array) -> Array:
        """Values of one parameter at times of any shape; at rest before and after its keys."""
        keys = np.array(self._keys[name])
        before, after = keys[0] - np.array([1.0, 0.0]), keys[-1] + np.array([1.0, 0.0])
        resting = np.vstack([before, keys, after])
        curve = PchipInterpolator(resting[:, 0], resting[:, 1])
        values: Array = curve(np.clip(times_s, before[0], after[0]))
        return values


def changed(parameters: Parameters, **values: float) -> Parameters:
    """Copy with some values changed."""
    return replace(parameters, **values)
