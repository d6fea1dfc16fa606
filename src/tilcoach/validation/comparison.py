"""Several ways to one thing, and what each of them comes to."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to do it.

    Attributes
    ----------
    name
        In words.
    values
        What it comes to, by column; a column that is missing was not measured.
    """

    name: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ways to one thing, the plain ones first and ours last.

    Attributes
    ----------
    title
        What is compared, with its unit.
    columns
        In the order in which they are shown.
    decimals
        How exactly to write what is no count.
    variants
        The ways.
    """

    title: str
    columns: tuple[str, ...]
    decimals: int
    variants: tuple[Variant, ...]

    def cells(self, variant: Variant) -> tuple[str, ...]:
        """Return the values of one way as text, in the order of the columns."""
        values = (variant.values.get(column, float("nan")) for column in self.columns)
        return tuple("-" if math.isnan(value) else self._text(value) for value in values)

    def _text(self, value: float) -> str:
        return str(value) if isinstance(value, int) else f"{value:.{self.decimals}f}"
