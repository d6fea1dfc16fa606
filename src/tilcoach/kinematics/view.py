"""From where the camera looks at the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tilcoach.pose.arrays import Floats


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


SIDE_UP_TO_DEG = 25.0
"""Up to here the projection of a sagittal angle costs less than 4° at 60° of flexion."""
OBLIQUE_UP_TO_DEG = 60.0
"""Beyond it a sagittal movement is mostly depth, which one camera sees worst."""


FLATTENED = 1.3
"""By so much the model's depth of the shoulder and hip lines is too small: without it a camera at
40° reads 46°. Own measurement (tune split, 53 stances): the yaw errs by 3.4, 3.3 and 4.0° (side,
oblique, front) with it, by 5.1, 6.4 and 3.3° without; 1.2 and 1.4 do nearly as well."""


def classify_view(across: Floats) -> View:
    """Return from where the camera looks at a standing person.

    Parameters
    ----------
    across
        Shape (3,): from the right to the left shoulder, in camera axes (x right, z away).
    """
    yaw_deg = float(np.degrees(np.arctan2(abs(across[0]), FLATTENED * abs(across[2]))))
    if yaw_deg <= SIDE_UP_TO_DEG:
        return View(ViewLabel.SIDE, yaw_deg)
    if yaw_deg <= OBLIQUE_UP_TO_DEG:
        return View(ViewLabel.OBLIQUE, yaw_deg)
    # Facing the camera, the person's left is on the right of the picture.
    return View(ViewLabel.FRONT if across[0] > 0 else ViewLabel.BACK, yaw_deg)


STEADY_DEG = 6.0
"""So near to the border between two views the former one stays: the yaw errs by 3 to 4°."""

_BORDERS_DEG = {
    frozenset({ViewLabel.SIDE, ViewLabel.OBLIQUE}): SIDE_UP_TO_DEG,
    frozenset({ViewLabel.OBLIQUE, ViewLabel.FRONT}): OBLIQUE_UP_TO_DEG,
    frozenset({ViewLabel.OBLIQUE, ViewLabel.BACK}): OBLIQUE_UP_TO_DEG,
}


def steady_views(views: Sequence[View], before: View = UNKNOWN_VIEW) -> tuple[View, ...]:
    """Return views that follow each other in time, without flips near a border.

    Parameters
    ----------
    views
        From where the camera looks, in order of time.
    before
        The view before the first of them.
    """
    steady = []
    for view in views:
        border_deg = _BORDERS_DEG.get(frozenset({before.label, view.label}), np.inf)
        stays = abs(view.yaw_deg - border_deg) <= STEADY_DEG
        before = View(before.label, view.yaw_deg) if stays else view
        steady.append(before)
    return tuple(steady)
