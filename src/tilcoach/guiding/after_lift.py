"""Which sentence follows a lift, if any: often at first, then only when it matters."""

from __future__ import annotations

from dataclasses import dataclass

from tilcoach.coaching import Cue, JudgedLift, Verdict

EVERY_LIFT_UP_TO = 5
"""The first lifts get a sentence each; then feedback fades, for who is told each time leans on it
(guidance hypothesis: Salmoni, Schmidt & Walter 1984, doi 10.1037/0033-2909.95.3.355)."""

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
    """

    cue: Cue
    again: bool
    lift: int


def is_clear(judged: JudgedLift) -> bool:
    """Return whether a lift was clearly outside a limit.

    Parameters
    ----------
    judged
        A finished lift.
    """
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

    @property
    def last(self) -> Sentence | None:
        """The sentence that was said last."""
        return self._last

    def update(self, judged: JudgedLift | None) -> Sentence | None:
        """Return what to say now, or None to be quiet.

        Parameters
        ----------
        judged
            The newest finished lift; it may come again, and with another cue once its holding is
            over: the last word counts, and is said.
        """
        if judged is None or (judged.lift.number, judged.cue) == self._seen:
            return None
        self._seen, self._lift = (judged.lift.number, judged.cue), judged
        if judged.lift.number > EVERY_LIFT_UP_TO and not is_clear(judged):
            return None
        return self._say(judged)

    def ask(self) -> Sentence | None:
        """Return the sentence on the newest lift, said or not; None before the first lift."""
        if self._lift is None:
            return None
        if self._last is not None and self._last.lift == self._lift.lift.number:
            return self._last
        return self._say(self._lift)

    def _say(self, judged: JudgedLift) -> Sentence:
        same = self._last is not None and self._last.cue is judged.cue
        again = same and self._last is not None and not self._last.again
        self._last = Sentence(judged.cue, again, judged.lift.number)
        return self._last
