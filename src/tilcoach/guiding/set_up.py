"""The set-up before the first lift, without a mouse; and the same look again during a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tilcoach.coaching import PersonStep
from tilcoach.guiding.framing import FramingRule, Shot, body_height_px, find_hint
from tilcoach.guiding.hint import Hint
from tilcoach.guiding.picture import Picture
from tilcoach.guiding.stand import Stand
from tilcoach.guiding.steady import Steady
from tilcoach.lifting import LiftPhase
from tilcoach.pose import Keypoint, Pose
from tilcoach.pose.arrays import Floats

_ANKLES = [Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE]


@dataclass(frozen=True, slots=True)
class SetUpRule:
    """How the set-up goes.

    Attributes
    ----------
    framing
        When a person is well in the picture.
    still_s
        So long one stands still: zero and scale are steady to 1 or 2° then.
    first_look_s
        Before it nothing is said: the first pictures of a stream are often odd.
    patience_s
        An instruction changes only when the new one has held so long: nothing flickers.
    notice_s
        The same during the session, where people walk about and come back.
    settled_s
        Standing still for so long at another place gives a new zero (the upright is renewed by
        then), and makes it the place.
    moved_scale, moved_place
        Standing this much taller or smaller in the picture than before, or this far from there
        (both as a share of body height): the person or the camera moved. A step aside stays below.
    told_s
        For so long it is said that something moved.
    """

    framing: FramingRule = field(default_factory=FramingRule)
    still_s: float = 3.0
    first_look_s: float = 0.7
    patience_s: float = 0.5
    notice_s: float = 1.5
    settled_s: float = 1.5
    moved_scale: float = 0.12
    moved_place: float = 0.4
    told_s: float = 5.0


@dataclass(frozen=True, slots=True)
class SetUpState:
    """How far the set-up is.

    Attributes
    ----------
    hint
        What to do now; None when all is well, and at the first look.
    still_share
        How much of standing still is done, 0 to 1.
    is_ready
        Whether the set-up is done; a hint is then a calm line, and no condition.
    """

    hint: Hint | None = None
    still_share: float = 0.0
    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody stands in the picture, in pixels, and how tall."""

    ankles_px: Floats
    tall_px: float

    @classmethod
    def of(cls, pose: Pose) -> _Place:
        return cls(pose.image_px[_ANKLES].mean(axis=0), body_height_px(pose))

    def differs(self, other: _Place, rule: SetUpRule) -> bool:
        scaled = abs(other.tall_px / self.tall_px - 1) > rule.moved_scale
        way_px = np.linalg.norm(other.ankles_px - self.ankles_px)
        return bool(scaled or way_px > rule.moved_place * self.tall_px)


class SetUp:
    """Leads one person to a good place before the camera; has state, and a `reset`."""

    def __init__(self, rule: SetUpRule | None = None) -> None:
        self._rule = rule or SetUpRule()
        self.reset()

    def reset(self) -> None:
        """Begin anew."""
        self._stand = Stand()
        self._begun_s: float | None = None
        self._framing: Steady[Hint | None] = Steady(None, self._rule.patience_s)
        self._waiting: Steady[Hint] = Steady(Hint.STAND_UPRIGHT, self._rule.patience_s)
        self._place: _Place | None = None
        self._moved_s = float("-inf")
        self._is_ready = False
        self._state = SetUpState()

    def update(self, time_s: float, people: Sequence[PersonStep], picture: Picture) -> SetUpState:
        """Look at one more moment and return how far the set-up is.

        Parameters
        ----------
        time_s
            Later than the time before.
        people
            In view; the first is the one who is led.
        picture
            The frame around them.
        """
        state = self._state = self._look(time_s, people, picture)
        if self._begun_s is None:
            self._begun_s = time_s
        return state if time_s - self._begun_s >= self._rule.first_look_s else SetUpState()

    def _look(self, time_s: float, people: Sequence[PersonStep], picture: Picture) -> SetUpState:
        if not people:
            if self._framing.update(Hint.NOBODY, time_s) is not Hint.NOBODY:
                return self._state  # it may be a picture in which the model missed the person
            return SetUpState(Hint.NOBODY, float(self._is_ready), self._is_ready)
        person = people[0]
        still_s = self._stand.update(person.pose)
        shot = Shot(person.pose, len(people) - 1, picture, self._stand.upright)
        found = find_hint(shot, self._rule.framing)
        if person.last_lift is not None:
            self._finish()  # who lifts has found the way
        if self._is_ready:
            return SetUpState(self._look_again(person, found, still_s), 1.0, is_ready=True)
        if person.phase is not LiftPhase.UPRIGHT:  # nobody is told to stand in the middle of a lift
            return SetUpState(self._framing.value or self._waiting.value)
        return self._lead(person, self._framing.update(found, time_s), still_s)

    def _lead(self, person: PersonStep, hint: Hint | None, still_s: float) -> SetUpState:
        """Ask for one thing after another, until the person has stood still for long enough."""
        share = min(still_s / self._rule.still_s, 1.0) if hint is None else 0.0
        if share >= 1 and person.posture is not None:
            self._finish()
            return SetUpState(None, 1.0, is_ready=True)
        stands = Hint.STAND_STILL if still_s > 0 else Hint.STAND_UPRIGHT
        waiting = self._waiting.update(stands, person.pose.time_s)
        return SetUpState(hint or waiting, share)

    def _finish(self) -> None:
        if not self._is_ready:
            self._is_ready = True
            self._framing = Steady(None, self._rule.notice_s)

    def _look_again(self, person: PersonStep, found: Hint | None, still_s: float) -> Hint | None:
        """Look again during the session, while the person stands."""
        time_s = person.pose.time_s
        if person.phase is not LiftPhase.UPRIGHT:
            return None  # nobody is asked to step aside in the middle of a lift
        if still_s >= self._rule.settled_s:
            place = _Place.of(self._stand.newest)
            if self._place is not None and self._place.differs(place, self._rule):
                self._moved_s = time_s
            self._place = place
        hint = self._framing.update(found, time_s)
        if hint is None and time_s - self._moved_s < self._rule.told_s:
            return Hint.MOVED
        return hint
