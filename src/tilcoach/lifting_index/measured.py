"""From a lift in a film to the two ends of it that the equation asks for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import Lift
from tilcoach.lifting_index.band import Band, InputErrors, index_band
from tilcoach.lifting_index.equation import Job, LiftEnd
from tilcoach.pose.arrays import Floats
from tilcoach.release_accuracy import ReleaseAccuracy

AROUND_S = 0.15
"""A place is the median so long before and after its moment: three to nine frames."""

_CM_PER_M = 100.0


class NoIndex(StrEnum):
    """Why a lift has no index."""

    NO_LOAD = "no_load"
    """Nothing was held, as far as can be known."""
    VIEW = "view"
    """From this side it is not known how true the measures are: depth hides the distance."""
    NOT_MEASURED = "not_measured"
    """Hands or feet were not seen where the lift begins or ends."""


@dataclass(frozen=True, slots=True)
class EndIndex:
    """One end of a lift with its index.

    Attributes
    ----------
    end
        What was measured there.
    band
        The index with its band.
    """

    end: LiftEnd
    band: Band


@dataclass(frozen=True, slots=True)
class LiftIndex:
    """The lifting index of one lift.

    Attributes
    ----------
    origin, destination
        Where the lift begins, and where the load comes to; None when it was not judged.
    reason
        Why there is none; None otherwise.
    """

    origin: EndIndex | None
    destination: EndIndex | None
    reason: NoIndex | None

    @property
    def hardest(self) -> EndIndex | None:
        """The end with the higher index, which counts for the lift."""
        ends = [end for end in (self.origin, self.destination) if end is not None]
        return max(ends, key=lambda end: end.band.li, default=None)


def lift_index(
    lift: Lift,
    view: ViewLabel,
    job: Job,
    published: ReleaseAccuracy | None,
    *,
    coupling_known: bool = True,
) -> LiftIndex:
    """Return the index of a lift that was filmed.

    Parameters
    ----------
    lift
        The lift.
    view
        From where it was filmed.
    job
        What the user says.
    published
        How true the measures are.
    coupling_known
        False spreads the band over all three grips.
    """
    if not lift.load.held:
        return LiftIndex(None, None, NoIndex.NO_LOAD)
    errors = input_errors(published, view)
    if errors is None:
        return LiftIndex(None, None, NoIndex.VIEW)
    ends = lift_ends(lift)
    if ends is None:
        return LiftIndex(None, None, NoIndex.NOT_MEASURED)
    origin, destination = (
        EndIndex(end, index_band(end, job, errors, coupling_known=coupling_known)) for end in ends
    )
    return LiftIndex(origin, destination, None)


def input_errors(published: ReleaseAccuracy | None, view: ViewLabel) -> InputErrors | None:
    """Return the published errors of H, V and A from a side; None where one is not known."""
    if published is None:
        return None
    fields = ("load_distance_ratio", "grip_height_ratio", "trunk_rotation_deg")
    errors = [published.error(field, view) for field in fields]
    return InputErrors(*errors) if all(map(math.isfinite, errors)) else None


def lift_ends(lift: Lift) -> tuple[LiftEnd, LiftEnd] | None:
    """Return where a lift begins and ends; None when something of it was not measured.

    One end is low, where the hands are at the load; the other is upright, where the load is
    carried to, or comes from. There it counts how far the trunk is turned while the feet stay.
    """
    low_s = lift.grasp_s
    is_put_down = lift.carried_before and not lift.carried_after
    high_s = lift.start_s if is_put_down else lift.upright_s
    (low_h, low_v, low_a), (high_h, high_v, high_a) = (
        _place(lift, at_s) for at_s in (low_s, high_s)
    )
    turned = lift.rotation_peak.value
    high_a = turned if math.isfinite(turned) else high_a
    low = LiftEnd(low_h, low_v, high_v, low_a, is_destination=is_put_down)
    high = LiftEnd(high_h, high_v, low_v, high_a, is_destination=not is_put_down)
    values = (low_h, low_v, low_a, high_h, high_v, high_a)
    if not all(map(math.isfinite, values)):
        return None
    return (high, low) if is_put_down else (low, high)


def _place(lift: Lift, at_s: float) -> tuple[float, float, float]:
    """Return H and V in cm, and A in degrees, at a moment of a lift; NaN where not measured."""
    during = lift.postures.between(at_s - AROUND_S, at_s + AROUND_S)
    height_cm = _CM_PER_M * lift.body_height_m
    return (
        height_cm * _median(during.load_distance_ratio),
        height_cm * _median(during.grip_height_ratio),
        _median(during.trunk_rotation_deg),
    )


def _median(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else math.nan


def lifts_per_min(lifts: int, duration_s: float) -> float:
    """Return how often is lifted in a film, as far as it can tell.

    Parameters
    ----------
    lifts
        With something in the hands.
    duration_s
        Of the film. One of less than a minute shows a lift and not how often it is done: then it
        counts as now and then.
    """
    return 60.0 * lifts / duration_s if duration_s >= SHOWS_HOW_OFTEN_S else 0.0


SHOWS_HOW_OFTEN_S = 60.0
"""The manual counts over 15 minutes; a minute of steady work is the least that tells something."""
