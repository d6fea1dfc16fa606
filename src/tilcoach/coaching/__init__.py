"""From lifts to verdicts and one calm sentence."""

from tilcoach.coaching.against_limit import chance_of_side
from tilcoach.coaching.alignment import (
    MOMENT_SHARES,
    InStep,
    LiftTimes,
    at_shares,
    in_step,
    shares_of,
)
from tilcoach.coaching.coach import (
    choose_cue,
    choose_praise,
    judge,
    leave_out_timed,
    leave_out_unshown,
    rank_lift,
)
from tilcoach.coaching.comparison import ComparedLift, Difference, Outcome, compare_lifts
from tilcoach.coaching.criteria import CRITERIA, weigh_legs
from tilcoach.coaching.finding import (
    CUE_ORDER,
    PRAISE_ORDER,
    Camera,
    Cue,
    Finding,
    JudgedLift,
    Note,
    Reason,
    Verdict,
)
from tilcoach.coaching.limits import (
    Limit,
    Limits,
    MeasureError,
    PatternLimit,
    read_limits,
    with_wider_margins,
)
from tilcoach.coaching.results import (
    FrameResult,
    PersonFrameResult,
    PersonRecordingResult,
    RecordingResult,
    WarningCode,
)
from tilcoach.coaching.warnings import (
    MIN_FRAME_RATE_HZ,
    warnings_of_person,
    warnings_of_recording,
    warnings_of_stream,
)
from tilcoach.measures import Pattern

__all__ = [
    "CRITERIA",
    "CUE_ORDER",
    "MIN_FRAME_RATE_HZ",
    "MOMENT_SHARES",
    "PRAISE_ORDER",
    "Camera",
    "ComparedLift",
    "Cue",
    "Difference",
    "Finding",
    "FrameResult",
    "InStep",
    "JudgedLift",
    "LiftTimes",
    "Limit",
    "Limits",
    "MeasureError",
    "Note",
    "Outcome",
    "Pattern",
    "PatternLimit",
    "PersonFrameResult",
    "PersonRecordingResult",
    "Reason",
    "RecordingResult",
    "Verdict",
    "WarningCode",
    "at_shares",
    "chance_of_side",
    "choose_cue",
    "choose_praise",
    "compare_lifts",
    "in_step",
    "judge",
    "leave_out_timed",
    "leave_out_unshown",
    "rank_lift",
    "read_limits",
    "shares_of",
    "warnings_of_person",
    "warnings_of_recording",
    "warnings_of_stream",
    "weigh_legs",
    "with_wider_margins",
]
