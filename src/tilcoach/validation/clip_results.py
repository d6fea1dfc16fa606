"""The clips in which a person could be measured, with where that person stood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tilcoach.coaching import PersonRecordingResult
from tilcoach.kinematics import StandingPosition, find_standing_positions
from tilcoach.pose import PoseSeries
from tilcoach.validation.baselines import BaselineSetting, places
from tilcoach.validation.clip_run import ClipRun
from tilcoach.validation.true_clip import TrueClip


@dataclass(frozen=True, slots=True)
class ClipResult:
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
    person: PersonRecordingResult
    stances: Sequence[StandingPosition]
    places: Sequence[BaselineSetting]


def measured_runs(runs: Iterable[ClipRun]) -> tuple[ClipResult, ...]:
    """Return the main person of each clip in which a person could be measured."""
    return tuple(_measured(run, run.main_person) for run in runs if run.main_person is not None)


def _measured(run: ClipRun, person: PersonRecordingResult) -> ClipResult:
    stances = find_standing_positions(person.poses)
    seen = np.isin(run.series.time_s, person.poses.time_s)
    return ClipResult(
        clip=run.clip,
        raw=run.series.where(seen),
        person=person,
        stances=stances,
        places=places(person.poses, stances, run.clip.height_m),
    )
