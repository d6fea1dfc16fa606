"""Which sentence follows a lift, if any: often at first, then only when it matters."""

from __future__ import annotations

from dataclasses import dataclass

from tilcoach.coaching import CUE_ORDER, Cue, JudgedLift, Pattern, Verdict, choose_praise
from tilcoach.guidance.utterance import Cadence

EVERY_LIFT_UP_TO = 5
"""The first lifts get a sentence each; then feedback fades, for people come to lean on feedback
after every lift (guidance hypothesis: Salmoni, Schmidt & Walter 1984,
doi 10.1037/0033-2909.95.3.355)."""

EVERY_THIRD = 3
"""Which lifts get a sentence when every third does."""

CLEAR_CONFIDENCE = 0.85
"""Clearly outside a limit: by the error of the measure, so that it holds in 85 of 100 lifts."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said of one lift.

    Attributes
    ----------
    cue
        What it comes down to.
    again
        Whether in other words, because the same was said just before.
    lift
        The number of the lift.
    better
        The pattern that the lifts before showed and this one does not: that is what is said then,
        in the place of the cue.
    praise
        What truly went well in this lift; it is said before the cue. None for nothing.
    """

    cue: Cue
    again: bool
    lift: int
    better: Pattern | None = None
    praise: Pattern | None = None


def is_clear(judged: JudgedLift) -> bool:
    """Return whether a lift was clearly outside a limit."""
    return any(
        finding.verdict is Verdict.FOUT and finding.confidence >= CLEAR_CONFIDENCE
        for finding in judged.findings
    )


class AfterLift:
    """Decides after each lift whether to speak, and in which words; has state."""

    def __init__(self) -> None:
        self._seen: tuple[int, Cue] | None = None
        self._lift: JudgedLift | None = None
        self._last: Sentence | None = None
        self._before: dict[Pattern, Verdict] = {}

    @property
    def last(self) -> Sentence | None:
        """The sentence that was said last."""
        return self._last

    def update(
        self, judged: JudgedLift | None, cadence: Cadence = Cadence.USUAL
    ) -> Sentence | None:
        """Return what to say now, or None to be quiet."""
        if judged is None or (judged.lift.number, judged.cue) == self._seen:
            return None
        if self._lift is not None and self._lift.lift.number != judged.lift.number:
            self._before |= _judged(self._lift)
        self._seen, self._lift = (judged.lift.number, judged.cue), judged
        if judged.cue is Cue.NOTHING_JUDGED and _judged(judged):
            return None  # part of it was judged, and part left in doubt: the page shows which
        return self._say(judged) if self._is_due(judged, cadence) else None

    def repeat(self) -> Sentence | None:
        """Return the sentence on the newest lift, said or not; None before the first lift."""
        if self._lift is None:
            return None
        if self._last is not None and self._last.lift == self._lift.lift.number:
            return self._last
        return self._say(self._lift)

    def _is_due(self, judged: JudgedLift, cadence: Cadence) -> bool:
        """Return whether a lift gets a sentence without anybody asking for it."""
        number = judged.lift.number
        if cadence is Cadence.USUAL:
            return number <= EVERY_LIFT_UP_TO or is_clear(judged) or self._answers(judged)
        if cadence is Cadence.EVERY_THIRD:
            return number % EVERY_THIRD == 0
        return cadence is Cadence.EVERY_LIFT

    def _answers(self, judged: JudgedLift) -> bool:
        """Return whether a lift does what the last sentence asked for: that is not left unsaid."""
        asked = _PATTERN_OF.get(self._last.cue) if self._last is not None else None
        return asked is not None and asked is self._better(judged)

    def _better(self, judged: JudgedLift) -> Pattern | None:
        """Return the pattern that was seen in the lift before in which it could be judged.

        Only of a lift without any pattern, for there is one sentence; and what could not be judged
        this time is no better than it was.
        """
        if judged.cue is not Cue.WELL_DONE:
            return None
        now = _judged(judged)
        return next(
            (
                pattern
                for pattern, _ in CUE_ORDER
                if self._before.get(pattern) is Verdict.FOUT and now.get(pattern) is Verdict.GOED
            ),
            None,
        )

    def _say(self, judged: JudgedLift) -> Sentence:
        last, number = self._last, judged.lift.number
        better = self._better(judged)
        if better is not None and (last is None or last.better is not better):
            self._last = Sentence(judged.cue, again=False, lift=number, better=better)
        else:
            same = last is not None and last.better is None and last.cue is judged.cue
            again = same and last is not None and not last.again
            praise = None if again else choose_praise(judged.findings)
            self._last = Sentence(judged.cue, again, number, praise=praise)
        return self._last


_PATTERN_OF = {cue: pattern for pattern, cue in CUE_ORDER}


def _judged(judged: JudgedLift) -> dict[Pattern, Verdict]:
    """Return the verdicts of a lift, without what could not be judged."""
    return {
        finding.pattern: finding.verdict
        for finding in judged.findings
        if finding.verdict is not Verdict.NOT_JUDGED
    }
