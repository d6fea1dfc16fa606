"""From lifts to verdicts and one calm sentence."""

from tilcoach.coaching.alignment import MOMENT_SHARES, LiftTimes, at_shares, shares_of
from tilcoach.coaching.coach import CUE_ORDER, choose_cue, judge
from tilcoach.coaching.comparison import ComparedLift, Difference, Outcome, Quantity, compare_lifts
from tilcoach.coaching.criteria import CRITERIA, chance_of_side
from tilcoach.coaching.finding import Cue, Finding, JudgedLift, Pattern, Reason, Verdict
from tilcoach.coaching.limits import Limit, Limits, read_limits, with_more_doubt
from tilcoach.coaching.step import PersonReview, PersonStep, Review, Step, WarningCode
from tilcoach.coaching.warnings import (
    warnings_of_person,
    warnings_of_recording,
    warnings_of_stream,
)

__all__ = [
    "CRITERIA",
    "CUE_ORDER",
    "MOMENT_SHARES",
    "ComparedLift",
    "Cue",
    "Difference",
    "Finding",
    "JudgedLift",
    "LiftTimes",
    "Limit",
    "Limits",
    "Outcome",
    "Pattern",
    "PersonReview",
    "PersonStep",
    "Quantity",
    "Reason",
    "Review",
    "Step",
    "Verdict",
    "WarningCode",
    "at_shares",
    "chance_of_side",
    "choose_cue",
    "compare_lifts",
    "judge",
    "read_limits",
    "shares_of",
    "warnings_of_person",
    "warnings_of_recording",
    "warnings_of_stream",
    "with_more_doubt",
]
