"""The phase of every moment of a recording, once its lifts are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tilcoach.lifting.bend import LiftRule
from tilcoach.lifting.lift import Lift, LiftPhase
from tilcoach.pose.arrays import Floats


def phases_of(
    time_s: Floats, lifts: Sequence[Lift], rule: LiftRule | None = None
) -> tuple[LiftPhase, ...]:
    """Return the phase of each moment.

    Parameters
    ----------
    time_s
        Shape (T,).
    lifts
        The lifts of one person, in order of time.
    rule
        Says how near to their lowest point hands are at the load.
    """
    rule = rule or LiftRule()
    phases = np.full(len(time_s), LiftPhase.UPRIGHT, dtype=object)
    for lift in lifts:
        down = LiftPhase.LOWERING if lift.carried_before else LiftPhase.REACHING
        empty_after = lift.carried_before and not lift.carried_after
        grasp_start_s, grasp_end_s = _at_load_s(lift, rule.grasp_band)
        for phase, start_s, end_s in (
            (down, lift.start_s, grasp_start_s),
            (LiftPhase.GRASPING, grasp_start_s, grasp_end_s),
            (LiftPhase.UPRIGHT if empty_after else LiftPhase.LIFTING, grasp_end_s, lift.upright_s),
            (
                LiftPhase.HOLDING if lift.carried_after else LiftPhase.UPRIGHT,
                lift.upright_s,
                lift.end_s,
            ),
        ):
            phases[(time_s >= start_s) & (time_s < end_s)] = phase
    return tuple(LiftPhase(phase) for phase in phases)  # numpy makes plain text of them


def load_probability_of(time_s: Floats, lifts: Sequence[Lift]) -> Floats:
    """Return whether something is held at each moment, shape (T,), 0 to 1.

    Parameters
    ----------
    time_s
        Shape (T,).
    lifts
        The lifts of one person, in order of time.
    """
    probability = np.zeros(len(time_s))
    for lift in lifts:
        held = lift.with_load
        if len(held):
            inside = (time_s >= held.time_s[0]) & (time_s <= held.time_s[-1])
            probability[inside] = lift.load.probability
    return probability


def _at_load_s(lift: Lift, band: float) -> tuple[float, float]:
    """Return the first and last moment of the bend at which the hands are at the load."""
    bend = lift.postures.between(lift.start_s, lift.upright_s)
    height = bend.wrist_height_ratio
    if not np.isfinite(height).any():
        return lift.grasp_s, lift.grasp_s
    at_load = bend.time_s[height <= np.nanmin(height) + band]
    return float(at_load[0]), float(at_load[-1])
