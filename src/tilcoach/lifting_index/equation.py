"""The recommended weight limit and the lifting index at one end of a lift.

References
----------
Waters, Putz-Anderson & Garg 1994, DHHS (NIOSH) 94-110: sections 1.1 and 2.3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tilcoach.lifting_index.frequency import LEAST_PER_MIN, SHORT_H, frequency_multiplier
from tilcoach.lifting_index.multipliers import (
    LOAD_CONSTANT_KG,
    Coupling,
    asymmetry_multiplier,
    coupling_multiplier,
    distance_multiplier,
    horizontal_multiplier,
    vertical_multiplier,
)
from tilcoach.pose.arrays import Floats


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for every lift of a job.

    Attributes
    ----------
    load_kg
        The weight of the load, as the user says.
    coupling
        How well the hands hold it, as the user says.
    lifts_per_min
        The mean over 15 minutes.
    hours
        How long this work goes on at a stretch, at most 8.
    """

    load_kg: float
    coupling: Coupling = Coupling.FAIR
    lifts_per_min: float = LEAST_PER_MIN
    hours: float = SHORT_H


@dataclass(frozen=True, slots=True)
class LiftEnd:
    """Where the hands are at one end of a lift; each one number or many.

    Attributes
    ----------
    horizontal_cm
        H: from the middle of the ankles to below the middle of the grip.
    height_cm
        V: of the middle of the grip above the floor.
    other_height_cm
        The same at the other end of the lift: D is the way between them, up or down.
    asymmetry_deg
        A: how far the load is from straight in front; either sign.
    is_destination
        Whether the load is put here; otherwise the lift begins here.
    """

    horizontal_cm: Floats | float
    height_cm: Floats | float
    other_height_cm: Floats | float
    asymmetry_deg: Floats | float
    is_destination: bool = False

    @property
    def travel_cm(self) -> Floats | float:
        """D: how far the hands go up or down."""
        return np.abs(np.asarray(self.height_cm) - self.other_height_cm)

    @property
    def origin_height_cm(self) -> Floats | float:
        """V where the lift begins, by which its frequency counts (section 1.3.5)."""
        return self.other_height_cm if self.is_destination else self.height_cm


@dataclass(frozen=True, slots=True)
class Multipliers:
    """What each part of a lift leaves of 23 kg; each 0 to 1, one number or many.

    Attributes
    ----------
    horizontal, vertical, distance, asymmetry, frequency, coupling
        HM, VM, DM, AM, FM and CM.
    """

    horizontal: Floats
    vertical: Floats
    distance: Floats
    asymmetry: Floats
    frequency: Floats
    coupling: Floats

    @classmethod
    def of(cls, end: LiftEnd, job: Job) -> Multipliers:
        """Return the multipliers at one end of a lift."""
        return cls(
            horizontal=horizontal_multiplier(end.horizontal_cm),
            vertical=vertical_multiplier(end.height_cm),
            distance=distance_multiplier(end.travel_cm),
            asymmetry=asymmetry_multiplier(end.asymmetry_deg),
            frequency=frequency_multiplier(job.lifts_per_min, job.hours, end.origin_height_cm),
            coupling=coupling_multiplier(job.coupling, end.height_cm),
        )

    @property
    def frequency_independent_rwl_kg(self) -> Floats:
        """FIRWL: the recommended weight limit of one lift on its own."""
        parts = self.horizontal * self.vertical * self.distance * self.asymmetry * self.coupling
        return LOAD_CONSTANT_KG * parts

    @property
    def rwl_kg(self) -> Floats:
        """RWL: the recommended weight limit."""
        return self.frequency_independent_rwl_kg * self.frequency


def lifting_index(load_kg: float, rwl_kg: Floats | float) -> Floats:
    """Return LI, the load over the recommended weight limit; infinite where that is 0.

    Parameters
    ----------
    load_kg
        The weight of the load.
    rwl_kg
        The recommended weight limit, one or many.
    """
    limit = np.asarray(rwl_kg, dtype=float)
    index: Floats = np.full(limit.shape, np.inf)
    index[limit > 0] = load_kg / limit[limit > 0]
    return index
