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


class LiftKind(StrEnum):
    """Which way something went."""

    PICK_UP = "pick_up"
    PUT_DOWN = "put_down"
    BOTH = "both"
    """Something is in the hands before and after."""


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
        both False when the arms hang and nothing can be seen.
    postures
        The postures over the whole of ``[start_s, end_s)``, for the criteria.
    begins_in_progress, ends_in_progress
        Whether the recording begins, or ends, before the person is upright: what lies outside it
        nobody has seen.
    holding_lost
        Whether the holding went on for longer than it was followed.
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
    begins_in_progress: bool = False
    ends_in_progress: bool = False
    holding_lost: bool = False

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
    def kind(self) -> LiftKind:
        """Which way something went, by what is in the hands before and after."""
        if not self.carried_before:
            return LiftKind.PICK_UP
        return LiftKind.BOTH if self.carried_after else LiftKind.PUT_DOWN

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
        """The furthest sustained turn of the shoulders with the load, whatever the feet do."""
        held = self.with_load
        return furthest_turn(held.time_s, held.shoulder_turn_deg, SUSTAINED_S)

    @property
    def distance_peak(self) -> Peak:
        """The largest sustained distance of the load, as a share of body height.

        While the feet stay: between two steps there is no middle of the ankles to measure from.
        """
        return _while_planted(self.with_load, self.with_load.load_distance_ratio)

    @property
    def arms_watched_until_s(self) -> float:
        """Until when it is looked at whether the load is still held."""
        return self.end_s + ARMS_WATCHED_S

    @property
    def unseen_s(self) -> float:
        """The longest time within the bend in which nobody was found in the picture."""
        bend = self.postures.between(self.start_s, self.upright_s)
        moments_s = np.concatenate(([self.start_s], bend.time_s, [self.upright_s]))
        return float(np.diff(moments_s).max())

    @property
    def holding_is_cut_off(self) -> bool:
        """Whether the recording ends with the load on its way up."""
        return self.ends_in_progress and not (self.carried_before and not self.carried_after)

    @property
    def lowest_is_cut_off(self) -> bool:
        """Whether the recording begins after the lowest moment of the bend, or ends before it."""
        bend = self.postures.between(self.start_s, self.upright_s)
        since_start_s, until_end_s = bend.time_s - self.start_s, self.upright_s - bend.time_s
        rises_from_start = self.begins_in_progress and _lowest_within(bend, since_start_s)
        sinks_to_end = self.ends_in_progress and _lowest_within(bend, until_end_s)
        return rises_from_start or sinks_to_end

    @property
    def unseen_with_load_s(self) -> float:
        """The longest time with the load in the hands that no picture shows.

        Infinite when the holding was not followed to its end.
        """
        if self.holding_lost:
            return float("inf")
        start_s, end_s = self._held_between
        moments_s = np.concatenate(([start_s], self.with_load.time_s, [end_s]))
        return float(np.diff(moments_s).max())

    @property
    def with_load(self) -> PostureSeries:
        """The moments at which the load is in the hands, as far as can be known."""
        return self.postures.between(*self._held_between)

    @property
    def _held_between(self) -> tuple[float, float]:
        """From when to when the load is in the hands, as far as can be known."""
        start_s = self.start_s if self.carried_before else self.grasp_s
        if self.carried_after:
            return start_s, self.end_s
        return start_s, self.grasp_s if self.carried_before else self.upright_s

    @property
    def low_part(self) -> PostureSeries:
        """The moments at which the shoulders are at least 3/4 of the way down."""
        bend = self.postures.between(self.start_s, self.upright_s)
        drop = bend.shoulder_drop_ratio
        return bend.where(drop >= LOW_SHARE * np.nanmax(drop))


def common_share(one: Lift, other: Lift, offset_s: float = 0.0) -> float:
    """Return the common time of two bends as a share of the time of both, below 0 when apart.

    Parameters
    ----------
    one, other
        Bends of two recordings, or as one recording was looked at twice.
    offset_s
        What is added to a time of `other` to make it one of `one`.
    """
    start_s, upright_s = other.start_s + offset_s, other.upright_s + offset_s
    common_s = min(one.upright_s, upright_s) - max(one.start_s, start_s)
    return common_s / (max(one.upright_s, upright_s) - min(one.start_s, start_s))


SUSTAINED_S = 0.3
"""A rotation or a distance counts when it lasts this long: less is a swing or a stray landmark."""

EDGE_S, STILL_LOW = 0.3, 0.03
"""Shoulders that are lowest at the edge of a recording, and further from it by this share of body
height higher, were still on their way: the lowest moment lies outside."""

FEET_PLANTED_RATIO = 0.05
"""Feet further than this from where they stood, as a share of body height, have stepped: turning
with the feet is not a twist. A planted foot that is seen stays within 0.02."""

FEET_PLANTED_DEG = 22.0
"""Feet turned further than this from how they stood have stepped. A planted foot that is seen
reads up to 14° when the trunk above it is truly turned by 48°."""

STEP_S = 0.7
"""The trunk leads and the feet follow: a turn so shortly before or after a step belongs to it."""

ARMS_WATCHED_S = 0.5
"""So long after a lift it shows whether the load is still held; with less to see it may be."""

LOW_SHARE = 0.75
"""Above it the index is steady; below it, it swings to 0 or 100 while its divisor goes to zero."""


def _lowest_within(bend: PostureSeries, from_edge_s: Floats) -> bool:
    """Return whether the shoulders are clearly lowest at an edge; `from_edge_s` (T,) is 0 there."""
    drop = bend.shoulder_drop_ratio
    inside = drop[from_edge_s > EDGE_S]
    return bool(len(inside) and drop.max() - inside.max() > STILL_LOW)


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
