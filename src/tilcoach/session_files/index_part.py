"""What ``session.json`` keeps of the lifting index of a lift, and back again."""

from __future__ import annotations

import math
from typing import Protocol

from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import Lift
from tilcoach.lifting_index import (
    SHORT_H,
    Coupling,
    EndIndex,
    Job,
    LiftEnd,
    lift_index,
    lifts_per_min,
)
from tilcoach.release_accuracy import read_release_accuracy
from tilcoach.session_files.bounds import within
from tilcoach.session_files.lift_schema import IndexEndPart, LiftingIndexPart


class SaidOfLoad(Protocol):
    """What the user says of the load; `tilcoach.config.Settings` is one."""

    @property
    def load_kg(self) -> float | None:
        """Weight of the load; None when the user did not say."""
        ...

    @property
    def coupling(self) -> Coupling | None:
        """How well the hands hold it; None when the user did not say."""
        ...

    @property
    def hours(self) -> float | None:
        """How long the work goes on at a stretch; None counts as an hour at most."""
        ...

    @property
    def lifts_per_min(self) -> float | None:
        """How often is lifted; None when it is to be counted in the film."""
        ...


def job_of(said: SaidOfLoad, rate_per_min: float) -> Job | None:
    """Return the job that the user describes; None without a weight.

    A grip that is not said counts as fair in the index, and as all three in its band. How often is
    lifted is what the user says, else the rate of the film.
    """
    if not said.load_kg:
        return None
    rate = rate_per_min if said.lifts_per_min is None else said.lifts_per_min
    return Job(said.load_kg, said.coupling or Coupling.FAIR, rate, said.hours or SHORT_H)


def film_rate_per_min(lifts: tuple[Lift, ...], duration_s: float) -> float:
    """Return how often is lifted in a film; 0 when it is too short to tell."""
    return lifts_per_min(sum(lift.load.held for lift in lifts), duration_s)


def index_part(
    lift: Lift, view: ViewLabel, said: SaidOfLoad, rate_per_min: float
) -> LiftingIndexPart | None:
    """Return what is kept of the index of a lift; None without a weight."""
    job = job_of(said, rate_per_min)
    if job is None:
        return None
    known = said.coupling is not None
    found = lift_index(lift, view, job, read_release_accuracy(), coupling_known=known)
    return LiftingIndexPart(
        origin=_end(found.origin),
        destination=_end(found.destination),
        reason=found.reason,
        lifts_per_min=round(job.lifts_per_min, 2),
    )


def end_of(here: IndexEndPart, other: IndexEndPart, *, is_destination: bool) -> LiftEnd:
    """Return the end of a lift that was kept."""
    return LiftEnd(
        here.horizontal_cm,
        here.height_cm,
        other.height_cm,
        here.asymmetry_deg,
        is_destination=is_destination,
    )


def _end(found: EndIndex | None) -> IndexEndPart | None:
    if found is None:
        return None
    end, band = found.end, found.band
    return IndexEndPart(
        rwl_kg=round(band.rwl_kg, 2),
        li=_index(band.li),
        li_low=_index(band.low),
        li_high=_index(band.high),
        horizontal_cm=round(float(end.horizontal_cm), 1),
        height_cm=round(float(end.height_cm), 1),
        travel_cm=round(float(end.travel_cm), 1),
        asymmetry_deg=round(float(end.asymmetry_deg), 1),
    )


def _index(value: float) -> float | None:
    return round(value, 2) if math.isfinite(value) and within(value, "li") else None
