"""One lift: picking up, or putting down, something at or below hip height."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tilcoach.kinematics import PostureSeries
from tilcoach.lifting.sustained import Peak, furthest_turn, sustained_peak
from tilcoach.pose.arrays import Bools, Floats


class LiftPhase(StrEnum):
    """What the person is doing at one moment."""

    UPRIGHT = "upright"
    REACHING = "reaching"
    GRASPING = "grasping"
    LIFTING = "lifting"
    HOLDING = "holding"
    LOWERING = "lowering"


class LoadChoice(StrEnum):
    """What the user says of the load: look for yourself, there is one, there is none."""

    AUTO = "auto"
    YES = "yes"
    NO = "no"


class LoadSource(StrEnum):
    """Who says that something is held."""

    AUTO = "auto"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Load:
    """Whether something is held.

    Attributes
    ----------
    held
        True when the probability is high enough, or when the user says so.
    probability
        0 to 1.
    source
        Whether the evidence or the user's own word speaks.
    """

    held: bool
    probability: float
    source: LoadSource


@dataclass(frozen=True, slots=True)
class LiftMeasures:
    """The values of one lift that count; NaN = cannot be measured.

    Attributes
    ----------
    trunk_flexion_deg
        The largest trunk flexion.
    knee_flexion_deg
        The knee at the lowest moment.
    stoop_squat_index
        The index at the lowest part of the lift.
    trunk_rotation_deg
        The rotation, sustained while the load is held, that is furthest from zero.
    load_distance_m, load_distance_ratio
        The largest sustained distance of the load from the ankles.
    """

    trunk_flexion_deg: float
    knee_flexion_deg: float
    stoop_squat_index: float
    trunk_rotation_deg: float
    load_distance_m: float
    load_distance_ratio: float


@dataclass(frozen=True, slots=True)
class Lift:
    """One excursion from upright down to a load and back to upright, over ``[start_s, end_s)``.

    Attributes
    ----------
    number
        1 for the first lift of this person.
    start_s, end_s
        Where the person leaves upright, and where the lift and its holding are over.
    grasp_s
        The moment at which the hands are at the load.
    upright_s
        The moment at which the person is upright again.
    load
        Whether something is held.
    carried_before, carried_after
        Whether something is in the hands when the person bends down, and when upright again;
        both False when the arms hang and nothing can be told.
    postures
        The postures over the whole of ``[start_s, end_s)``, for whoever judges.
    """

    number: int
    start_s: float
    grasp_s: float
    upright_s: float
    end_s: float
    load: Load
    carried_before: bool
    carried_after: bool
    postures: PostureSeries

    @property
    def measures(self) -> LiftMeasures:
        """The values of this lift that count."""
        bend, low = self.postures.between(self.start_s, self.upright_s), self.low_part
        return LiftMeasures(
            trunk_flexion_deg=_largest(bend.trunk_flexion_deg),
            knee_flexion_deg=_median(low.knee_flexion_deg),
            stoop_squat_index=_median(low.stoop_squat_index),
            trunk_rotation_deg=self.rotation_peak.value,
            load_distance_m=_while_planted(self.with_load, self.with_load.load_distance_m).value,
            load_distance_ratio=self.distance_peak.value,
        )

    @property
    def body_height_m(self) -> float:
        """The height that metres are scaled by; NaN when no distance was measured."""
        ratio = self.postures.load_distance_ratio
        far = ratio > 0
        return _median(self.postures.load_distance_m[far] / ratio[far])

    @property
    def rotation_peak(self) -> Peak:
        """The furthest sustained rotation with the load, while the feet stay where they stood."""
        held = self.with_load
        stepped_s = self.postures.time_s[~_planted(self.postures)]
        since_step_s = np.abs(held.time_s[:, None] - stepped_s)
        planted = since_step_s.min(axis=1, initial=np.inf) > STEP_S
        rotation = np.where(planted, held.trunk_rotation_deg, np.nan)
        return furthest_turn(held.time_s, rotation, SUSTAINED_S)

    @property
    def turn_peak(self) -> Peak:
        """The furthest sustained rotation with the load, whatever the feet do."""
        held = self.with_load
        return furthest_turn(held.time_s, held.trunk_rotation_deg, SUSTAINED_S)

    @property
    def distance_peak(self) -> Peak:
        """The largest sustained distance of the load, as a share of body height.

        While the feet stay: between two steps there is no middle of the ankles to measure from.
        """
        return _while_planted(self.with_load, self.with_load.load_distance_ratio)

    @property
    def unseen_s(self) -> float:
        """The longest time within the bend in which nobody was found in the picture."""
        bend = self.postures.between(self.start_s, self.upright_s)
        moments_s = np.concatenate(([self.start_s], bend.time_s, [self.upright_s]))
        return float(np.diff(moments_s).max())

    @property
    def with_load(self) -> PostureSeries:
        """The moments at which the load is in the hands, as far as can be told."""
        if self.carried_before and not self.carried_after:
            return self.postures.between(self.start_s, self.grasp_s)
        end_s = self.end_s if self.carried_after else self.upright_s
        return self.postures.between(self.grasp_s, end_s)

    @property
    def low_part(self) -> PostureSeries:
        """The moments at which the shoulders are at least 3/4 of the way down."""
        bend = self.postures.between(self.start_s, self.upright_s)
        drop = bend.shoulder_drop_ratio
        return bend.where(drop >= _LOW_SHARE * np.nanmax(drop))


SUSTAINED_S = 0.3
"""A rotation or a distance counts when it lasts so long: shorter is a swing or a wild landmark."""

FEET_PLANTED_RATIO = 0.05
"""Feet further than this from where they stood, as a share of body height, have stepped: turning
with the feet is not a twist. A planted foot that is seen stays within 0.02."""

FEET_PLANTED_DEG = 22.0
"""Feet turned further than this from how they stood have stepped. A planted foot that is seen
reads up to 14° when the trunk above it is truly turned by 48°."""

STEP_S = 0.7
"""The trunk leads and the feet follow: a turn so shortly before or after a step belongs to it."""

_LOW_SHARE = 0.75
"""Above it the index is steady; below it, it swings to 0 or 100 while its divisor goes to zero."""


def _planted(postures: PostureSeries) -> Bools:
    """Return at which moments the feet are where they stood, shape (T,)."""
    stay: Bools = (postures.feet_shift_ratio <= FEET_PLANTED_RATIO) & (
        postures.feet_turn_deg <= FEET_PLANTED_DEG
    )
    return stay


def _while_planted(postures: PostureSeries, values: Floats) -> Peak:
    """Return the largest sustained value while the feet stay; values (T,)."""
    stays = np.where(_planted(postures), values, np.nan)
    return sustained_peak(postures.time_s, stays, SUSTAINED_S)


def _median(values: Floats) -> float:
    """Return the median of what was measured; NaN when nothing was."""
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else float("nan")


def _largest(values: Floats) -> float:
    """Return the largest of what was measured; NaN when nothing was."""
    known = values[np.isfinite(values)]
    return float(known.max()) if len(known) else float("nan")
