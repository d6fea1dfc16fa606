"""Leads one session: the set-up, the pause, and when the coach says what."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from tilcoach.coaching import Limits, Pattern, PersonStep, Step
from tilcoach.guiding.after_lift import AfterLift, Sentence
from tilcoach.guiding.during_lift import DuringLift
from tilcoach.guiding.group_state import GroupState
from tilcoach.guiding.hand_signal import HandSignal
from tilcoach.guiding.hint import Hint
from tilcoach.guiding.picture import Picture
from tilcoach.guiding.said import FeedbackMode, Pause, Said, SaidKind
from tilcoach.guiding.set_up import SetUp, SetUpState


class Wish(StrEnum):
    """What the user may ask for by a key or a button."""

    PAUSE_OR_GO = "pause_or_go"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Guidance:
    """What the page shows and the voice says beside the verdicts.

    Attributes
    ----------
    set_up
        How far the set-up is.
    is_paused
        Whether lifts are looked at now.
    sentence
        On the newest lift; None while the coach is quiet about it.
    during
        The pattern whose line stands during a lift.
    said
        The newest thing that was said; None before the first. To be said aloud once, by its number.
    switched_off
        Patterns that the user does not practise now.
    group
        What is known of a group; None for one person.
    """

    set_up: SetUpState
    is_paused: bool = False
    sentence: Sentence | None = None
    during: Pattern | None = None
    said: Said | None = None
    switched_off: frozenset[Pattern] = frozenset()
    group: GroupState | None = None


class Guide:
    """Turns the steps of a live stream into guidance; has state, for one session.

    One thread calls `update`; any thread may set `mode`, ask whether there is a pause, `wish`, and
    look back.

    Parameters
    ----------
    limits
        What a lift is held against while it goes on.
    mode
        When to speak.
    switched_off
        Patterns that the user does not practise now.
    """

    def __init__(
        self,
        limits: Limits,
        mode: FeedbackMode = FeedbackMode.AFTER_LIFT,
        switched_off: Collection[Pattern] = (),
    ) -> None:
        self.mode = mode
        self._paused = False
        self._looks_back = False
        self._limits = limits
        self._switched_off = frozenset(switched_off)
        self._wishes: deque[Wish] = deque()
        self._set_up = SetUp()
        self._hand = HandSignal()
        self._person = 0
        self._after = AfterLift()
        self._during = DuringLift(limits, self._switched_off)
        self._sentence: Sentence | None = None
        self._hint: Hint | None = None
        self._said: Said | None = None

    @property
    def is_paused(self) -> bool:
        """Whether nothing is a lift now: in a pause, and while somebody looks back."""
        return self._paused or self._looks_back

    @property
    def is_looking_back(self) -> bool:
        """Whether somebody looks back at a lift; a raised hand ends that as well."""
        return self._looks_back

    def look_back(self) -> None:
        """Be quiet while somebody looks back at a lift."""
        self._looks_back = True

    def look_on(self) -> None:
        """Go on as it was before looking back."""
        self._looks_back = False

    def wish(self, wish: Wish) -> None:
        """Ask for something; it is done at the next step.

        Parameters
        ----------
        wish
            What is asked for.
        """
        self._wishes.append(wish)

    def update(self, step: Step, picture: Picture) -> Guidance:
        """Take a step into account and return what to show and say now.

        Parameters
        ----------
        step
            Later than the one before.
        picture
            The frame that it belongs to.
        """
        set_up = self._set_up.update(step.time_s, step.people, picture)
        if step.people:
            self._meet(step.people[0])
        else:
            self._hand.reset()
        self._grant()
        if not self.is_paused:
            self._say_hint(set_up)
            if step.people:
                self._coach(step.people[0])
        during = self._during.shown if self._shows_during else None
        return Guidance(
            set_up, self.is_paused, self._sentence, during, self._said, self._switched_off
        )

    @property
    def _shows_during(self) -> bool:
        return self.mode.speaks_during and not self.is_paused

    def _meet(self, person: PersonStep) -> None:
        """Begin anew with another person, and look for a raised hand."""
        if person.person != self._person:
            self._person = person.person
            self._hand.reset()
            self._after = AfterLift()
            self._during = DuringLift(self._limits, self._switched_off)
            self._sentence = None
        if self._hand.update(person.pose):
            self._hand_raised()

    def _hand_raised(self) -> None:
        self._pause_or_go()

    def _grant(self) -> None:
        while self._wishes:
            if self._wishes.popleft() is Wish.PAUSE_OR_GO:
                self._pause_or_go()
            else:
                self._repeat()

    def _pause_or_go(self) -> None:
        self._paused, self._looks_back = not self.is_paused, False
        self._say(SaidKind.PAUSE, Pause.PAUSED if self.is_paused else Pause.GOING_ON)

    def _repeat(self) -> None:
        """Say the sentence on the newest lift, also when the coach was quiet about it."""
        sentence = self._after.ask()
        if sentence is not None:
            self._sentence = sentence
            self._say_sentence(sentence)
        elif self._hint is not None:
            self._say(SaidKind.HINT, self._hint)

    def _say_hint(self, set_up: SetUpState) -> None:
        """Say a new instruction; one that stands is not said again."""
        if set_up.hint == self._hint:
            return
        self._hint = set_up.hint
        left = set_up.is_ready and set_up.hint is Hint.NOBODY  # nobody is there to hear it
        if set_up.hint is not None and not left and self.mode is not FeedbackMode.SILENT:
            self._say(SaidKind.HINT, set_up.hint)

    def _coach(self, person: PersonStep) -> None:
        pattern = self._during.update(person)
        if pattern is not None and self.mode.speaks_during:
            self._say(SaidKind.DURING, pattern, lift=person.lift_count + 1)
        number = person.last_lift.lift.number if person.last_lift else 0
        if self._sentence is not None and self._sentence.lift != number:
            self._sentence = None
        sentence = self._after.update(person.last_lift)
        if sentence is not None and self.mode.speaks_after:
            self._sentence = sentence
            self._say_sentence(sentence)

    def _say_sentence(self, sentence: Sentence) -> None:
        if sentence.better is not None:
            self._say(SaidKind.BETTER, sentence.better, lift=sentence.lift)
        else:
            kind = SaidKind.CUE_AGAIN if sentence.again else SaidKind.CUE
            self._say(kind, sentence.cue, lift=sentence.lift)

    def _say(self, kind: SaidKind, code: str, lift: int = 0) -> None:
        number = self._said.number + 1 if self._said else 1
        self._said = Said(kind, str(code), number, lift)
