"""What is known beside the poses of one person, and why too little was seen of a lift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from tilcoach.coaching import MIN_FRAME_RATE_HZ, Reason
from tilcoach.kinematics import UNKNOWN_VIEW, StandingPosition, Upright, View
from tilcoach.lifting import Lift
from tilcoach.load_detection import Thumbnails
from tilcoach.pose import FilmFault, FilmSpan, PoseSeries
from tilcoach.pose.arrays import Floats


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside the poses of one person.

    Attributes
    ----------
    thumbnails
        Small pictures of the same video, or None.
    crowded_s
        The moments at which another person was in the picture as well.
    others
        The poses of everybody else.
    view
        From where the camera looked at the lift before.
    spans
        What the film does not show.
    times_unsure
        Whether the film may play slower than it was filmed.
    """

    thumbnails: Thumbnails | None = None
    crowded_s: Floats = field(default_factory=lambda: np.zeros(0))
    others: tuple[PoseSeries, ...] = ()
    view: View = UNKNOWN_VIEW
    spans: tuple[FilmSpan, ...] = ()
    times_unsure: bool = False

    def why_unseen(self, lift: Lift, raw: PoseSeries, dark: float) -> Reason | None:
        """Return why too little may have been seen of a lift; None when nothing explains it.

        Parameters
        ----------
        lift
            A finished lift.
        raw
            The moments around it, unsmoothed.
        dark
            A picture with a mean brightness below it is dark.
        """
        crowded = (self.crowded_s >= lift.start_s) & (self.crowded_s < lift.end_s)
        if crowded.any():
            return Reason.SECOND_PERSON
        if self.thumbnails is not None:
            seen = self.thumbnails.between(lift.start_s, lift.end_s)
            if len(seen) and float(seen.mean()) < dark:
                return Reason.DARK
        times_s = raw.between(lift.start_s, lift.end_s).time_s
        slow = len(times_s) > 1 and float(np.median(np.diff(times_s))) > 1 / MIN_FRAME_RATE_HZ
        return Reason.LOW_FRAME_RATE if slow else None

    def spans_around(self, lift: Lift, before_s: float) -> tuple[FilmSpan, ...]:
        """Return what the film does not show of a lift, and a jump of the picture before it.

        Parameters
        ----------
        lift
            A finished lift.
        before_s
            For so long after a jump it is not known where the person stands.
        """
        return tuple(
            span
            for span in self.spans
            if span.touches(
                lift.start_s - before_s * (span.fault is _CUT), lift.arms_watched_until_s
            )
        )


_CUT = FilmFault.PICTURE_CUT

LOST_S = 1.0
"""Nobody found for longer is told with its time: a lift has its lowest part within it."""


def lost_spans(people: Sequence[PoseSeries], shown_not: Sequence[FilmSpan]) -> list[FilmSpan]:
    """Return the stretches between two moments with somebody in which nobody was found.

    Parameters
    ----------
    people
        The poses of each person.
    shown_not
        What the film does not show, which is told already.
    """
    if not people:
        return []
    times_s = np.unique(np.concatenate([series.time_s for series in people]))
    long = np.flatnonzero(np.diff(times_s) > LOST_S)
    lost = [FilmSpan(FilmFault.PERSON_LOST, float(times_s[i]), float(times_s[i + 1])) for i in long]
    return [one for one in lost if not any(s.touches(one.start_s, one.end_s) for s in shown_not)]


def crowded_moments(recordings: Mapping[int, PoseSeries]) -> Floats:
    """Return the moments at which more than one person was in the picture, shape (N,).

    Parameters
    ----------
    recordings
        The poses of each person.
    """
    if not recordings:
        return np.zeros(0)
    moments_s, people = np.unique(
        np.concatenate([series.time_s for series in recordings.values()]), return_counts=True
    )
    several: Floats = moments_s[people > 1]
    return several


TURNED_DEG = 20.0
"""A body that faces so much another way has turned with its feet, if a foot points so far elsewhere
as well: the way that it faces errs by 3 to 4°, and a trunk that is turned for a while may make
another standing position of it, over feet that read up to 10°."""


def turned_with_feet(lift: Lift, positions: Sequence[StandingPosition]) -> bool:
    """Return whether the person stood another way while the load was held than when it was taken.

    Parameters
    ----------
    lift
        A finished lift.
    positions
        Where the person stood.
    """
    held_s = lift.with_load.time_s
    if not len(held_s):
        return False
    stood = [s for s in positions if s.start_s <= held_s[-1] and s.end_s > held_s[0]]
    return any(
        _faces_otherwise(one.upright, other.upright) for one, other in combinations(stood, 2)
    )


def _faces_otherwise(one: Upright, other: Upright) -> bool:
    apart = np.radians(one.feet_heading_deg - other.feet_heading_deg)
    limit = np.cos(np.radians(TURNED_DEG))
    return bool(one.forward @ other.forward <= limit and np.cos(apart).min() <= limit)
