"""One person whom two cameras recorded: all lifts of both, on the clock of the first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tilcoach.coaching import (
    Camera,
    JudgedLift,
    Limits,
    PersonRecordingResult,
    WarningCode,
    with_wider_margins,
)
from tilcoach.fusion.fused_lift import (
    CameraView,
    FusedLift,
    fuse,
    numbered,
    on_first_clock,
    seen_by_one,
)
from tilcoach.fusion.pairs import Pair, pair
from tilcoach.lifting import Load, LoadSource


def camera_view(person: PersonRecordingResult, camera: Camera, limits: Limits) -> CameraView:
    """Return how well a camera sees a person.

    Parameters
    ----------
    person
        What it recorded.
    camera
        Which one it is.
    limits
        What verdicts are held against, with the errors of a person who was seen standing still.
    """
    unsure = WarningCode.PARTIAL_CALIBRATION in person.warnings
    return CameraView(camera, person.view, with_wider_margins(limits) if unsure else limits)


def fuse_people(
    first: PersonRecordingResult, second: PersonRecordingResult, limits: Limits, offset_s: float
) -> PersonRecordingResult:
    """Return a person with the lifts that two cameras saw.

    Everything but the lifts and the bends is of the first camera.

    Parameters
    ----------
    first, second
        The same person, as each camera recorded them.
    limits
        What verdicts were held against.
    offset_s
        What is added to a time of the second camera to make it one of the first.
    """
    views = (
        camera_view(first, Camera.FIRST, limits),
        camera_view(second, Camera.SECOND, limits),
    )
    excursions = _Excursions(first, second, views, offset_s, limits)
    found = list(excursions.all())
    lifts = [one for one, is_lift in found if is_lift]
    bends = [one for one, is_lift in found if not is_lift]
    return replace(first, lifts=_numbered(lifts), bends=_numbered(bends))


@dataclass(frozen=True, slots=True)
class _Excursions:
    """Every way down and up again that either camera saw, as a lift or as a bend."""

    first: PersonRecordingResult
    second: PersonRecordingResult
    views: tuple[CameraView, CameraView]
    offset_s: float
    limits: Limits

    def all(self) -> Iterator[tuple[FusedLift, bool]]:
        """Yield each with whether it is a lift, in order of time."""
        ones, others = (_excursions(person) for person in (self.first, self.second))
        for both in pair(ones, others, self.offset_s):
            yield self._fused(both)

    def _fused(self, both: Pair) -> tuple[FusedLift, bool]:
        if both.first is not None and both.second is not None:
            return self._of_both(both.first, both.second)
        if both.first is not None:
            return seen_by_one(both.first, self.views[0]), self._counts_alone(both.first, 0)
        if both.second is None:
            message = "a pair holds a lift of at least one camera"
            raise ValueError(message)
        later = on_first_clock(both.second, self.offset_s)
        return seen_by_one(later, self.views[1]), self._counts_alone(later, 1)

    def _of_both(self, one: JudgedLift, other: JudgedLift) -> tuple[FusedLift, bool]:
        """Fuse what both saw; what one calls a bend with empty hands is a lift if both say so."""
        load = pooled_load(one.load, other.load)
        fused = fuse(one, other, self.views, self.offset_s)
        return replace(fused, lift=replace(fused.lift, load=load)), load.held

    def _counts_alone(self, judged: JudgedLift, camera: int) -> bool:
        """Return whether what one camera alone found is a lift.

        Where the other camera saw the person all the time and found nothing, the load has to be
        as sure as it has to be for a verdict that needs one.
        """
        if not judged.load.held:
            return False
        beside = (self.second, self.first)[camera]
        if not _saw(beside, judged, self.offset_s if camera == 0 else 0.0):
            return True
        is_told = judged.load.source is LoadSource.USER
        return is_told or judged.load.probability >= self.limits.load_probability.value


def pooled_load(one: Load, other: Load) -> Load:
    """Return whether something is held, by what two cameras saw: the mean of their log odds.

    Two that agree are as sure as the surer of them.

    Parameters
    ----------
    one, other
        What each says of the same lift.
    """
    if one.held is other.held:
        sure = max if one.held else min
        return sure(one, other, key=lambda load: load.probability)
    odds = sum(_log_odds(load.probability) for load in (one, other)) / 2
    probability = 1 / (1 + math.exp(-odds))
    return replace(one, held=probability >= _AS_LIKELY, probability=probability)


_AS_LIKELY = 0.5
_NEVER = 0.01


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, _NEVER), 1 - _NEVER)
    return math.log(bounded / (1 - bounded))


def _excursions(person: PersonRecordingResult) -> tuple[JudgedLift, ...]:
    return tuple(sorted((*person.lifts, *person.bends), key=lambda one: one.start_s))


def _saw(person: PersonRecordingResult, judged: JudgedLift, later_s: float) -> bool:
    """Return whether a camera, whose clock is `later_s` on, measured most of the bend."""
    if person.postures is None:
        return False
    seen_s = person.postures.time_s + later_s
    inside = person.postures.where((seen_s >= judged.start_s) & (seen_s < judged.upright_s))
    if len(inside) < _FEWEST:
        return False
    covered_s = float(inside.time_s[-1] - inside.time_s[0])
    return covered_s >= _MOST_OF_IT * (judged.upright_s - judged.start_s)


_FEWEST, _MOST_OF_IT = 5, 0.8


def _numbered(found: Sequence[FusedLift]) -> tuple[FusedLift, ...]:
    return tuple(numbered(judged, number) for number, judged in enumerate(found, start=1))
