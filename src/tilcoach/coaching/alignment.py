"""Lifts of different speed on one axis: each phase of a lift gets an equal share of it."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np

from tilcoach.pose.arrays import Bools, Floats


@dataclass(frozen=True, slots=True)
class LiftTimes:
    """The four moments that every lift has; seconds, none before the one above it.

    Attributes
    ----------
    start_s
        The person leaves upright.
    grasp_s
        The hands are at the load.
    upright_s
        The person is upright again.
    end_s
        The lift and its holding are over.
    """

    start_s: float
    grasp_s: float
    upright_s: float
    end_s: float

    def __post_init__(self) -> None:
        """Hold the promise that the moments are in order."""
        if not all(np.diff(self.moments_s) >= 0):
            message = f"moments of a lift: expected rising seconds, not {self.moments_s.tolist()}"
            raise ValueError(message)

    @property
    def moments_s(self) -> Floats:
        """The four moments, shape (4,)."""
        return np.array(astuple(self))


MOMENT_SHARES = np.linspace(0.0, 1.0, 4)
"""Where the four moments lie on the axis."""


def shares_of(time_s: Floats, times: LiftTimes) -> Floats:
    """Return where moments of a lift lie on the axis: shape (T,), 0 to 1; NaN outside the lift.

    Parameters
    ----------
    time_s
        Shape (T,).
    times
        Of the lift.
    """
    # A phase without a moment in it has two ends at the same time: the first of them counts.
    moments_s, first = np.unique(times.moments_s, return_index=True)
    return np.interp(time_s, moments_s, MOMENT_SHARES[first], left=np.nan, right=np.nan)


def at_shares(shares: Floats, time_s: Floats, values: Floats, times: LiftTimes) -> Floats:
    """Return a measure at places on the axis, shape (N,).

    NaN where it was not measured, and all through a phase that lasted no time.

    Parameters
    ----------
    shares
        Shape (N,), 0 to 1.
    time_s, values
        Shape (T,): the measure over time; NaN = not measured.
    times
        Of the lift.
    """
    known = np.full(len(shares), np.nan)
    lasts = ~_in_empty_phase(shares, times)
    if len(time_s):
        wanted_s = np.interp(shares[lasts], MOMENT_SHARES, times.moments_s)
        known[lasts] = np.interp(wanted_s, time_s, values, left=np.nan, right=np.nan)
    return known


@dataclass(frozen=True, slots=True, eq=False)
class InStep:
    """Two lifts on one clock, on which both go through every phase together.

    Attributes
    ----------
    time_s
        Shape (N,): the common clock, from 0 on.
    first_s, second_s
        Shape (N,): the moment of each lift to show then, never falling.
    """

    time_s: Floats
    first_s: Floats
    second_s: Floats


def in_step(
    first: LiftTimes, second: LiftTimes, *, lead_s: float, rate_hz: float, most: int
) -> InStep:
    """Return the moments at which two lifts are in the same phase, until both are upright.

    A phase lasts the mean of both; in it, each lift runs at an even pace of its own. Holding the
    load after that is not shown: it may last ten times as long as the lift.

    Parameters
    ----------
    first, second
        The lifts.
    lead_s
        So much is shown before they begin and after they are upright, at its own speed.
    rate_hz
        How many moments a second.
    most
        So many moments at most: long lifts get fewer a second.
    """
    own = [_shown_s(times, lead_s) for times in (first, second)]
    clock_s = np.concatenate([[0.0], np.cumsum(np.mean([np.diff(one) for one in own], axis=0))])
    number = min(most, round(clock_s[-1] * rate_hz) + 1)
    time_s = np.linspace(0.0, clock_s[-1], number)
    # A phase that is empty in both has two ends at the same time: the last of them counts.
    kept = np.append(np.diff(clock_s) > 0, True)
    return InStep(time_s, *(np.interp(time_s, clock_s[kept], one[kept]) for one in own))


def _shown_s(times: LiftTimes, lead_s: float) -> Floats:
    start_s, grasp_s, upright_s, _ = times.moments_s
    return np.array([start_s - lead_s, start_s, grasp_s, upright_s, upright_s + lead_s])


def _in_empty_phase(shares: Floats, times: LiftTimes) -> Bools:
    inside = np.zeros(len(shares), dtype=bool)
    for phase in np.flatnonzero(np.diff(times.moments_s) == 0):
        inside |= (shares > MOMENT_SHARES[phase]) & (shares <= MOMENT_SHARES[phase + 1])
    return inside
