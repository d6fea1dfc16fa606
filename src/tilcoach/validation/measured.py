"""The clips in which somebody could be measured, with where that person stood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tilcoach.coaching import PersonReview
from tilcoach.kinematics import Stance, find_stances
from tilcoach.pose import PoseSeries
from tilcoach.validation.clip_run import ClipRun
from tilcoach.validation.clips import TrueClip
from tilcoach.validation.plain import Place, places


@dataclass(frozen=True, slots=True)
class Measured:
    """The main person of one clip.

    Attributes
    ----------
    clip
        The truth.
    raw
        The landmarks of this person as the model gave them.
    person
        What was measured.
    stances, places
        Where the person stood.
    """

    clip: TrueClip
    raw: PoseSeries
    person: PersonReview
    stances: Sequence[Stance]
    places: Sequence[Place]


def measured_runs(runs: Iterable[ClipRun]) -> tuple[Measured, ...]:
    """Return the main person of each clip in which somebody could be measured.

    Parameters
    ----------
    runs
        What tilcoach makes of each clip.
    """
    return tuple(_measured(run, run.main_person) for run in runs if run.main_person is not None)


def _measured(run: ClipRun, person: PersonReview) -> Measured:
    stances = find_stances(person.poses)
    seen = np.isin(run.series.time_s, person.poses.time_s)
    return Measured(
        clip=run.clip,
        raw=run.series.where(seen),
        person=person,
        stances=stances,
        places=places(person.poses, stances, run.clip.height_m),
    )
