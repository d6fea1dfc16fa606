"""The lifts of a session with their index, as a report and a page show them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from tilcoach.kinematics import ViewLabel
from tilcoach.lifting_index import (
    SHORT_H,
    Band,
    Coupling,
    Job,
    WhatIf,
    input_errors,
)
from tilcoach.release_accuracy import read_release_accuracy
from tilcoach.session_files.index_part import end_of
from tilcoach.session_files.lift_schema import LiftingIndexPart
from tilcoach.session_files.schema import SessionDocument, SettingsPart


@dataclass(frozen=True, slots=True)
class IndexedLift:
    """One lift of a job of which the weight is known.

    Attributes
    ----------
    person, number
        Which lift it is.
    reason
        Why it has no index; None when it has one.
    what_if
        The lift as one whose work may be changed; None when it was not judged.
    """

    person: int
    number: int
    reason: str | None
    what_if: WhatIf | None

    @property
    def band(self) -> Band | None:
        """The index of the harder end as it was; None when it was not judged."""
        return None if self.what_if is None else self.what_if.band()


def indexed_lifts(document: SessionDocument) -> tuple[IndexedLift, ...]:
    """Return all lifts in order; none when the user did not say how heavy the load is."""
    return tuple(
        IndexedLift(
            person.person,
            lift.lift,
            lift.lifting_index.reason,
            _what_if(lift.lifting_index, person.view.label, document.settings),
        )
        for person in document.people
        for lift in person.lifts
        if lift.lifting_index is not None
    )


def hardest(lifts: Iterable[IndexedLift]) -> IndexedLift | None:
    """Return the lift with the highest index; None when none was judged."""
    bands = [(lift, lift.band) for lift in lifts]
    judged = [(lift, band.li) for lift, band in bands if band is not None]
    return max(judged, key=lambda pair: pair[1], default=(None, math.nan))[0]


def _what_if(
    kept: LiftingIndexPart, view: ViewLabel | str, settings: SettingsPart
) -> WhatIf | None:
    if kept.origin is None or kept.destination is None or not settings.load_kg:
        return None
    errors = input_errors(read_release_accuracy(), ViewLabel(view))
    if errors is None:
        return None
    known = settings.coupling if isinstance(settings.coupling, Coupling) else None
    ends = (
        end_of(kept.origin, kept.destination, is_destination=False),
        end_of(kept.destination, kept.origin, is_destination=True),
    )
    job = Job(
        settings.load_kg, known or Coupling.FAIR, kept.lifts_per_min, settings.hours or SHORT_H
    )
    return WhatIf(ends, job, errors, coupling_known=known is not None)
