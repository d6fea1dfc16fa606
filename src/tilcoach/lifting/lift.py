"""One lift: picking up, or putting down, something at or below hip height."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    measures
        The values that count.
    """

    number: int
    start_s: float
    grasp_s: float
    upright_s: float
    end_s: float
    load: Load
    measures: LiftMeasures
