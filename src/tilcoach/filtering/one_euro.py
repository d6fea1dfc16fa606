"""Smoothing of a live stream: little delay when something moves, little jitter when it does not.

References
----------
Casiez, Roussel & Vogel 2012, "1€ Filter", CHI '12, doi 10.1145/2207676.2208639, equations 1 to 6.
Ours takes the true time between two samples, never an assumed frame rate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tilcoach.pose.arrays import Floats


@dataclass(frozen=True, slots=True)
class OneEuroRule:
    """How a live stream is smoothed.

    Attributes
    ----------
    min_cutoff_hz
        The cut-off for something that does not move.
    beta
        How fast the cut-off rises with speed, in Hz per unit of speed.
    speed_cutoff_hz
        The cut-off for the speed itself.
    max_gap_s
        After a longer gap the filter starts afresh.
    """

    min_cutoff_hz: float = 1.5
    beta: float = 12.0
    speed_cutoff_hz: float = 1.5
    max_gap_s: float = 0.5


class OneEuro:
    """Filters arrays of one shape, each element by itself; has state, and a `reset`."""

    def __init__(self, rule: OneEuroRule | None = None) -> None:
        self._rule = rule or OneEuroRule()
        self.reset()

    def reset(self) -> None:
        """Forget everything: the next sample passes as it is."""
        self._last_s = -np.inf
        self._value: Floats | None = None
        self._speed: Floats | None = None

    def update(self, values: Floats, time_s: float) -> Floats:
        """Return the smoothed sample.

        Parameters
        ----------
        values
            Any shape, the same at each call, in units in which a person is about 1 tall;
            NaN passes and is filled again by the next number.
        time_s
            Later than at the last call.
        """
        step_s = time_s - self._last_s
        if self._value is None or self._speed is None or not 0 < step_s <= self._rule.max_gap_s:
            self._value, self._speed = values.copy(), np.zeros_like(values)
        else:
            self._advance(values, step_s)
        self._last_s = time_s
        return self._value.copy()

    def _advance(self, values: Floats, step_s: float) -> None:
        assert self._value is not None and self._speed is not None  # noqa: S101, PT018  for mypy
        last = np.where(np.isfinite(self._value), self._value, values)
        speed = np.nan_to_num((values - last) / step_s)
        self._speed = self._speed + _alpha(self._rule.speed_cutoff_hz, step_s) * (
            speed - self._speed
        )
        cutoff_hz = self._rule.min_cutoff_hz + self._rule.beta * np.abs(self._speed)
        self._value = last + _alpha(cutoff_hz, step_s) * (values - last)


def _alpha(cutoff_hz: Floats | float, step_s: float) -> Floats | float:
    """Return the weight of the new sample; equation 6."""
    turn = 2 * np.pi * cutoff_hz * step_s
    return turn / (turn + 1)
