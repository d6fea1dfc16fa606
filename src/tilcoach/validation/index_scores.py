"""The lifting index of rendered lifts beside the true one, and how often its band holds it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tilcoach.coaching import JudgedLift
from tilcoach.lifting_index import (
    Band,
    Coupling,
    EndIndex,
    Job,
    LiftEnd,
    Multipliers,
    lift_index,
    lifting_index,
)
from tilcoach.release_accuracy import ReleaseAccuracy, read_release_accuracy
from tilcoach.validation.clip_run import ClipRun
from tilcoach.validation.clip_scores import match
from tilcoach.validation.true_clip import TrueClip, TrueLift

JOB = Job(load_kg=12.0, coupling=Coupling.GOOD)
"""What every rendered load weighs here: pictures have no weight, and the error is a share of it."""

_CM_PER_M = 100.0
_HALF = 0.5  # between a frame with a load and one without
_JUST_S = 0.05


@dataclass(frozen=True, slots=True)
class IndexScore:
    """The index at one end of one lift.

    Attributes
    ----------
    view
        The view band of the clip, from the true camera.
    band
        The index with its band.
    true_li
        The right index; infinite where nothing may be lifted.
    """

    view: str
    band: Band
    true_li: float

    @property
    def holds(self) -> bool:
        """Whether the true index lies in the band."""
        return self.band.low <= self.true_li <= self.band.high

    @property
    def error(self) -> float:
        """How far the index is off; NaN where either has no end."""
        if not math.isfinite(self.band.li) or not math.isfinite(self.true_li):
            return math.nan
        return abs(self.band.li - self.true_li)


def index_scores(run: ClipRun) -> tuple[IndexScore, ...]:
    """Return both ends of every lift of a clip that has an index, beside the truth."""
    published = read_release_accuracy()
    pairs = match(run.lifts, run.clip.lifts)
    return tuple(one for pair in pairs for one in _scores(run.clip, *pair, published))


def _scores(
    clip: TrueClip, judged: JudgedLift, true: TrueLift, published: ReleaseAccuracy | None
) -> Iterator[IndexScore]:
    view = clip.view.label
    found = lift_index(judged.lift, view, JOB, published)
    for one in (found.origin, found.destination):
        if one is not None:
            end = true_end(clip, true, one)
            limit = Multipliers.of(end, JOB).rwl_kg
            yield IndexScore(view.value, one.band, float(lifting_index(JOB.load_kg, limit)))


def true_end(clip: TrueClip, lift: TrueLift, found: EndIndex) -> LiftEnd:
    """Return the true place of an end of a lift.

    Where the truth does not hold the height of the grip, the measured one stands in.
    """
    is_put_down = _at(clip, "load_held", lift.start_s + _JUST_S) > _HALF
    is_low = found.end.is_destination == is_put_down
    high_s = lift.start_s if is_put_down else lift.upright_s
    low_s = lift.grasp_s - _JUST_S if is_put_down else lift.grasp_s + _JUST_S
    heights = [_CM_PER_M * _at(clip, "grip_height_m", at_s) for at_s in (low_s, high_s)]
    here, there = heights if is_low else heights[::-1]
    return LiftEnd(
        horizontal_cm=_CM_PER_M * _at(clip, "load_distance_m", low_s if is_low else high_s),
        height_cm=here if math.isfinite(here) else found.end.height_cm,
        other_height_cm=there if math.isfinite(there) else found.end.other_height_cm,
        asymmetry_deg=_at(clip, "trunk_rotation_deg", low_s) if is_low else _turn(clip, lift),
        is_destination=found.end.is_destination,
    )


def _turn(clip: TrueClip, lift: TrueLift) -> float:
    """Return the furthest true turn of the trunk while the load is held in a lift."""
    inside = (clip.time_s >= lift.start_s) & (clip.time_s < lift.end_s) & clip.held(clip.time_s)
    turns = clip.measures["trunk_rotation_deg"][inside]
    return float(turns[np.argmax(np.abs(turns))]) if len(turns) else math.nan


def _at(clip: TrueClip, measure: str, at_s: float) -> float:
    return float(clip.at(measure, np.array([at_s]))[0])
