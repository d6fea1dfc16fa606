"""How to turn so that the camera shows the patterns that it does not show now."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from tilcoach.kinematics import ViewLabel
from tilcoach.measures import VIEW_COVERAGE, Pattern


class Turn(StrEnum):
    """How to turn to stand at an angle to the camera, which shows every pattern best."""

    FROM_SIDE = "from_side"
    FROM_FRONT = "from_front"


def turn_for_rest(view: ViewLabel, switched_off: Collection[Pattern] = ()) -> Turn | None:
    """Return how to turn to have every pattern judged well; None when there is none to gain."""
    practised = frozenset(Pattern) - frozenset(switched_off)
    if view is ViewLabel.SIDE:  # a twist is seen from there, but roughly
        return Turn.FROM_SIDE if Pattern.TWIST_WITH_LOAD in practised else None
    hidden = practised - VIEW_COVERAGE[view]
    return Turn.FROM_FRONT if hidden and view is not ViewLabel.UNKNOWN else None
