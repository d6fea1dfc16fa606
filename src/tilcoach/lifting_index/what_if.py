"""What if the work were set up otherwise: how the index of a lift would move.

The order of advice is that of occupational hygiene, as the Dutch working conditions portal keeps to
(arboportaal.nl, "Tillen en dragen"): first take the cause away, then change the work and its
place, and only then how a person moves. So among what changes the work, the largest gain comes
first, and technique comes last, however much it gains.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from tilcoach.lifting_index.band import Band, InputErrors, index_band
from tilcoach.lifting_index.equation import Job, LiftEnd
from tilcoach.lifting_index.multipliers import KNUCKLE_HEIGHT_CM, NEAREST_CM
from tilcoach.pose.arrays import Floats

Ends = tuple[LiftEnd, LiftEnd]
"""Where a lift begins, and where the load comes to."""

LEAST_GAIN = 0.1
"""Of an index: it is shown with one decimal, so a smaller change would not be seen."""


class Change(StrEnum):
    """Something that could be done otherwise."""

    NEARER = "nearer"
    """The load stands as near as counts: 25 cm before the ankles."""
    TABLE = "table"
    """The load comes from, or goes to, a table at knuckle height instead of lower."""
    HALF_WEIGHT = "half_weight"
    """Half of it at a time."""
    FEET_ALONG = "feet_along"
    """The feet turn with the load, so that it stays straight in front: this is technique."""


_TECHNIQUE = frozenset({Change.FEET_ALONG})


@dataclass(frozen=True, slots=True)
class Outlook:
    """The index of a lift after a change.

    Attributes
    ----------
    change
        What is done otherwise.
    before, after
        The index of the harder end, with its band.
    """

    change: Change
    before: Band
    after: Band

    @property
    def gain(self) -> float:
        """By how much the index falls; infinite when the limit was 0 and no longer is."""
        return 0.0 if self.before.li == self.after.li else self.before.li - self.after.li


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a load lies ready, at the lower end of a lift, and how heavy it is.

    Attributes
    ----------
    horizontal_cm
        H: from the middle of the ankles to below the middle of the grip.
    height_cm
        V: of the middle of the grip above the floor.
    load_kg
        The weight of the load.
    """

    horizontal_cm: float
    height_cm: float
    load_kg: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One lift of which the work may be changed.

    Attributes
    ----------
    ends
        What was measured.
    job
        What the user says.
    errors
        How far the measures are off.
    coupling_known
        False spreads the bands over all three grips.
    """

    ends: Ends
    job: Job
    errors: InputErrors
    coupling_known: bool = True

    def band(self, changes: Collection[Change] = ()) -> Band:
        """Return the index of the harder end with these changes, all of them at once.

        Parameters
        ----------
        changes
            What is done otherwise; nothing gives the lift as it was.
        """
        ends, job = changed(self.ends, self.job, changes)
        bands = [
            index_band(end, job, self.errors, coupling_known=self.coupling_known) for end in ends
        ]
        return max(bands, key=lambda band: band.li)

    @property
    def arrangement(self) -> Arrangement:
        """How the load lay ready, as measured and said."""
        low = self._lower_end
        return Arrangement(float(low.horizontal_cm), float(low.height_cm), self.job.load_kg)

    @property
    def _lower_end(self) -> LiftEnd:
        return min(self.ends, key=lambda end: float(end.height_cm))

    def arranged(self, arrangement: Arrangement) -> WhatIf:
        """Return the lift as it would be with the load ready in another way.

        Parameters
        ----------
        arrangement
            Where the load would lie. The higher end stays as it was, but never further away than
            the lower one when that comes nearer.
        """
        low = self._lower_end
        nearer = arrangement.horizontal_cm < float(low.horizontal_cm)
        first, second = (
            _arranged(end, arrangement, is_low=end is low, nearer=nearer) for end in self.ends
        )
        job = replace(self.job, load_kg=arrangement.load_kg)
        return replace(self, ends=(first, second), job=job)

    def outlooks(self) -> tuple[Outlook, ...]:
        """Return what each change alone does, if it gains anything: the best first to name."""
        now = self.band()
        each = (Outlook(change, now, self.band((change,))) for change in Change)
        return in_order([one for one in each if one.gain >= LEAST_GAIN])


def in_order(outlooks: Sequence[Outlook]) -> tuple[Outlook, ...]:
    """Return changes by what they gain, with technique last.

    Parameters
    ----------
    outlooks
        Of one lift.
    """
    return tuple(sorted(outlooks, key=lambda one: (one.change in _TECHNIQUE, one.after.li)))


def changed(ends: Ends, job: Job, changes: Collection[Change]) -> tuple[Ends, Job]:
    """Return a lift and its job as they would be.

    Parameters
    ----------
    ends
        What was measured.
    job
        What the user says.
    changes
        What is done otherwise.
    """
    if Change.HALF_WEIGHT in changes:
        job = replace(job, load_kg=job.load_kg / 2)
    first, second = (_changed_end(end, changes) for end in ends)
    return (first, second), job


def _changed_end(end: LiftEnd, changes: Collection[Change]) -> LiftEnd:
    if Change.NEARER in changes:
        end = replace(end, horizontal_cm=np.minimum(end.horizontal_cm, NEAREST_CM))
    if Change.TABLE in changes:
        end = replace(
            end,
            height_cm=_on_a_table(end.height_cm),
            other_height_cm=_on_a_table(end.other_height_cm),
        )
    if Change.FEET_ALONG in changes:
        end = replace(end, asymmetry_deg=0.0)
    return end


def _arranged(end: LiftEnd, to: Arrangement, *, is_low: bool, nearer: bool) -> LiftEnd:
    if is_low:
        return replace(end, horizontal_cm=to.horizontal_cm, height_cm=to.height_cm)
    other = replace(end, other_height_cm=to.height_cm)
    if not nearer:
        return other
    return replace(other, horizontal_cm=np.minimum(end.horizontal_cm, to.horizontal_cm))


def _on_a_table(height_cm: Floats | float) -> Floats:
    return np.maximum(height_cm, KNUCKLE_HEIGHT_CM)
