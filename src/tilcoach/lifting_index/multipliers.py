"""The multipliers of the lifting equation, each 0 to 1; they take one number or many.

References
----------
Waters, Putz-Anderson & Garg 1994, Applications Manual for the Revised NIOSH Lifting Equation, DHHS
(NIOSH) 94-110 (revised 9/2021), doi 10.26616/NIOSHPUB94110revised092021: section 1.3, metric.
Waters et al. 1993, Ergonomics 36:749, doi 10.1080/00140139308967940.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import numpy as np

from tilcoach.pose.arrays import Floats

LOAD_CONSTANT_KG = 23.0
"""What may be lifted at best: close by, at knuckle height, now and then (section 1.3)."""

NEAREST_CM, FURTHEST_CM = 25.0, 63.0
"""H: nearer counts as 25 cm, further away nothing may be lifted (table 1)."""

KNUCKLE_HEIGHT_CM, HIGHEST_CM = 75.0, 175.0
"""V: the best height, and the highest reach (table 2)."""

SHORTEST_CM, LONGEST_CM = 25.0, 175.0
"""D: less counts as 25 cm, further nothing may be lifted (table 3)."""

MOST_TURNED_DEG = 135.0
"""A: turned further, nothing may be lifted (table 4)."""


class Coupling(StrEnum):
    """How well the hands hold the load (table 6); said by the user, never guessed from a film."""

    GOOD = "good"
    """Handles or cut-outs that the hand fits in, or a loose part that it closes around."""
    FAIR = "fair"
    """Poor handles, or fingers bent square under a box."""
    POOR = "poor"
    """No handles, bulky, sagging or sharp."""


COUPLING_MULTIPLIERS: Mapping[Coupling, tuple[float, float]] = {
    Coupling.GOOD: (1.00, 1.00),
    Coupling.FAIR: (0.95, 1.00),
    Coupling.POOR: (0.90, 0.90),
}
"""Below knuckle height, and from there up (table 7)."""


def horizontal_multiplier(horizontal_cm: Floats | float) -> Floats:
    """Return HM, 25/H: 1 up to 25 cm, 0 beyond 63 cm.

    Parameters
    ----------
    horizontal_cm
        From the middle of the ankles to below the middle of the grip.
    """
    near = np.maximum(horizontal_cm, NEAREST_CM)
    return np.where(near > FURTHEST_CM, 0.0, NEAREST_CM / near)


def vertical_multiplier(height_cm: Floats | float) -> Floats:
    """Return VM, 1 - 0.003 |V - 75|: 1 at knuckle height, 0 above 175 cm.

    Parameters
    ----------
    height_cm
        Of the middle of the grip above the floor.
    """
    height = np.maximum(height_cm, 0.0)
    return np.where(height > HIGHEST_CM, 0.0, 1 - 0.003 * np.abs(height - KNUCKLE_HEIGHT_CM))


def distance_multiplier(travel_cm: Floats | float) -> Floats:
    """Return DM, 0.82 + 4.5/D: 1 up to 25 cm, 0 beyond 175 cm.

    Parameters
    ----------
    travel_cm
        How far the hands go up or down.
    """
    far = np.maximum(travel_cm, SHORTEST_CM)
    return np.where(far > LONGEST_CM, 0.0, 0.82 + 4.5 / far)


def asymmetry_multiplier(asymmetry_deg: Floats | float) -> Floats:
    """Return AM, 1 - 0.0032 A: 1 straight in front, 0 beyond 135°.

    Parameters
    ----------
    asymmetry_deg
        How far the load is to the left or the right of straight in front; either sign.
    """
    turned = np.abs(asymmetry_deg)
    return np.where(turned > MOST_TURNED_DEG, 0.0, 1 - 0.0032 * turned)


def coupling_multiplier(coupling: Coupling, height_cm: Floats | float) -> Floats:
    """Return CM for a height of the grip.

    Parameters
    ----------
    coupling
        How well the hands hold the load.
    height_cm
        Of the middle of the grip above the floor.
    """
    low, high = COUPLING_MULTIPLIERS[coupling]
    return np.where(np.asarray(height_cm) < KNUCKLE_HEIGHT_CM, low, high)
