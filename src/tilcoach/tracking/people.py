"""Who is who from frame to frame.

The pose model gives the people of a frame in any order, and jumps to another body when a person
leaves. A person here is a body whose hips moved no further than people can.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tilcoach.pose import Keypoint, Pose
from tilcoach.pose.arrays import Floats

_PAIRS = np.array(
    [
        (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER),
        (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP),
        (Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE),
    ]
)


@dataclass(frozen=True, slots=True)
class TrackingRule:
    """How far a person can have moved, in lengths of their own body in the picture.

    Attributes
    ----------
    max_jump
        Between two frames, however close in time: a wrong landmark, or a start from rest.
    max_speed_per_s
        In body lengths a second; a sprinter makes 6, a brisk walk 1.
    max_size_change
        Factor between the sizes of one and the same person.
    shrinks_per_s
        The factor by which the remembered size shrinks in a second when the body looks smaller:
        a person who squats before the camera is soon half as long.
    forget_s
        After this time out of view it is a new person.
    """

    max_jump: float = 0.25
    max_speed_per_s: float = 2.5
    max_size_change: float = 2.2
    shrinks_per_s: float = 0.5
    forget_s: float = 2.0


@dataclass(frozen=True, slots=True)
class _Place:
    """The middle of the trunk and the size of a body in the picture, in pixels.

    Where a landmark of the trunk or the ankles was not seen, the size is NaN and the middle that
    of all that was seen.
    """

    centre_px: Floats
    size_px: float
    time_s: float

    @classmethod
    def of(cls, pose: Pose) -> _Place:
        shoulders, hips, ankles = pose.image_px[_PAIRS].mean(axis=1)
        size = math.dist(shoulders, hips) + math.dist(hips, ankles)
        if math.isfinite(size):
            return cls((shoulders + hips) / 2, max(size, 1.0), pose.time_s)
        seen = pose.image_px[np.isfinite(pose.image_px).all(axis=1)]
        return cls(seen.mean(axis=0), math.nan, pose.time_s)


@dataclass(slots=True)
class _Known:
    person: int
    centre_px: Floats
    size_px: float
    last_s: float


class PeopleTracker:
    """Gives every pose the number of its person; has state, and a `reset`."""

    def __init__(self, rule: TrackingRule | None = None) -> None:
        self._rule = rule or TrackingRule()
        self.reset()

    def reset(self) -> None:
        """Forget everybody; the next person is number 1."""
        self._known: list[_Known] = []
        self._count = 0

    @property
    def people(self) -> frozenset[int]:
        """The numbers of everybody who is in view, or was until a moment ago."""
        return frozenset(known.person for known in self._known)

    def assign(
        self, poses: Sequence[Pose], time_s: float | None = None, *, after_break: bool = False
    ) -> tuple[tuple[int, Pose], ...]:
        """Return each pose with the number of its person, in the order given.

        Parameters
        ----------
        poses
            The people in one frame.
        time_s
            The moment of the frame; that of the poses when left out. Without either nobody is
            forgotten.
        after_break
            Whether the film did not show what came just before: then nobody is forgotten, and
            people may be anywhere.
        """
        if not poses and time_s is None:
            return ()
        now_s = poses[0].time_s if time_s is None else time_s
        if not after_break:
            self._known = [k for k in self._known if now_s - k.last_s <= self._rule.forget_s]
        places = [_Place.of(pose) for pose in poses]
        matched = self._match(places, anywhere=after_break) if places else {}
        return tuple(
            (self._remember(matched.get(i), place), pose)
            for i, (place, pose) in enumerate(zip(places, poses, strict=True))
        )

    def _match(self, places: Sequence[_Place], *, anywhere: bool) -> dict[int, _Known]:
        """Return for each place the known person whom it fits, where there is one."""
        if not self._known:
            return {}
        cost = np.array(
            [
                [self._distance(known, place, anywhere=anywhere) for known in self._known]
                for place in places
            ]
        )
        return {
            row: self._known[column]
            for row, column in _cheapest(np.minimum(cost, _FAR))
            if cost[row, column] < _FAR
        }

    def _distance(self, known: _Known, place: _Place, *, anywhere: bool) -> float:
        """Return the distance in body lengths, or `_FAR` when it cannot be the same person."""
        size_px = known.size_px if np.isnan(place.size_px) else place.size_px
        change = max(size_px, known.size_px) / max(min(size_px, known.size_px), 1.0)
        length_px = max(known.size_px, size_px, 1.0)
        distance = math.dist(place.centre_px, known.centre_px) / length_px
        if anywhere:
            return distance
        reach = self._rule.max_jump + self._rule.max_speed_per_s * (place.time_s - known.last_s)
        if distance > reach or change > self._rule.max_size_change:
            return _FAR
        return distance

    def _remember(self, known: _Known | None, place: _Place) -> int:
        size_px = 1.0 if np.isnan(place.size_px) else place.size_px
        if known is None:
            self._count += 1
            known = _Known(self._count, place.centre_px, size_px, place.time_s)
            self._known.append(known)
        # A crouching person is no smaller person: the size shrinks only slowly.
        shrunk = self._rule.shrinks_per_s ** (place.time_s - known.last_s)
        known.size_px = max(size_px, shrunk * known.size_px)
        known.centre_px, known.last_s = place.centre_px, place.time_s
        return known.person


_FAR = 1e6


def _cheapest(cost: Floats) -> Iterator[tuple[int, int]]:
    """Give the pairs of row and column that together cost least."""
    if cost.shape[1] == 1:  # one person, as nearly always: SciPy need not be imported
        yield int(cost.argmin()), 0
        return
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    for row, column in zip(*linear_sum_assignment(cost), strict=True):
        yield int(row), int(column)
