"""What a physiotherapist and a patient agreed on, and what it changes about the coach."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import uuid4

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from tilcoach.guidance import FeedbackMode
from tilcoach.measures import KNEE_FLEXION, LOAD_DISTANCE, TRUNK_FLEXION, TRUNK_ROTATION, Pattern
from tilcoach.session_files.bounds import FIRST_DAY, LAST_DAY, LOAD_KG

MOST_LETTERS_NAME = 40
"""Of a name, or of what is lifted: it has to fit in a list."""

MOST_LETTERS_MESSAGE = 600
"""Of the message to the patient: a quarter of a page."""

_CM_PER_M = 100.0
_CODE = re.compile(r"[0-9a-f]{32}")


class Speaking(StrEnum):
    """How often the coach speaks under a plan; its keys in the catalogue are these."""

    USUAL = "usual"
    """Each of the first lifts, then only what is clear: as without a plan."""

    EVERY_LIFT = "every_lift"
    EVERY_THIRD = "every_third"
    ON_REQUEST = "on_request"
    FADING = "fading"
    """Every lift, then every third, then on request: a third of the plan each."""


def new_code() -> str:
    """Return a code for a plan that no other plan has, and that says nothing about anybody."""
    return uuid4().hex


def printable(text: str) -> str:
    """Hold that a text has no letter that could steer a terminal or turn a sentence around."""
    if not all(line.isprintable() for line in text.split("\n")):
        message = "expected letters that can be printed"
        raise ValueError(message)
    return text


def _of_one_line(text: str) -> str:
    if "\n" in text:
        message = "expected one line"
        raise ValueError(message)
    return printable(text)


def _our_code(code: str) -> str:
    if not _CODE.fullmatch(code):
        message = "expected 32 hexadecimal digits"
        raise ValueError(message)
    return code


Day = Annotated[date, Field(ge=FIRST_DAY.date(), le=LAST_DAY.date())]
Line = Annotated[str, Field(max_length=MOST_LETTERS_NAME), AfterValidator(_of_one_line)]
Code = Annotated[
    str, Field(json_schema_extra={"pattern": f"^{_CODE.pattern}$"}), AfterValidator(_our_code)
]


class PlanPart(BaseModel):
    """A part of a plan: what is not named in it is refused.

    A later version that adds to a plan raises its schema number: an instruction that is not
    understood is never left out in silence.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        json_schema_serialization_defaults_required=True,
        serialize_by_alias=True,
    )


BEND_FREELY_EXCLUDES = ("knee_at_least_deg", "trunk_at_most_deg")
"""Targets that ask for the opposite of bending more freely."""


class Targets(PlanPart):
    """What to hold a lift against, as a therapist says it; null keeps the limit of tilcoach."""

    knee_at_least_deg: float | None = Field(
        default=None, ge=10, le=150, description="Bent knees when low; 0 is a straight knee."
    )
    trunk_at_most_deg: float | None = Field(
        default=None, ge=10, le=120, description="Leaning forward; 0 is upright."
    )
    hands_at_most_cm: float | None = Field(
        default=None, ge=10, le=100, description="From the ankles to the grip, level."
    )
    turned_at_most_deg: float | None = Field(
        default=None, ge=5, le=90, description="Shoulders against pelvis, to either side."
    )
    bend_freely: bool = Field(
        default=False,
        description="The other way round: bending more freely is the aim; legs are not judged.",
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.bend_freely and any(getattr(self, name) for name in BEND_FREELY_EXCLUDES):
            message = "expected bend_freely without a target for knees or trunk"
            raise ValueError(message)
        return self

    def limits(self, height_m: float) -> dict[str, float]:
        """Return the limits that these targets stand for, by the names of `Limits.values`.

        Parameters
        ----------
        height_m
            Body height; the distance of the hands is judged as a share of it.
        """
        hands_cm = self.hands_at_most_cm
        found = {
            KNEE_FLEXION.field: self.knee_at_least_deg,
            TRUNK_FLEXION.field: self.trunk_at_most_deg,
            TRUNK_ROTATION.field: self.turned_at_most_deg,
            LOAD_DISTANCE.field: None if hands_cm is None else hands_cm / _CM_PER_M / height_m,
        }
        return {name: value for name, value in found.items() if value is not None}


class Plan(PlanPart):
    """What to practise, how much, how often and for how long."""

    code: Code = Field(description="Random; results are put beside the plan by it.")
    made_on: Day
    name: Line = Field(default="", description="Of the patient; empty unless somebody chose one.")
    focus: tuple[Pattern, ...] = Field(
        default=(), max_length=len(Pattern), description="What is practised; empty = all patterns."
    )
    lifts: int = Field(default=10, ge=1, le=100, description="Per set.")
    sets: int = Field(default=3, ge=1, le=20, description="Per day of practice.")
    rest_s: int = Field(default=60, ge=0, le=900, description="Between two sets, in seconds.")
    days_per_week: int = Field(default=3, ge=1, le=7)
    weeks: int = Field(default=6, ge=1, le=52)
    lift_what: Line = Field(default="", description="In words, such as: a crate of groceries.")
    load_kg: float | None = Field(default=None, ge=LOAD_KG[0], le=LOAD_KG[1])
    targets: Targets = Targets()
    feedback: FeedbackMode = Field(
        default=FeedbackMode.AFTER_LIFT, description="When the coach speaks."
    )
    speaking: Speaking = Field(
        default=Speaking.USUAL, description="How often it speaks after a lift."
    )
    message: Annotated[str, AfterValidator(printable)] = Field(
        default="", max_length=MOST_LETTERS_MESSAGE, description="To the patient."
    )

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if len(set(self.focus)) < len(self.focus):
            message = "expected every pattern no more than once in the focus"
            raise ValueError(message)
        if self.targets.bend_freely and Pattern.STRAIGHT_LEGS in self.focus:
            message = "expected bend_freely without straight_legs in the focus"
            raise ValueError(message)
        return self

    @property
    def lifts_per_day(self) -> int:
        """Lifts in all sets of a day."""
        return self.lifts * self.sets

    @property
    def days(self) -> int:
        """Days of practice in the whole plan."""
        return self.days_per_week * self.weeks

    @property
    def practised(self) -> tuple[Pattern, ...]:
        """The patterns that are judged under this plan, in the usual order."""
        chosen = set(self.focus or Pattern)
        if self.targets.bend_freely:
            chosen.discard(Pattern.STRAIGHT_LEGS)
        return tuple(pattern for pattern in Pattern if pattern in chosen)

    def settings(self, height_m: float) -> Mapping[str, Any]:
        """Return what this plan sets, by the keys of a profile.

        Parameters
        ----------
        height_m
            Body height.
        """
        own: dict[str, Any] = {
            "limits": self.targets.limits(height_m),
            "switched_off": [p.value for p in Pattern if p not in self.practised],
            "feedback": self.feedback.value,
        }
        return own if self.load_kg is None else {**own, "load_kg": self.load_kg}
