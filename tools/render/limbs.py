"""Two-bone limbs: where the knee or elbow goes when the ankle or wrist is given."""

from dataclasses import dataclass

import numpy as np

from tools.render.arrays import Array
from tools.render.rotations import cross, frame, unit

_FULL_REACH = 0.9995
"""A limb never gets quite straight, or the plane of its bend would be lost."""


@dataclass(frozen=True, slots=True)
class LimbInRest:
    """A limb in rest: three joints (3,) in metres and the normal (3,) of its bending plane."""

    root_m: Array
    middle_m: Array
    end_m: Array
    normal: Array

    @property
    def upper_m(self) -> float:
        """Length of the upper bone."""
        return float(np.linalg.norm(self.middle_m - self.root_m))

    @property
    def lower_m(self) -> float:
        """Length of the lower bone."""
        return float(np.linalg.norm(self.end_m - self.middle_m))


@dataclass(frozen=True, slots=True)
class LimbPose:
    """A limb that reaches: joints (3,) in metres, rotations (3, 3) of both bones against rest."""

    middle_m: Array
    end_m: Array
    upper: Array
    lower: Array


def reach(limb: LimbInRest, root_m: Array, target_m: Array, pole: Array) -> LimbPose:
    """Bend a limb so that its end gets to the target, or as near as it can.

    Parameters
    ----------
    limb
        The limb in rest.
    root_m
        Shape (3,): hip or shoulder.
    target_m
        Shape (3,): where ankle or wrist should be.
    pole
        Shape (3,): direction to which knee or elbow points.

    Returns
    -------
    LimbPose
        Joints after reaching (law of cosines), and how both bones are turned.
    """
    along = unit(target_m - root_m)
    wanted_m = float(np.linalg.norm(target_m - root_m))
    distance_m = min(wanted_m, (limb.upper_m + limb.lower_m) * _FULL_REACH)
    foot_m = (limb.upper_m**2 - limb.lower_m**2 + distance_m**2) / (2 * distance_m)
    height_m = float(np.sqrt(max(limb.upper_m**2 - foot_m**2, 0.0)))
    outward = unit(pole - along * (along @ pole))
    middle_m = root_m + along * foot_m + outward * height_m
    end_m = root_m + along * distance_m
    normal = cross(along, -outward)
    return LimbPose(
        middle_m,
        end_m,
        _turned(middle_m - root_m, normal, limb.middle_m - limb.root_m, limb.normal),
        _turned(end_m - middle_m, normal, limb.end_m - limb.middle_m, limb.normal),
    )


def _turned(along: Array, normal: Array, rest_along: Array, rest_normal: Array) -> Array:
    """Rotation (3, 3) that takes a bone in rest to its new direction and bending plane."""
    rotation: Array = frame(along, normal) @ frame(rest_along, rest_normal).T
    return rotation
