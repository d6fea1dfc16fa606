"""Numbers on the command line, with a point or a comma."""

from __future__ import annotations

import math
from collections.abc import Callable

import typer


def decimal(text: str) -> float:
    """Return a number as people type it: 172.5 or 172,5."""
    try:
        return float(str(text).replace(",", "."))
    except ValueError as error:
        message = f"{text} is not a number."
        raise typer.BadParameter(message) from error


def decimal_within(low: float, high: float) -> Callable[[str], float]:
    """Return a reader of numbers within bounds."""

    def read(text: str) -> float:
        try:
            number = decimal(text)
        except typer.BadParameter:
            number = math.nan
        if not low <= number <= high:
            message = f"{text} is not a number from {low:g} to {high:g}."
            raise typer.BadParameter(message)
        return number

    return read
