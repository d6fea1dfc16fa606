"""The limits that verdicts are held against: each with a unit, a source and a why."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
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


SHORT_LOOK_DOUBT = 1.5
"""How much wider every margin is without a zero from standing. To the error of the stoop-squat
index (6.5) it adds 4.3 by the short look and up to 5 by a camera that stands askew, which makes 9;
to that of the load's distance (0.034) it adds 0.032, which makes 0.047 (own measurement)."""


def with_more_doubt(limits: Limits) -> Limits:
    """Return the limits for who was never seen standing still: the same, with wider margins.

    Parameters
    ----------
    limits
        All limits by name; those that end in ``_margin`` or ``_uncertainty`` become wider.
    """
    return {
        name: replace(limit, value=limit.value * SHORT_LOOK_DOUBT)
        if name.endswith(("_margin", "_uncertainty"))
        else limit
        for name, limit in limits.items()
    }
