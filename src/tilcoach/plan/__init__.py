"""The plan between a physiotherapist and a patient: what to practise, what is done, and the files.

Numbers, codes and the words that people typed; no picture, and no name unless somebody chose one.
"""

from tilcoach.plan.plan import (
    BEND_FREELY_EXCLUDES,
    MOST_LETTERS_MESSAGE,
    MOST_LETTERS_NAME,
    Plan,
    Speaking,
    Targets,
    new_code,
)
from tilcoach.plan.plan_files import (
    SUFFIX,
    PlanDocument,
    ResultsDocument,
    checked_plan,
    file_text,
    plan_schema_text,
    read_plan_file,
    results_schema_text,
)
from tilcoach.plan.results import Effort, PlanResults, SessionResult, TallyPart, Trend, trends
from tilcoach.plan.schedule import Adherence, PlanWeek, Today, adherence, cadence_on, today

__all__ = [
    "BEND_FREELY_EXCLUDES",
    "MOST_LETTERS_MESSAGE",
    "MOST_LETTERS_NAME",
    "SUFFIX",
    "Adherence",
    "Effort",
    "Plan",
    "PlanDocument",
    "PlanResults",
    "PlanWeek",
    "ResultsDocument",
    "SessionResult",
    "Speaking",
    "TallyPart",
    "Targets",
    "Today",
    "Trend",
    "adherence",
    "cadence_on",
    "checked_plan",
    "file_text",
    "new_code",
    "plan_schema_text",
    "read_plan_file",
    "results_schema_text",
    "today",
    "trends",
]
