"""Leads a group: several people at once, or one after the other; tags instead of names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from tilcoach.coaching import FrameResult, JudgedLift, Limits, Pattern, PersonFrameResult
from tilcoach.guidance.controller import Guidance, GuidanceController, GuidanceRules
from tilcoach.guidance.frame_statistics import FrameStatistics
from tilcoach.guidance.group_state import GroupMode, GroupState, Member
from tilcoach.guidance.setup import Setup, SetupState
from tilcoach.guidance.utterance import FeedbackMode


class GroupController(GuidanceController):
    """Turns the results of a live stream into guidance for a group; has state.

    With one person in turn it leads as `GuidanceController` does, from the set-up on. With several
    at once it says nothing: sentences for four people would fit nobody.

    Attributes
    ----------
    turn
        Rises by one with each next person; the pipeline then forgets the one before.
    """

    def __init__(
        self,
        limits: Limits,
        mode: FeedbackMode = FeedbackMode.AFTER_LIFT,
        switched_off: Collection[Pattern] = (),
        group_mode: GroupMode = GroupMode.IN_TURN,
        rules: GuidanceRules | None = None,
    ) -> None:
        super().__init__(limits, mode, switched_off, rules)
        self.group_mode = group_mode
        self.turn = 1
        self._next_is_due = False
        self._is_ready = False
        self._tags: dict[int, int] = {}
        self._lifts: dict[tuple[int, int, int], JudgedLift] = {}

    def next_person(self) -> None:
        """Let the next person come, at the next step; any thread may ask for it."""
        self._next_is_due = self.group_mode is GroupMode.IN_TURN

    def update(self, result: FrameResult, statistics: FrameStatistics) -> Guidance:
        """Take a frame into account and return what to show and say now."""
        if self._next_is_due:
            self._begin_turn()
            result = replace(result, people=())  # it still knows what the one before did
        if self.group_mode is GroupMode.IN_TURN:
            guidance = super().update(result, statistics)
        else:
            self._run_commands()
            ready = SetupState(None, 1.0, is_ready=True)
            guidance = Guidance(ready, self.is_paused, switched_off=self._switched_off)
        self._is_ready = guidance.setup.is_ready
        tags = self._tag(result.people)
        for person in result.people:
            self._note(person, tags)
        return replace(
            guidance, group=GroupState(self.group_mode, self.turn, tags, self._members())
        )

    def _hand_raised(self) -> None:
        """Let the next person come; who has just come is not sent away by the same hand."""
        if self._is_ready:
            self.next_person()

    def _begin_turn(self) -> None:
        self._next_is_due = False
        self.turn += 1
        self._setup = Setup(self._rules.setup)
        self._hand.reset()
        self._person, self._instruction = 0, None

    def _tag(self, people: tuple[PersonFrameResult, ...]) -> dict[int, int]:
        """Return the tags of the people in view; a tag is given once a person stood upright."""
        if self.group_mode is GroupMode.IN_TURN:
            return {person.person: self.turn for person in people[:1]}
        for person in people:
            if person.posture is not None:
                self._tags.setdefault(person.person, len(self._tags) + 1)
        return {p.person: self._tags[p.person] for p in people if p.person in self._tags}

    def _note(self, person: PersonFrameResult, tags: Mapping[int, int]) -> None:
        """Keep the newest lift; later words on the same one take its place."""
        tag, judged = tags.get(person.person), person.last_lift
        if tag is not None and judged is not None:
            self._lifts[tag, person.person, judged.lift.number] = judged

    def _members(self) -> tuple[Member, ...]:
        own: dict[int, list[JudgedLift]] = {tag: [] for tag in sorted(self._tags.values())}
        for (tag, _, _), lift in self._lifts.items():
            own.setdefault(tag, []).append(lift)
        if self.group_mode is GroupMode.IN_TURN:
            own.setdefault(self.turn, [])
        return tuple(Member(tag, tuple(lifts)) for tag, lifts in sorted(own.items()))
