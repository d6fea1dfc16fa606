"""The phase of a bend while it goes on, and of every moment once the lifts are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tilcoach.kinematics import Posture, PostureSeries
from tilcoach.lifting.lift import Lift, LiftPhase
from tilcoach.lifting.lift_rule import LiftRule
from tilcoach.lifting.load import LoadRule
from tilcoach.pose.arrays import Floats


def phase_in_bend(
    phase: LiftPhase,
    bend: Sequence[Posture],
    rule: LiftRule,
    load_rule: LoadRule,
    *,
    hands_full: bool,
) -> LiftPhase:
    """Return the phase of the newest moment, by the hands' height: going down, at a load, or up.

    Full hands that went down and come up again have most likely let go.

    Parameters
    ----------
    phase
        Of the moment before.
    bend
        From leaving upright until now.
    rule, load_rule
        How near to their lowest point hands are at the load, and how low that is.
    hands_full
        Whether a load was in the hands before.
    """
    heights = [p.wrist_height_ratio for p in bend if not np.isnan(p.wrist_height_ratio)]
    if not heights or np.isnan(bend[-1].wrist_height_ratio):
        return phase
    above = bend[-1].wrist_height_ratio - min(heights)
    if above > 2 * rule.grasp_band and phase is LiftPhase.GRASPING:
        return LiftPhase.REACHING if hands_full else LiftPhase.LIFTING
    if above <= rule.grasp_band and min(heights) < load_rule.low_hands_ratio:
        return LiftPhase.GRASPING
    return phase


def phases_of(
    postures: PostureSeries,
    lifts: Sequence[Lift],
    bends: Sequence[Lift] = (),
    rule: LiftRule | None = None,
) -> tuple[LiftPhase, ...]:
    """Return the phase of each moment.

    Bent with nothing in the hands is *reaching*, on the way down and on the way up.

    Parameters
    ----------
    postures
        T moments of one person.
    lifts, bends
        The lifts, and the bends with nothing in the hands, in order of time.
    rule
        From which drop of the shoulders on a person is bent, and how near to their lowest point
        hands are at the load.
    """
    rule = rule or LiftRule()
    time_s = postures.time_s
    phases = np.full(len(time_s), LiftPhase.UPRIGHT, dtype=object)
    phases[postures.shoulder_drop_ratio >= rule.bend_from] = LiftPhase.REACHING
    for bend in bends:
        phases[(time_s >= bend.start_s) & (time_s < bend.upright_s)] = LiftPhase.REACHING
    for lift in lifts:
        for phase, start_s, end_s in _phases_of_lift(lift, rule):
            phases[(time_s >= start_s) & (time_s < end_s)] = phase
    return tuple(LiftPhase(phase) for phase in phases)  # numpy makes plain text of them


def _phases_of_lift(lift: Lift, rule: LiftRule) -> tuple[tuple[LiftPhase, float, float], ...]:
    """Return the phases of one lift, each with its start and end."""
    down = LiftPhase.LOWERING if lift.carried_before else LiftPhase.REACHING
    put_down = lift.carried_before and not lift.carried_after
    up = LiftPhase.REACHING if put_down else LiftPhase.LIFTING
    grasp_start_s, grasp_end_s = _at_load_s(lift, rule.grasp_band)
    standing = ((LiftPhase.HOLDING, lift.upright_s, lift.end_s),) if lift.carried_after else ()
    return (
        (down, lift.start_s, grasp_start_s),
        (LiftPhase.GRASPING, grasp_start_s, grasp_end_s),
        (up, grasp_end_s, lift.upright_s),
        *standing,
    )


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
