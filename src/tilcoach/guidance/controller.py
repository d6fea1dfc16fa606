"""Leads one session: the set-up, the pause, and when the coach says what."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from tilcoach.coaching import FrameResult, Limits, Pattern, PersonFrameResult
from tilcoach.guidance.after_lift import AfterLift, Sentence
from tilcoach.guidance.during_lift import DuringLift
from tilcoach.guidance.frame_statistics import FrameStatistics
from tilcoach.guidance.group_state import GroupState
from tilcoach.guidance.hand_signal import HandRule, HandSignal
from tilcoach.guidance.instruction import Instruction
from tilcoach.guidance.setup import Setup, SetupRule, SetupState
from tilcoach.guidance.utterance import Cadence, FeedbackMode, Pause, Utterance, UtteranceKind


@dataclass(frozen=True, slots=True)
class GuidanceRules:
    """How the set-up goes, and when a raised hand is a signal."""

    setup: SetupRule = field(default_factory=SetupRule)
    hand: HandRule = field(default_factory=HandRule)


class Command(StrEnum):
    """What the user may ask for by a key or a button."""

    PAUSE_OR_GO = "pause_or_go"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Guidance:
    """What the page shows and the voice speaks beside the verdicts.

    Attributes
    ----------
    setup
        How far the set-up is.
    is_paused
        Whether lifts are looked at now.
    sentence
        On the newest lift; None while the coach is quiet about it.
    during
        The pattern whose line stands during a lift.
    utterance
        The newest thing that the coach says; None before the first. Spoken once, by its number.
    switched_off
        Patterns that the user does not practise now.
    group
        What is known of a group; None for one person.
    """

    setup: SetupState
    is_paused: bool = False
    sentence: Sentence | None = None
    during: Pattern | None = None
    utterance: Utterance | None = None
    switched_off: frozenset[Pattern] = frozenset()
    group: GroupState | None = None


class GuidanceController:
    """Turns the results of a live stream into guidance; has state, for one session.

    One thread calls `update`; any thread may set `mode` and `cadence`, read whether there is a
    pause, `request` a command, and start a replay.
    """

    def __init__(
        self,
        limits: Limits,
        mode: FeedbackMode = FeedbackMode.AFTER_LIFT,
        switched_off: Collection[Pattern] = (),
        rules: GuidanceRules | None = None,
    ) -> None:
        self.mode = mode
        self.cadence = Cadence.USUAL
        self._rules = rules or GuidanceRules()
        self._paused = False
        self._replaying = False
        self._limits = limits
        self._switched_off = frozenset(switched_off)
        self._commands: deque[Command] = deque()
        self._setup = Setup(self._rules.setup, self._switched_off)
        self._hand = HandSignal(self._rules.hand)
        self._person = 0
        self._after_lift = AfterLift()
        self._during_lift = DuringLift(limits, self._switched_off)
        self._sentence: Sentence | None = None
        self._instruction: Instruction | None = None
        self._utterance: Utterance | None = None

    @property
    def is_paused(self) -> bool:
        """Whether nothing is a lift now: in a pause, and during a replay."""
        return self._paused or self._replaying

    @property
    def is_replaying(self) -> bool:
        """Whether a lift is replayed; a raised hand ends that as well."""
        return self._replaying

    def start_replay(self) -> None:
        """Be quiet while a lift is replayed."""
        self._replaying = True

    def end_replay(self) -> None:
        """Go on as before the replay."""
        self._replaying = False

    def request(self, command: Command) -> None:
        """Queue a command; it runs at the next step."""
        self._commands.append(command)

    def update(self, result: FrameResult, statistics: FrameStatistics) -> Guidance:
        """Take a frame into account and return what to show and say now."""
        setup = self._setup.update(result.time_s, result.people, statistics)
        if result.people:
            self._follow(result.people[0])
        else:
            self._hand.reset()
        self._run_commands()
        if not self.is_paused:
            self._give_instruction(setup)
            if result.people:
                self._coach(result.people[0])
        during = self._during_lift.shown if self._shows_during else None
        return Guidance(
            setup, self.is_paused, self._sentence, during, self._utterance, self._switched_off
        )

    @property
    def _shows_during(self) -> bool:
        return self.mode.speaks_during and not self.is_paused

    def _follow(self, person: PersonFrameResult) -> None:
        """Start over with another person, and look for a raised hand."""
        if person.person != self._person:
            self._person = person.person
            self._hand.reset()
            self._after_lift = AfterLift()
            self._during_lift = DuringLift(self._limits, self._switched_off)
            self._sentence = None
        if self._hand.update(person.pose):
            self._hand_raised()

    def _hand_raised(self) -> None:
        self._pause_or_go()

    def _run_commands(self) -> None:
        while self._commands:
            if self._commands.popleft() is Command.PAUSE_OR_GO:
                self._pause_or_go()
            else:
                self._repeat()

    def _pause_or_go(self) -> None:
        self._paused, self._replaying = not self.is_paused, False
        self._utter(UtteranceKind.PAUSE, Pause.PAUSED if self.is_paused else Pause.GOING_ON)

    def _repeat(self) -> None:
        """Say the sentence on the newest lift, even if the coach was quiet about it."""
        sentence = self._after_lift.repeat()
        if sentence is not None:
            self._sentence = sentence
            self._utter_sentence(sentence)
        elif self._instruction is not None:
            self._utter(UtteranceKind.HINT, self._instruction)

    def _give_instruction(self, setup: SetupState) -> None:
        """Say a new instruction; one that stands is not said again."""
        if setup.hint == self._instruction:
            return
        self._instruction = setup.hint
        left = setup.is_ready and setup.hint is Instruction.NOBODY  # nobody is there to hear it
        if setup.hint is not None and not left and self.mode is not FeedbackMode.SILENT:
            self._utter(UtteranceKind.HINT, setup.hint)

    def _coach(self, person: PersonFrameResult) -> None:
        pattern = self._during_lift.update(person)
        if pattern is not None and self.mode.speaks_during:
            self._utter(UtteranceKind.DURING, pattern, lift=person.lift_count + 1)
        number = person.last_lift.lift.number if person.last_lift else 0
        if self._sentence is not None and self._sentence.lift != number:
            self._sentence = None
        sentence = self._after_lift.update(person.last_lift, self.cadence)
        if sentence is not None and self.mode.speaks_after:
            self._sentence = sentence
            self._utter_sentence(sentence)

    def _utter_sentence(self, sentence: Sentence) -> None:
        if sentence.better is not None:
            self._utter(UtteranceKind.BETTER, sentence.better, lift=sentence.lift)
        else:
            kind = UtteranceKind.CUE_AGAIN if sentence.again else UtteranceKind.CUE
            self._utter(kind, sentence.cue, lift=sentence.lift, praise=sentence.praise or "")

    def _utter(self, kind: UtteranceKind, code: str, lift: int = 0, praise: str = "") -> None:
        number = self._utterance.number + 1 if self._utterance else 1
        self._utterance = Utterance(kind, str(code), number, lift, str(praise))
