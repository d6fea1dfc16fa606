"""From lifts to verdicts and one calm sentence."""

from tilcoach.coaching.coach import choose_cue, judge
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
    "Cue",
    "Finding",
    "JudgedLift",
    "Limit",
    "Limits",
    "Pattern",
    "PersonReview",
    "PersonStep",
    "Reason",
    "Review",
    "Step",
    "Verdict",
    "WarningCode",
    "chance_of_side",
    "choose_cue",
    "judge",
    "read_limits",
    "warnings_of_person",
    "warnings_of_recording",
    "warnings_of_stream",
    "with_more_doubt",
]
