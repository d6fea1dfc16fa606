"""What tilcoach has to say of one lift: one finding per pattern, and one cue."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from tilcoach.lifting import Lift


class Pattern(StrEnum):
    """The three ways of lifting that the leaflet advises against."""

    STRAIGHT_LEGS = "straight_legs"
    TWIST_WITH_LOAD = "twist_with_load"
    LOAD_FAR = "load_far"


class Verdict(StrEnum):
    """The leaflet's two words, and the honest third."""

    GOED = "goed"
    FOUT = "fout"
    NOT_JUDGED = "not_judged"


class Reason(StrEnum):
    """Why a pattern was not judged."""

    VIEW_SIDE = "view_side"
    VIEW_FRONT = "view_front"
    VIEW_UNKNOWN = "view_unknown"
    NOT_SEEN = "not_seen"
    LOAD_UNSURE = "load_unsure"
    NO_LOAD = "no_load"
    SMALL_DROP = "small_drop"
    NEAR_LIMIT = "near_limit"
    MEASURES_DISAGREE = "measures_disagree"
    FEET_MOVED = "feet_moved"
    BODY_LEAPT = "body_leapt"
    SWITCHED_OFF = "switched_off"


class Cue(StrEnum):
    """The one sentence after a lift."""

    WELL_DONE = "well_done"
    BEND_KNEES = "bend_knees"
    MOVE_FEET = "move_feet"
    BRING_CLOSER = "bring_closer"
    NOTHING_JUDGED = "nothing_judged"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one pattern in one lift.

    Attributes
    ----------
    pattern
        Which pattern.
    verdict
        goed, fout or not_judged; a value that is NaN is never goed.
    measured, limit, unit
        The value that decided and the limit that it was held against, in this unit;
        NaN when it cannot be measured.
    start_s, end_s
        Where the pattern was seen; NaN unless the verdict is fout.
    confidence
        0 to 1.
    reason
        Why it was not judged; None otherwise.
    """

    pattern: Pattern
    verdict: Verdict
    measured: float
    limit: float
    unit: str
    start_s: float
    end_s: float
    confidence: float
    reason: Reason | None

    def __post_init__(self) -> None:
        """Hold the promise that a verdict without a value or a reason cannot be made."""
        if (self.verdict is Verdict.NOT_JUDGED) != (self.reason is not None):
            message = f"{self.pattern}: a reason belongs to not_judged, and to nothing else"
            raise ValueError(message)
        if self.verdict is not Verdict.NOT_JUDGED and math.isnan(self.measured):
            message = f"{self.pattern}: a verdict needs a measured value"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class JudgedLift:
    """A lift with its findings, exactly one per pattern, and the sentence that goes with it."""

    lift: Lift
    findings: tuple[Finding, ...]
    cue: Cue

    def finding(self, pattern: Pattern) -> Finding:
        """Return the finding on one pattern.

        Parameters
        ----------
        pattern
            Which pattern.
        """
        return next(finding for finding in self.findings if finding.pattern is pattern)
