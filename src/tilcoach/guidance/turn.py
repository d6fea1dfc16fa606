"""How to turn so that the camera shows the patterns that it does not show well now."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from tilcoach.kinematics import ViewLabel
from tilcoach.measures import MEASURE_OF, Pattern


class Turn(StrEnum):
    """How to turn to stand at an angle to the camera, which shows every pattern best."""

    FROM_SIDE = "from_side"
    FROM_FRONT = "from_front"


def turn_for_rest(view: ViewLabel, switched_off: Collection[Pattern] = ()) -> Turn | None:
    """Return how to turn to have every pattern judged well; None when there is none to gain."""
    if view is ViewLabel.UNKNOWN:
        return None
    measures = [MEASURE_OF[p] for p in Pattern if p not in switched_off]
    if not any(view in m.rough_views or view not in m.views for m in measures):
        return None
    return Turn.FROM_SIDE if view is ViewLabel.SIDE else Turn.FROM_FRONT
