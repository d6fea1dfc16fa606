"""From lifts to verdicts and one calm sentence."""

from tilcoach.coaching.finding import Cue, Finding, JudgedLift, Pattern, Reason, Verdict
from tilcoach.coaching.limits import Limit, Limits, read_limits
from tilcoach.coaching.step import PersonReview, PersonStep, Review, Step, WarningCode

__all__ = [
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
    "read_limits",
]
