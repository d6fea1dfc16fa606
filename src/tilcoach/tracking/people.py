"""Who is who from frame to frame.

The pose model gives the people of a frame in any order, and jumps to somebody else when a person
leaves. A person here is somebody whose hips moved no further than people can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tilcoach.pose import Keypoint, Pose
from tilcoach.pose.arrays import Floats

_PAIRS = (
    (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER),
    (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP),
    (Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE),
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
    forget_s
        After so long out of view it is a new person.
    """

    max_jump: float = 0.25
    max_speed_per_s: float = 2.5
    max_size_change: float = 2.2
    forget_s: float = 2.0


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

    def assign(self, poses: Sequence[Pose]) -> tuple[tuple[int, Pose], ...]:
        """Return each pose with the number of its person, in the order given.

        Parameters
        ----------
        poses
            The people in one frame.
        """
        if not poses:
            return ()
        now_s = poses[0].time_s
        self._known = [k for k in self._known if now_s - k.last_s <= self._rule.forget_s]
        matched = self._match(poses)
        return tuple((self._remember(matched.get(i), pose), pose) for i, pose in enumerate(poses))

    def _match(self, poses: Sequence[Pose]) -> dict[int, _Known]:
        """Return for each pose the known person whom it fits, where there is one."""
        if not self._known:
            return {}
        cost = np.array([[self._distance(known, pose) for known in self._known] for pose in poses])
        return {
            row: self._known[column]
            for row, column in _cheapest(np.minimum(cost, _FAR))
            if cost[row, column] < _FAR
        }

    def _distance(self, known: _Known, pose: Pose) -> float:
        """Return the distance in body lengths, or `_FAR` when it cannot be the same person."""
        centre_px, size_px = _place(pose)
        size_px = known.size_px if np.isnan(size_px) else size_px
        change = max(size_px, known.size_px) / max(min(size_px, known.size_px), 1.0)
        length_px = max(known.size_px, size_px, 1.0)
        distance = float(np.linalg.norm(centre_px - known.centre_px)) / length_px
        reach = self._rule.max_jump + self._rule.max_speed_per_s * (pose.time_s - known.last_s)
        if distance > reach or change > self._rule.max_size_change:
            return _FAR
        return distance

    def _remember(self, known: _Known | None, pose: Pose) -> int:
        centre_px, size_px = _place(pose)
        size_px = 1.0 if np.isnan(size_px) else size_px
        if known is None:
            self._count += 1
            known = _Known(self._count, centre_px, size_px, pose.time_s)
            self._known.append(known)
        known.centre_px, known.last_s = centre_px, pose.time_s
        # A crouching person is no smaller person: the size shrinks only slowly.
        known.size_px = max(size_px, 0.98 * known.size_px)
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


def _place(pose: Pose) -> tuple[Floats, float]:
    """Return the middle of the trunk and the size of the body in the picture, in pixels.

    Where a landmark of the trunk or the ankles was not seen, the size is NaN and the middle that
    of all that was seen.
    """
    shoulders, hips, ankles = (pose.image_px[list(pair)].mean(axis=0) for pair in _PAIRS)
    size = float(np.linalg.norm(shoulders - hips) + np.linalg.norm(hips - ankles))
    seen = pose.image_px[np.isfinite(pose.image_px).all(axis=1)]
    middle = (shoulders + hips) / 2 if np.isfinite(size) else seen.mean(axis=0)
    return middle, max(size, 1.0) if np.isfinite(size) else float("nan")
