"""One number of the bench: what was measured, and what it should be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

from tilcoach.provenance import Provenance

_SMALL = 10  # below it, two decimals say more than none


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of which less is better, or one that only tells something (without a goal).

    Attributes
    ----------
    name
        What was measured.
    unit
        ``ms``, ``s``, ``MB``, ``x`` (a ratio), …
    values
        One number per round.
    goal
        The most that it should be; None = there is no goal.
    note
        How it was measured, in a few words.
    provenance
        What was measured, when that was not the run that the figure stands in.
    """

    name: str
    unit: str
    values: tuple[float, ...]
    goal: float | None = None
    note: str = ""
    provenance: Provenance | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Refuse a figure that nothing was measured for."""
        if not self.values:
            message = f"{self.name}: expected at least one value"
            raise ValueError(message)

    @property
    def measured(self) -> float:
        """The median over the rounds."""
        return median(self.values)

    @property
    def reached(self) -> str:
        """``yes``, ``no``, or nothing when there is no goal."""
        if self.goal is None:
            return ""
        return "yes" if self.measured <= self.goal else "no"

    def cells(self) -> tuple[str, ...]:
        """Return what a table shows: name, goal, measured, lowest to highest, reached, how."""
        goal = "" if self.goal is None else f"≤ {_shown(self.goal)} {self.unit}"
        span = f"{_shown(min(self.values))} to {_shown(max(self.values))}"
        return (
            self.name,
            goal,
            f"{_shown(self.measured)} {self.unit}",
            span if len(self.values) > 1 else "",
            self.reached,
            self.note,
        )

    def as_json(self) -> Mapping[str, object]:
        """Return the figure as JSON; `from_json` reads it."""
        return {
            "name": self.name,
            "unit": self.unit,
            "goal": self.goal,
            "measured": round(self.measured, 4),
            "values": [round(value, 4) for value in self.values],
            "note": self.note,
        }


COLUMNS = ("what", "goal", "measured", "lowest to highest", "reached", "how")
"""The heads over `Figure.cells`."""


def _shown(value: float) -> str:
    if float(value).is_integer():
        return f"{value:.0f}"
    if abs(value) < _SMALL:
        return f"{value:.3f}" if abs(value) < _RATIOS else f"{value:.1f}"
    return f"{value:.0f}"


_RATIOS = 2.0  # a ratio is near 1, and there the third decimal tells
