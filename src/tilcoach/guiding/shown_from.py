"""Which pattern each camera position shows, and how to turn to show the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from tilcoach.coaching import Pattern
from tilcoach.kinematics import ViewLabel

# What each camera position can show; the criteria decide per lift, this is what to expect of them.
SHOWN_FROM: Mapping[ViewLabel, frozenset[Pattern]] = {
    ViewLabel.SIDE: frozenset({Pattern.STRAIGHT_LEGS, Pattern.LOAD_FAR}),
    ViewLabel.OBLIQUE: frozenset(Pattern),
    ViewLabel.FRONT: frozenset({Pattern.STRAIGHT_LEGS, Pattern.TWIST_WITH_LOAD}),
    ViewLabel.BACK: frozenset({Pattern.STRAIGHT_LEGS, Pattern.TWIST_WITH_LOAD}),
    ViewLabel.UNKNOWN: frozenset(),
}


class Turn(StrEnum):
    """How to turn so that the camera shows the rest."""

    TO_CAMERA = "to_camera"
    TO_SIDE = "to_side"


def turn_for_rest(view: ViewLabel, switched_off: Collection[Pattern] = ()) -> Turn | None:
    """Return how to turn to have the other patterns judged; None when there is none to gain.

    Parameters
    ----------
    view
        From where the camera looks now.
    switched_off
        Patterns that nobody needs to turn for.
    """
    missing = frozenset(Pattern) - SHOWN_FROM[view] - frozenset(switched_off)
    if view is ViewLabel.UNKNOWN or not missing:
        return None
    return Turn.TO_CAMERA if Pattern.TWIST_WITH_LOAD in missing else Turn.TO_SIDE
