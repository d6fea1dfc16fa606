"""What tilcoach has to say of one lift: one finding per pattern, and one cue."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from tilcoach.lifting import Lift, LiftMeasures, Load
from tilcoach.measures import Pattern


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
    FEET_MOVED = "feet_moved"
    CUT_OFF = "cut_off"  # the recording begins or ends within the lift
    BODY_LEAPT = "body_leapt"
    SECOND_PERSON = "second_person"
    NOT_SHOWN = "not_shown"  # the film lacks, freezes or jumps over a part of the lift
    SLOW_MOTION = "slow_motion"  # nobody said whether it is
    DARK = "dark"
    LOW_FRAME_RATE = "low_frame_rate"
    SWITCHED_OFF = "switched_off"
    NOT_RECORDED = "not_recorded"  # the version that saved the lift did not judge this pattern
    CAMERAS_DISAGREE = "cameras_disagree"  # two that see it equally well


class Camera(StrEnum):
    """Which of two cameras that film the same lifts."""

    FIRST = "first"
    SECOND = "second"


class Note(StrEnum):
    """What belongs to a verdict beside its numbers."""

    TURNED_WITH_FEET = "turned_with_feet"


class Cue(StrEnum):
    """The one sentence after a lift."""

    WELL_DONE = "well_done"
    BEND_KNEES = "bend_knees"
    MOVE_FEET = "move_feet"
    BRING_CLOSER = "bring_closer"
    NOTHING_JUDGED = "nothing_judged"


CUE_ORDER: tuple[tuple[Pattern, Cue], ...] = (
    (Pattern.TWIST_WITH_LOAD, Cue.MOVE_FEET),
    (Pattern.STRAIGHT_LEGS, Cue.BEND_KNEES),
    (Pattern.LOAD_FAR, Cue.BRING_CLOSER),
)
"""Which cue comes first when there are several: one sentence after a lift, never two. Turning with
a load comes first, since it is what training has changed to effect (Lavender et al. 2007)."""

PRAISE_ORDER: tuple[Pattern, ...] = (
    Pattern.LOAD_FAR,
    Pattern.TWIST_WITH_LOAD,
    Pattern.STRAIGHT_LEGS,
)
"""What is praised first: close by, then feet along. How low one goes says the least of the load."""


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
    note
        What is shown with the verdict; None for nothing.
    judged_by
        Which of two cameras; None where there was one.
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
    note: Note | None = None
    judged_by: Camera | None = None

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

    @property
    def number(self) -> int:
        """1 for the first lift of this person."""
        return self.lift.number

    @property
    def start_s(self) -> float:
        """Where the person leaves upright, in seconds from the first frame."""
        return self.lift.start_s

    @property
    def grasp_s(self) -> float:
        """The moment at which the hands are at the load, in seconds from the first frame."""
        return self.lift.grasp_s

    @property
    def upright_s(self) -> float:
        """The moment at which the person is upright again, in seconds from the first frame."""
        return self.lift.upright_s

    @property
    def end_s(self) -> float:
        """Where the lift and its holding are over, in seconds from the first frame."""
        return self.lift.end_s

    @property
    def load(self) -> Load:
        """Whether something is held."""
        return self.lift.load

    @property
    def measures(self) -> LiftMeasures:
        """The values that count; NaN = cannot be measured."""
        return self.lift.measures

    def finding(self, pattern: Pattern) -> Finding:
        """Return the finding on one pattern.

        Parameters
        ----------
        pattern
            Which pattern.
        """
        return next(finding for finding in self.findings if finding.pattern is pattern)
