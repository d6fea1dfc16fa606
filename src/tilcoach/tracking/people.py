"""Who is who from frame to frame.

The pose model gives the people of a frame in any order, and jumps to another body when a person
leaves. A person here is a body whose hips moved no further than people can, in the clothes that
this person wears. Who comes back after a while is known by the clothes alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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
        After this time out of view the place tells nothing any more: without known clothes it is a
        new person.
    remember_s, remember_people
        So long the clothes of somebody who left are remembered, and of so many people at most.
    learn_s
        Who was seen for less is not remembered: it may be a wild detection.
    clothing_weight
        Body lengths that a difference of 1 between the colours of clothes counts for.
    other_clothing
        From this difference on it is another person, however near.
    same_clothing
        Up to this difference somebody who comes back is the one who left. Between the people of
        rendered groups it is 0.08 and more; one's own is below 0.04 in nine of ten, bends included.
    recognise_s
        So long somebody new may still turn out to be somebody who left: who comes in by the edge of
        the picture is not seen whole at once.
    smooth_s
        Time over which speed and colours are averaged.
    """

    max_jump: float = 0.25
    max_speed_per_s: float = 2.5
    max_size_change: float = 2.2
    shrinks_per_s: float = 0.5
    forget_s: float = 2.0
    remember_s: float = 300.0
    remember_people: int = 12
    learn_s: float = 0.5
    clothing_weight: float = 2.0
    other_clothing: float = 0.3
    same_clothing: float = 0.05
    recognise_s: float = 2.0
    smooth_s: float = 0.4


@dataclass(frozen=True, slots=True)
class _Place:
    """The middle of the trunk and the size of a body in the picture, in pixels.

    Where a landmark of the trunk or the ankles was not seen, the size is NaN and the middle that
    of all that was seen. The clothes are NaN where they were not looked at.
    """

    centre_px: Floats
    size_px: float
    time_s: float
    clothing: Floats

    @classmethod
    def of(cls, pose: Pose) -> _Place:
        shoulders, hips, ankles = pose.image_px[_PAIRS].mean(axis=1)
        size = math.dist(shoulders, hips) + math.dist(hips, ankles)
        if math.isfinite(size):
            return cls((shoulders + hips) / 2, max(size, 1.0), pose.time_s, pose.clothing)
        seen = pose.image_px[np.isfinite(pose.image_px).all(axis=1)]
        return cls(seen.mean(axis=0), math.nan, pose.time_s, pose.clothing)


@dataclass(slots=True)
class _Known:
    person: int
    centre_px: Floats
    size_px: float
    last_s: float
    clothing: Floats
    first_s: float
    speed_px_s: Floats = field(default_factory=lambda: np.zeros(2))

    def expected_px(self, time_s: float) -> Floats:
        """Return where the person is by now, who goes on as before for a moment."""
        ahead_s = min(time_s - self.last_s, _GOES_ON_S)
        expected: Floats = self.centre_px + ahead_s * self.speed_px_s
        return expected


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
        """The numbers of everybody who is in view, or may come back."""
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
            kept = [k for k in self._known if now_s - k.last_s <= self._kept_s(k)]
            self._known = sorted(kept, key=lambda k: k.last_s)[-self._rule.remember_people :]
        places = [_Place.of(pose) for pose in poses]
        matched = self._match(places, anywhere=after_break) if places else {}
        return tuple(
            (self._remember(matched.get(i), place, is_apart=_is_apart(place, places)), pose)
            for i, (place, pose) in enumerate(zip(places, poses, strict=True))
        )

    def _kept_s(self, known: _Known) -> float:
        """Return how long somebody out of view is remembered: longer when the clothes are known."""
        is_learnt = known.last_s - known.first_s >= self._rule.learn_s
        has_clothing = bool(np.isfinite(known.clothing).any())
        return self._rule.remember_s if is_learnt and has_clothing else self._rule.forget_s

    def _match(self, places: Sequence[_Place], *, anywhere: bool) -> dict[int, _Known]:
        """Return for each place the known person whom it fits, where there is one."""
        if not self._known:
            return {}
        cost = np.array(
            [
                [
                    self._distance(known, place, anywhere=anywhere, alone=len(places) == 1)
                    for known in self._known
                ]
                for place in places
            ]
        )
        return {
            row: self._known[column]
            for row, column in _cheapest(np.minimum(cost, _FAR))
            if cost[row, column] < _FAR
        }

    def _distance(self, known: _Known, place: _Place, *, anywhere: bool, alone: bool) -> float:
        """Return the distance in body lengths, or `_FAR` when it cannot be the same person."""
        differs = _difference(place.clothing, known.clothing)
        if not anywhere and place.time_s - known.last_s > self._rule.forget_s:
            return _COMES_BACK + differs if differs <= self._rule.same_clothing else _FAR
        size_px = known.size_px if np.isnan(place.size_px) else place.size_px
        change = max(size_px, known.size_px) / max(min(size_px, known.size_px), 1.0)
        length_px = max(known.size_px, size_px, 1.0)
        distance = math.dist(place.centre_px, known.expected_px(place.time_s)) / length_px
        if alone:  # nobody to be taken for: who stops short is still where the body was
            distance = min(distance, math.dist(place.centre_px, known.centre_px) / length_px)
        unlike = 0.0 if math.isnan(differs) else self._rule.clothing_weight * differs
        if anywhere:
            return distance + unlike
        reach = self._rule.max_jump + self._rule.max_speed_per_s * (place.time_s - known.last_s)
        if distance > reach or change > self._rule.max_size_change:
            return _FAR
        return _FAR if differs > self._rule.other_clothing else distance + unlike

    def _remember(self, known: _Known | None, place: _Place, *, is_apart: bool) -> int:
        size_px = 1.0 if np.isnan(place.size_px) else place.size_px
        if known is None:
            self._count += 1
            known = _Known(
                self._count, place.centre_px, size_px, place.time_s, place.clothing, place.time_s
            )
            self._known.append(known)
        self._learn(known, place, is_apart=is_apart)
        # A crouching person is no smaller person: the size shrinks only slowly.
        shrunk = self._rule.shrinks_per_s ** (place.time_s - known.last_s)
        known.size_px = max(size_px, shrunk * known.size_px)
        known.centre_px, known.last_s = place.centre_px, place.time_s
        if place.time_s - known.first_s < self._rule.recognise_s:
            self._recognise(known)
        return known.person

    def _recognise(self, new: _Known) -> None:
        """Give somebody new the number of the one who left in these clothes, if there is one."""
        left = [known for known in self._known if known.last_s < new.first_s]
        differs = [_difference(known.clothing, new.clothing) for known in left]
        near = [d for d in differs if d <= self._rule.same_clothing]
        if near:
            same = left[differs.index(min(near))]
            self._known.remove(same)
            new.person, new.first_s = same.person, same.first_s

    def _learn(self, known: _Known, place: _Place, *, is_apart: bool) -> None:
        """Learn the speed, and the clothes where nobody else's can be before them."""
        since_s = place.time_s - known.last_s
        if since_s <= 0 or since_s > self._rule.forget_s:
            known.speed_px_s = np.zeros(2)
            return
        share = 1 - math.exp(-since_s / self._rule.smooth_s)
        speed_px_s = (place.centre_px - known.centre_px) / since_s
        known.speed_px_s = known.speed_px_s + share * (speed_px_s - known.speed_px_s)
        if is_apart:
            learnt = known.clothing + share * (place.clothing - known.clothing)
            known.clothing = np.where(np.isfinite(learnt), learnt, known.clothing)
            unknown = np.isnan(known.clothing)
            known.clothing = np.where(unknown, place.clothing, known.clothing)


def _is_apart(place: _Place, places: Sequence[_Place]) -> bool:
    """Return whether nobody else stands so near that the bodies overlap."""
    return not any(
        other is not place
        and abs(other.centre_px[0] - place.centre_px[0]) < _BESIDE * np.fmax(place.size_px, 1.0)
        for other in places
    )


def _difference(one: Floats, other: Floats) -> float:
    """Return how far colours are apart; NaN where nothing is known of either.

    Brightness counts for little: the same shirt is twice as bright when its wearer turns to a lamp.
    """
    apart = np.square((one - other).reshape(2, 3) @ _OPPONENT.T)
    known = np.isfinite(apart)
    return math.sqrt(float(apart[known].mean())) if known.any() else math.nan


_OPPONENT = np.array([[0.13, 0.13, 0.13], [0.0, -1.0, 1.0], [1.0, -0.5, -0.5]])
"""From blue, green and red to brightness (a part of it), red against green, blue against yellow."""

_FAR = 1e6
_COMES_BACK = 1e3  # those in view until now come first
_GOES_ON_S = 0.5
_BESIDE = 0.5  # body lengths between the middles of two trunks


def _cheapest(cost: Floats) -> Iterator[tuple[int, int]]:
    """Give the pairs of row and column that together cost least."""
    if cost.shape[1] == 1:  # one person, as nearly always: SciPy need not be imported
        yield int(cost.argmin()), 0
        return
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    for row, column in zip(*linear_sum_assignment(cost), strict=True):
        yield int(row), int(column)
