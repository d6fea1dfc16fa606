"""Bounds on everything that is read from files: beyond them it is no recording of a person.

They protect every page and the report: a number, a text or a list within them can be shown.
What tilcoach itself measures beyond them counts as not measured.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

MAX_ABS = {
    "deg": 720.0,  # two turns
    "index": 1000.0,  # a share in percent, and room for an odd definition
    "m": 100.0,  # a hall
    "ratio": 100.0,  # of body height
    "s": 1e7,  # a hundred days
    "px": 1e6,  # fifty times a picture in 8K
    "hz": 1e5,
}
"""The largest absolute value by unit."""

_MAX_OTHER = 1e6  # settings and limits, whose units differ

LOAD_KG = (0.0, 100.0)
"""Of what is lifted: outside it is more likely a slip of the finger than a box."""

HOURS = (0.0, 8.0)
"""Of work at a stretch: the lifting equation was made for no more."""

LIFTS_PER_MIN = (0.0, 30.0)
"""Faster than once in two seconds nobody lifts on."""

MAX_NAME = 256
"""Letters of a name: the longest that a file system takes."""

MAX_SENTENCE = 2000
"""Letters of a sentence that a session holds: many times the longest."""

MAX_PATTERNS = 64
"""Findings of one lift, by any later version."""

MAX_PEOPLE, MAX_LIFTS, MAX_WARNINGS, MAX_LIMITS = 100, 5000, 1000, 500
"""Per session: an hour of lifting is some 700 lifts."""

MAX_SETTINGS = 20_000
"""Letters of a profile's settings: ten times all of them."""

MAX_SAMPLES = 1000
"""Per lift of its curves: ten times what is stored."""


def within(value: float, unit: str) -> bool:
    """Return whether a value is finite and within the bounds of its unit."""
    return math.isfinite(value) and abs(value) <= MAX_ABS.get(unit, _MAX_OTHER)


def _number(unit: str) -> object:
    return Field(ge=-MAX_ABS[unit], le=MAX_ABS[unit], allow_inf_nan=False)


Degrees = Annotated[float, _number("deg")]
Index = Annotated[float, _number("index")]
Metres = Annotated[float, _number("m")]
Ratio = Annotated[float, _number("ratio")]
Seconds = Annotated[float, _number("s")]
Pixels = Annotated[float, _number("px")]
Hertz = Annotated[float, Field(ge=0, le=MAX_ABS["hz"], allow_inf_nan=False)]
Number = Annotated[float, Field(ge=-_MAX_OTHER, le=_MAX_OTHER, allow_inf_nan=False)]
"""A number in a unit that is said elsewhere."""

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""A number from 0 to 1."""

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
"""A number of things, or the number of one of them."""

FIRST_DAY, LAST_DAY = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
Moment = Annotated[AwareDatetime, Field(ge=FIRST_DAY, le=LAST_DAY)]
"""The start of a session: a chart of weeks goes from the first to the last."""

Name = Annotated[str, StringConstraints(max_length=MAX_NAME)]
Sentence = Annotated[str, StringConstraints(max_length=MAX_SENTENCE)]
