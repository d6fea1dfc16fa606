"""What the coach says, when: the modes, and one thing said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FeedbackMode(StrEnum):
    """When the coach speaks."""

    AFTER_LIFT = "after_lift"
    """One sentence when the person is upright again, and quiet during the lift."""

    LIVE = "live"
    """One line during the lift, when it goes beyond a limit."""

    BOTH = "both"
    SILENT = "silent"
    """No sentence at all; shapes, words and counts still stand on the page."""

    @property
    def speaks_after(self) -> bool:
        """Whether something is said after a lift."""
        return self in (FeedbackMode.AFTER_LIFT, FeedbackMode.BOTH)

    @property
    def speaks_during(self) -> bool:
        """Whether something is said during a lift."""
        return self in (FeedbackMode.LIVE, FeedbackMode.BOTH)


class Cadence(StrEnum):
    """How often the coach speaks after a lift, where it speaks then at all."""

    USUAL = "usual"
    """Each of the first lifts, then only what is clear."""

    EVERY_LIFT = "every_lift"
    EVERY_THIRD = "every_third"
    ON_REQUEST = "on_request"


class UtteranceKind(StrEnum):
    """What a thing said is about; with its code it names one sentence of the catalogue."""

    CUE = "cue"
    CUE_AGAIN = "cue again"
    BETTER = "better"
    HINT = "hint"
    DURING = "during"
    PAUSE = "pause"
    PRAISE = "praise"


class Pause(StrEnum):
    """What is said when a pause begins and ends."""

    PAUSED = "paused"
    GOING_ON = "going_on"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence, once.

    Attributes
    ----------
    kind, code
        Which sentence: the context and the key in the catalogue.
    number
        Rises with each thing said: the same number is never said twice.
    lift
        The number of the lift that it is about; 0 for none.
    praise
        The code of what is praised before it; empty for nothing.
    """

    kind: UtteranceKind
    code: str
    number: int
    lift: int = 0
    praise: str = ""
