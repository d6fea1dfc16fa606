"""A lift to follow as a body over the live one: as low, on the same way, in the same place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tilcoach.coaching import PersonFrameResult, RecordingResult, rank_lift
from tilcoach.kinematics import TALL_PX, Posture, PostureSeries, ViewLabel
from tilcoach.lifting import LiftRule
from tilcoach.pose import Keypoint, Pose, PoseSeries
from tilcoach.pose.arrays import Bools, Floats
from tilcoach.replay.buffer import LEAD_S, LEAST_EXAMPLE, span_of
from tilcoach.replay.frame import Replay
from tilcoach.replay.side_by_side import LiftFilm

_RULE = LiftRule()  # when a person is bent and when upright again
_TURNED_BACK = 0.04  # so far above the lowest point one is on the way up
_HAND_WEIGHT = 0.5  # of the hands' height against the shoulders': they wait longer at the load
_FOLLOWED = 0.3  # of a step of the feet per analysed picture: landmarks tremble, feet do not


@dataclass(frozen=True, slots=True, eq=False)
class Ghost:
    """A lift as bodies to lay over a live picture.

    Attributes
    ----------
    person
        Whose lift; None for anybody's, as in a film of a therapist.
    view
        From where it was seen.
    poses
        The bodies, in order of time: M.
    drop_ratio, hand_ratio
        Shape (M,): drop of the shoulders and height of the wrists, as shares of body height.
    is_up
        Shape (M,): whether the lowest moment is past.
    feet_px
        Shape (2,): between the ankles.
    standing_px
        From ankles to shoulders while upright.
    """

    person: int | None
    view: ViewLabel
    poses: tuple[Pose, ...]
    drop_ratio: Floats
    hand_ratio: Floats
    is_up: Bools
    feet_px: Floats
    standing_px: float

    @classmethod
    def of(cls, replay: Replay) -> Ghost | None:
        """Return the bodies of a lift; None when it was not seen both upright and bent."""
        people = [one for m in replay.moments for one in m.people if one.person == replay.person]
        seen = [(one.pose, one.posture) for one in people if one.posture is not None]
        if not seen:
            return None
        views = [one.view for one in people if one.posture is not None]
        postures = PostureSeries.of([posture for _, posture in seen])
        lowest = int(np.argmax(np.nan_to_num(postures.shoulder_drop_ratio, nan=-1.0)))
        poses = PoseSeries.of([pose for pose, _ in seen])
        return cls._of(replay.person, views[lowest].label, poses, *_heights(postures))

    @classmethod
    def of_recording(cls, found: RecordingResult) -> Ghost | None:
        """Return the best lift of a film, of any person in it; None when there is none to follow.

        Something is *goed* in it, and nothing *fout*.
        """
        lifts = [(person, one) for person in found.people for one in person.lifts]
        lifts = [pair for pair in lifts if rank_lift(pair[1].findings) >= LEAST_EXAMPLE]
        if not lifts:
            return None
        person, judged = max(lifts, key=lambda pair: rank_lift(pair[1].findings))
        if person.postures is None:
            return None
        inside = span_of(judged)
        poses, postures = person.poses.between(*inside), person.postures.between(*inside)
        return cls._of(None, person.view.label, poses, *_heights(postures))

    @classmethod
    def of_film(cls, film: LiftFilm, view: ViewLabel) -> Ghost | None:
        """Return one lift as it can be watched, for anybody; None when it cannot be followed.

        A body that is drawn from its measures is one from the side.

        Parameters
        ----------
        film
            The lift.
        view
            From where it was seen.
        """
        start_s, _, upright_s, _ = film.times.moments_s
        poses = film.poses.between(start_s - LEAD_S, upright_s + LEAD_S)
        if not len(poses):
            return None
        if film.frames is None:
            return cls._of(None, ViewLabel.SIDE, poses, *_heights_drawn(poses))
        at_s = film.postures.time_s
        drop, hands = (_at(poses.time_s, at_s, values) for values in _heights(film.postures))
        return cls._of(None, view, poses, drop, hands)

    @classmethod
    def _of(
        cls, person: int | None, view: ViewLabel, poses: PoseSeries, drop: Floats, hands: Floats
    ) -> Ghost | None:
        known = np.isfinite(drop)
        if not known.any():
            return None
        poses, drop, hands = poses.where(known), drop[known], hands[known]
        upright = drop < _RULE.upright_below
        if not upright.any() or drop.max() < _RULE.bend_from:
            return None
        bodies = tuple(poses.at(row) for row in range(len(poses)))
        feet_px = np.median([_feet_px(pose) for pose in bodies], axis=0)
        standing = [_standing_px(pose) for pose, up in zip(bodies, upright, strict=True) if up]
        standing_px = float(np.median(standing))
        if not np.isfinite([*feet_px, standing_px]).all() or standing_px < 1:
            return None
        is_up = np.arange(len(drop)) > drop.argmax()
        return cls(person, view, bodies, drop, hands, is_up, feet_px, standing_px)

    def at(self, posture: Posture, *, is_up: bool) -> Pose:
        """Return the body that is as low, on the same way.

        Parameters
        ----------
        posture
            Of the live person.
        is_up
            Whether that person's lowest moment is past.
        """
        apart = np.abs(self.drop_ratio - posture.shoulder_drop_ratio)
        apart += _HAND_WEIGHT * np.nan_to_num(np.abs(self.hand_ratio - posture.wrist_height_ratio))
        same_way = self.is_up == is_up
        if same_way.any():
            apart = np.where(same_way, apart, np.inf)
        return self.poses[int(apart.argmin())]


class GhostFollower:
    """Lays a lift over the live person, for one stream.

    The lift is chosen when a bend begins, so that no body changes into another on the way.
    """

    def __init__(self, example: Callable[[], Ghost | None]) -> None:
        self._example = example
        self._ghost: Ghost | None = None
        self._is_bent = False
        self._lowest = 0.0
        self._feet_px: Floats = np.full(2, np.nan)
        self._standing_px = np.nan

    def update(self, person: PersonFrameResult) -> Pose | None:
        """Return the body to draw, in pixels of this frame; None while there is none.

        Call it once for each analysed frame.
        """
        posture, pose = person.posture, person.pose
        if posture is None or not np.isfinite(posture.shoulder_drop_ratio):
            return None
        self._follow_feet(_feet_px(pose))
        self._follow_bend(posture.shoulder_drop_ratio, pose)
        ghost = self._ghost
        if ghost is None or ghost.view is not person.view.label:
            return None
        if ghost.person not in (None, person.person):
            return None
        if not self._is_bent or not np.isfinite([*self._feet_px, self._standing_px]).all():
            return None
        is_up = posture.shoulder_drop_ratio < self._lowest - _TURNED_BACK
        return self._placed(ghost, ghost.at(posture, is_up=is_up), pose)

    def _follow_feet(self, feet_px: Floats) -> None:
        if np.isfinite(feet_px).all():
            before = self._feet_px if np.isfinite(self._feet_px).all() else feet_px
            self._feet_px = before + _FOLLOWED * (feet_px - before)

    def _follow_bend(self, drop_ratio: float, pose: Pose) -> None:
        if drop_ratio < _RULE.upright_below:
            self._is_bent, self._lowest = False, 0.0
            self._standing_px = _standing_px(pose)
        elif not self._is_bent and drop_ratio >= _RULE.bend_from:
            self._ghost = self._example()
            self._is_bent = True
        self._lowest = max(self._lowest, drop_ratio)

    def _placed(self, ghost: Ghost, body: Pose, live: Pose) -> Pose:
        """Return the body with its feet between the live feet, as tall, and facing as they do."""
        scale = self._standing_px / ghost.standing_px
        turned = -1 if _forward_px(body) * _forward_px(live) < 0 else 1
        image_px = self._feet_px + scale * (body.image_px - ghost.feet_px) * [turned, 1]
        return Pose(image_px, body.world_m, body.visibility, live.time_s)


def _heights(postures: PostureSeries) -> tuple[Floats, Floats]:
    """Return the drop of the shoulders and the height of the wrists, each of shape (T,)."""
    return postures.shoulder_drop_ratio, postures.wrist_height_ratio


def _heights_drawn(poses: PoseSeries) -> tuple[Floats, Floats]:
    """Return the same of a body that was drawn from its measures, in which no floor is known."""
    down_px = poses.image_px[:, Keypoint.LEFT_SHOULDER, 1]
    return (down_px - down_px.min()) / TALL_PX, np.full(len(poses), np.nan)


def _at(wanted_s: Floats, time_s: Floats, values: Floats) -> Floats:
    """Return values at other times; those of the first and the last moment before and after."""
    known = np.isfinite(values)
    if not known.any():
        return np.full(len(wanted_s), np.nan)
    found: Floats = np.interp(wanted_s, time_s[known], values[known])
    return found


def _middle_px(pose: Pose, name: str) -> Floats:
    middle: Floats = pose.image_px[[Keypoint[f"LEFT_{name}"], Keypoint[f"RIGHT_{name}"]]].mean(0)
    return middle


def _feet_px(pose: Pose) -> Floats:
    return _middle_px(pose, "ANKLE")


def _standing_px(pose: Pose) -> float:
    return float(np.linalg.norm(_middle_px(pose, "SHOULDER") - _middle_px(pose, "ANKLE")))


def _forward_px(pose: Pose) -> float:
    return float(_middle_px(pose, "FOOT_INDEX")[0] - _middle_px(pose, "HEEL")[0])
