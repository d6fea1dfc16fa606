"""The limits that verdicts are held against: each with a unit, a source and a why."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Limit:
    """One number that decides something, and where it comes from.

    Attributes
    ----------
    value
        The number itself.
    unit
        ``deg``, ``m``, ``ratio`` (share of body height), ``index``, ``s`` or ``probability``.
    source
        Where the number comes from.
    why
        What it means for the user, in one sentence.
    """

    value: float
    unit: str
    source: str
    why: str


Limits = Mapping[str, Limit]
"""All limits by name."""


def read_limits() -> Limits:
    """Return the limits that come with tilcoach, from ``limits.toml`` beside this module."""
    text = files("tilcoach.coaching").joinpath("limits.toml").read_text(encoding="utf-8")
    return {name: Limit(**entry) for name, entry in tomllib.loads(text).items()}
