"""Leads a group: several people at once, or one after the other; tags instead of names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from tilcoach.coaching import JudgedLift, Limits, Pattern, PersonStep, Step
from tilcoach.guiding.group_state import GroupState, GroupWay, Member
from tilcoach.guiding.guide import Guidance, Guide
from tilcoach.guiding.picture import Picture
from tilcoach.guiding.said import FeedbackMode
from tilcoach.guiding.set_up import SetUp, SetUpState


class GroupGuide(Guide):
    """Turns the steps of a live stream into guidance for a group; has state.

    With one person in turn it leads as `Guide` does, from the set-up on. With several at once it
    says nothing: sentences for four people would fit nobody.

    Parameters
    ----------
    limits
        What a lift is held against while it goes on.
    mode
        When to speak.
    switched_off
        Patterns that the group does not practise now.
    way
        How the group practises.

    Attributes
    ----------
    turn
        Rises by one with each next person; whoever measures then forgets the one before.
    """

    def __init__(
        self,
        limits: Limits,
        mode: FeedbackMode = FeedbackMode.AFTER_LIFT,
        switched_off: Collection[Pattern] = (),
        way: GroupWay = GroupWay.IN_TURN,
    ) -> None:
        super().__init__(limits, mode, switched_off)
        self.way = way
        self.turn = 1
        self._next_is_due = False
        self._is_ready = False
        self._tags: dict[int, int] = {}
        self._lifts: dict[tuple[int, int, int], JudgedLift] = {}

    def next_person(self) -> None:
        """Let the next person come, at the next step; any thread may ask for it."""
        self._next_is_due = self.way is GroupWay.IN_TURN

    def update(self, step: Step, picture: Picture) -> Guidance:
        """Take a step into account and return what to show and say now.

        Parameters
        ----------
        step
            Later than the one before.
        picture
            The frame that it belongs to.
        """
        if self._next_is_due:
            self._begin_turn()
            step = replace(step, people=())  # it still knows what the one before did
        if self.way is GroupWay.IN_TURN:
            guidance = super().update(step, picture)
        else:
            self._grant()
            ready = SetUpState(None, 1.0, is_ready=True)
            guidance = Guidance(ready, self.is_paused, switched_off=self._switched_off)
        self._is_ready = guidance.set_up.is_ready
        tags = self._tag(step.people)
        for person in step.people:
            self._note(person, tags)
        return replace(guidance, group=GroupState(self.way, self.turn, tags, self._members()))

    def _hand_raised(self) -> None:
        """Let the next person come; who has just come is not sent away by the same hand."""
        if self._is_ready:
            self.next_person()

    def _begin_turn(self) -> None:
        self._next_is_due = False
        self.turn += 1
        self._set_up = SetUp()
        self._hand.reset()
        self._person, self._hint = 0, None

    def _tag(self, people: tuple[PersonStep, ...]) -> dict[int, int]:
        """Return the tags of who is in view; a tag is given to who has stood upright."""
        if self.way is GroupWay.IN_TURN:
            return {person.person: self.turn for person in people[:1]}
        for person in people:
            if person.posture is not None:
                self._tags.setdefault(person.person, len(self._tags) + 1)
        return {p.person: self._tags[p.person] for p in people if p.person in self._tags}

    def _note(self, person: PersonStep, tags: Mapping[int, int]) -> None:
        """Keep the newest lift; later words on the same one take its place."""
        tag, judged = tags.get(person.person), person.last_lift
        if tag is not None and judged is not None:
            self._lifts[tag, person.person, judged.lift.number] = judged

    def _members(self) -> tuple[Member, ...]:
        own: dict[int, list[JudgedLift]] = {tag: [] for tag in sorted(self._tags.values())}
        for (tag, _, _), lift in self._lifts.items():
            own.setdefault(tag, []).append(lift)
        if self.way is GroupWay.IN_TURN:
            own.setdefault(self.turn, [])
        return tuple(Member(tag, tuple(lifts)) for tag, lifts in sorted(own.items()))
