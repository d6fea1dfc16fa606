"""From where the camera looks at the person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ViewLabel(StrEnum):
    """The name of a range of camera positions around the person."""

    SIDE = "side"
    OBLIQUE = "oblique"
    FRONT = "front"
    BACK = "back"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class View:
    """From where the camera looks, seen from the standing person.

    Attributes
    ----------
    label
        The range that the yaw falls in.
    yaw_deg
        How far the camera stands from a true side view: 0 side, 90 front or back;
        NaN when the person was not yet seen standing upright.
    """

    label: ViewLabel
    yaw_deg: float


UNKNOWN_VIEW = View(ViewLabel.UNKNOWN, float("nan"))
"""The view before the person was seen standing upright."""
