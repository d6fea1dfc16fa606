"""How people go down to a load: styles, and the tilt with which the hands get there."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from tools.render.parameters import Parameters
from tools.render.posing import Poser
from tools.render.rotations import angle_between_deg
from tools.render.timeline import changed

_STRETCH = 0.98
"""Arms that reach down are nearly straight."""

_TILT_DEG = (-5.0, 100.0)
_STANDING_KNEE_DEG = 8.0
_DROP_SHARE = (-0.02, 0.40)
"""Pelvis drop that is searched, as shares of body height."""


@dataclass(frozen=True, slots=True)
class Style:
    """A way to go down.

    Attributes
    ----------
    knee_flexion_deg
        At the lowest point.
    pelvis_back
        How far the pelvis goes back, as a share of body height.
    spine_flexion_deg, neck_extension_deg, protraction_deg
        At the lowest point; the tilt of the pelvis follows from where the hands must be.
    """

    knee_flexion_deg: float
    pelvis_back: float
    spine_flexion_deg: float
    neck_extension_deg: float
    protraction_deg: float = 17.0


STYLES = {
    "squat": Style(116.0, 0.070, 8.0, 22.0),
    "semi_squat": Style(75.0, 0.075, 22.0, 22.0),
    "stoop": Style(9.0, 0.070, 42.0, 14.0),
}


@dataclass(frozen=True, slots=True)
class Crouch:
    """Finds the lowest posture of a figure in a style.

    Attributes
    ----------
    poser
        Poses the figure.
    height_m
        How tall it is.
    """

    poser: Poser
    height_m: float

    def down(self, upright: Parameters, style: Style) -> Parameters:
        """Go down from upright until the hands are where they should be.

        Parameters
        ----------
        upright
            Standing, with hands that grip the load or reach for places of their own.
        style
            Knees and spine at the lowest point.

        Returns
        -------
        lowest
            Knees as the style says; the pelvis tilted so far that the arms are nearly straight.
        """
        lowest = changed(
            upright,
            pelvis_back_m=style.pelvis_back * self.height_m,
            spine_flexion_deg=style.spine_flexion_deg,
            neck_extension_deg=style.neck_extension_deg,
            protraction_deg=style.protraction_deg,
        )
        least, most = _TILT_DEG
        if self._stretch(lowest, style, least) <= _STRETCH:
            return self._tilted(lowest, style.knee_flexion_deg, least)
        if self._stretch(lowest, style, most) >= _STRETCH:
            return self._tilted(lowest, style.knee_flexion_deg, most)
        tilt = brentq(
            lambda deg: self._stretch(lowest, style, deg) - _STRETCH, least, most, xtol=0.05
        )
        return self._tilted(lowest, style.knee_flexion_deg, float(tilt))

    def standing(self, upright: Parameters) -> Parameters:
        """Drop the pelvis until the knees are as straight as a standing person's."""
        return self.bent(upright, _STANDING_KNEE_DEG)

    def bent(self, start: Parameters, knee_deg: float) -> Parameters:
        """Drop the pelvis until the knees are bent so far; the tilt stays."""
        return self._tilted(start, knee_deg, start.pelvis_tilt_deg)

    def _stretch(self, lowest: Parameters, style: Style, tilt_deg: float) -> float:
        return self.poser.pose(self._tilted(lowest, style.knee_flexion_deg, tilt_deg)).stretch

    def _tilted(self, lowest: Parameters, knee_deg: float, tilt_deg: float) -> Parameters:
        """Tilt the pelvis and drop it until the knees are bent so far."""
        tilted = changed(lowest, pelvis_tilt_deg=tilt_deg)

        def excess(drop_m: float) -> float:
            return self._knee_deg(changed(tilted, pelvis_drop_m=drop_m)) - knee_deg

        least, most = (share * self.height_m for share in _DROP_SHARE)
        if excess(least) >= 0:
            return changed(tilted, pelvis_drop_m=least)
        return changed(tilted, pelvis_drop_m=float(brentq(excess, least, most, xtol=1e-4)))

    def _knee_deg(self, now: Parameters) -> float:
        """Mean flexion of both knees."""
        bones = self.poser.pose(now).bones
        angles = [
            angle_between_deg(
                bones.at_m(f"calf_{side}") - bones.at_m(f"thigh_{side}"),
                bones.at_m(f"foot_{side}") - bones.at_m(f"calf_{side}"),
            )
            for side in "lr"
        ]
        return float(np.mean(angles))
