"""The set-up before the first lift, without a mouse; and the same checks during a session."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from tilcoach.coaching import PersonFrameResult
from tilcoach.guidance.debounce import Debounce
from tilcoach.guidance.frame_statistics import FrameStatistics
from tilcoach.guidance.instruction import Instruction
from tilcoach.guidance.setup_checks import FramingRule, SetupFrame, body_height_px, find_instruction
from tilcoach.guidance.stillness import Stillness, StillnessRule
from tilcoach.guidance.turn import turn_for_rest
from tilcoach.lifting import LiftPhase
from tilcoach.measures import Pattern
from tilcoach.pose import Keypoint, Pose
from tilcoach.pose.arrays import Floats

_ANKLES = [Keypoint.LEFT_ANKLE, Keypoint.RIGHT_ANKLE]


@dataclass(frozen=True, slots=True)
class SetupRule:
    """How the set-up goes.

    Attributes
    ----------
    framing
        When a person is well in the picture.
    stillness
        When a person stands still.
    half_turn_s
        How long who stands well, but not at an angle to the camera, is asked for half a turn; a
        proposal, and no condition.
    still_s
        How long to stand still: zero and scale are then steady to 1 or 2°.
    first_check_s
        Before it nothing is said: the first pictures of a stream are often odd.
    patience_s
        An instruction changes only when the new one has held this long: nothing flickers.
    notice_s
        The same during the session, where people walk about and come back.
    settled_s
        Standing still this long at another place gives a new zero (the upright is renewed by
        then), and makes it the place.
    moved_scale, moved_place
        Standing this much taller or smaller in the picture than before, or this far from there
        (both as a share of body height): the person or the camera moved. A step aside stays below.
    moved_shown_s
        How long the notice that something moved stays.
    """

    framing: FramingRule = field(default_factory=FramingRule)
    stillness: StillnessRule = field(default_factory=StillnessRule)
    half_turn_s: float = 4.0
    still_s: float = 3.0
    first_check_s: float = 0.7
    patience_s: float = 0.5
    notice_s: float = 1.5
    settled_s: float = 1.5
    moved_scale: float = 0.12
    moved_place: float = 0.4
    moved_shown_s: float = 5.0


@dataclass(frozen=True, slots=True)
class SetupState:
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

    hint: Instruction | None = None
    still_share: float = 0.0
    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a person stands in the picture, in pixels, and how tall."""

    ankles_px: Floats
    tall_px: float

    @classmethod
    def of(cls, pose: Pose) -> _Place:
        return cls(pose.image_px[_ANKLES].mean(axis=0), body_height_px(pose))

    def differs(self, other: _Place, rule: SetupRule) -> bool:
        scaled = abs(other.tall_px / self.tall_px - 1) > rule.moved_scale
        way_px = np.linalg.norm(other.ankles_px - self.ankles_px)
        return bool(scaled or way_px > rule.moved_place * self.tall_px)


class Setup:
    """Leads one person to a good place before the camera; has state, and a `reset`."""

    def __init__(
        self, rule: SetupRule | None = None, switched_off: Collection[Pattern] = ()
    ) -> None:
        self._rule = rule or SetupRule()
        self._switched_off = frozenset(switched_off)
        self.reset()

    def reset(self) -> None:
        """Start over."""
        self._stand = Stillness(self._rule.stillness)
        self._started_s: float | None = None
        self._framing: Debounce[Instruction | None] = Debounce(None, self._rule.patience_s)
        self._waiting: Debounce[Instruction] = Debounce(
            Instruction.STAND_UPRIGHT, self._rule.patience_s
        )
        self._asked_to_turn_s: float | None = None
        self._place: _Place | None = None
        self._moved_s = float("-inf")
        self._is_ready = False
        self._state = SetupState()

    def update(
        self, time_s: float, people: Sequence[PersonFrameResult], picture: FrameStatistics
    ) -> SetupState:
        """Look at one more moment and return how far the set-up is."""
        state = self._state = self._check(time_s, people, picture)
        if self._started_s is None:
            self._started_s = time_s
        return state if time_s - self._started_s >= self._rule.first_check_s else SetupState()

    def _check(
        self, time_s: float, people: Sequence[PersonFrameResult], picture: FrameStatistics
    ) -> SetupState:
        if not people:
            if self._framing.update(Instruction.NOBODY, time_s) is not Instruction.NOBODY:
                return self._state  # it may be a picture in which the model missed the person
            return SetupState(Instruction.NOBODY, float(self._is_ready), self._is_ready)
        person = people[0]
        still_s = self._stand.update(person.pose)
        frame = SetupFrame(person.pose, len(people) - 1, picture, self._stand.upright)
        found = find_instruction(frame, self._rule.framing)
        if person.last_lift is not None:
            self._finish()  # who lifts has found the way
        if self._is_ready:
            return SetupState(self._check_again(person, found, still_s), 1.0, is_ready=True)
        if person.phase is not LiftPhase.UPRIGHT:  # nobody is asked to stand in mid-lift
            return SetupState(self._framing.value or self._waiting.value)
        return self._lead(person, self._framing.update(found, time_s), still_s)

    def _lead(
        self, person: PersonFrameResult, hint: Instruction | None, still_s: float
    ) -> SetupState:
        """Ask for one thing after another, until the person has stood still for long enough."""
        if hint is None and self._asks_for_half_turn(person):
            return SetupState(Instruction.HALF_TURN)
        share = min(still_s / self._rule.still_s, 1.0) if hint is None else 0.0
        if share >= 1 and person.posture is not None:
            self._finish()
            return SetupState(None, 1.0, is_ready=True)
        stands = Instruction.STAND_STILL if still_s > 0 else Instruction.STAND_UPRIGHT
        waiting = self._waiting.update(stands, person.pose.time_s)
        return SetupState(hint or waiting, share)

    def _asks_for_half_turn(self, person: PersonFrameResult) -> bool:
        """Return whether to propose the angle from which every pattern is seen."""
        if turn_for_rest(person.view.label, self._switched_off) is None:
            return False
        time_s = person.pose.time_s
        if self._asked_to_turn_s is None:
            self._asked_to_turn_s = time_s
        return time_s - self._asked_to_turn_s < self._rule.half_turn_s

    def _finish(self) -> None:
        if not self._is_ready:
            self._is_ready = True
            self._framing = Debounce(None, self._rule.notice_s)

    def _check_again(
        self, person: PersonFrameResult, found: Instruction | None, still_s: float
    ) -> Instruction | None:
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
        if hint is None and time_s - self._moved_s < self._rule.moved_shown_s:
            return Instruction.MOVED
        return hint
