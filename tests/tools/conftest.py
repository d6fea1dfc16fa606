"""A stick figure with the bones of the rendered one, so that tests need no figure data."""

import numpy as np
import pytest
from tools.render.posing import Grip, Poser
from tools.render.skeleton import Skeleton

_LEFT = {
    "thigh_l": ("pelvis", (0.11, 0.02, 0.94)),
    "calf_l": ("thigh_l", (0.15, -0.01, 0.52)),
    "foot_l": ("calf_l", (0.20, 0.00, 0.08)),
    "ball_l": ("foot_l", (0.20, -0.13, 0.01)),
    "clavicle_l": ("spine_03", (0.02, -0.01, 1.45)),
    "upperarm_l": ("clavicle_l", (0.19, 0.00, 1.42)),
    "lowerarm_l": ("upperarm_l", (0.36, 0.00, 1.22)),
    "hand_l": ("lowerarm_l", (0.50, -0.20, 1.09)),
    "index_01_l": ("hand_l", (0.54, -0.27, 1.04)),
    "middle_01_l": ("hand_l", (0.55, -0.25, 1.03)),
    "pinky_01_l": ("hand_l", (0.56, -0.21, 1.03)),
}
_MIDDLE = {
    "Root": ("", (0.0, 0.0, 0.0)),
    "pelvis": ("Root", (0.0, 0.01, 0.95)),
    "spine_01": ("pelvis", (0.0, 0.04, 1.04)),
    "spine_02": ("spine_01", (0.0, 0.04, 1.18)),
    "spine_03": ("spine_02", (0.0, 0.03, 1.32)),
    "neck_01": ("spine_03", (0.0, 0.0, 1.53)),
    "head": ("neck_01", (0.0, -0.03, 1.63)),
}


def _mirrored(name: str) -> str:
    return f"{name[:-2]}_r" if name.endswith("_l") else name


@pytest.fixture(scope="session")
def skeleton() -> Skeleton:
    """A person of 1.80 m in rest, mid-ankle above the origin."""
    right = {
        _mirrored(name): (_mirrored(parent), (-x, y, z))
        for name, (parent, (x, y, z)) in _LEFT.items()
    }
    bones = _MIDDLE | _LEFT | right
    names = tuple(bones)
    parents = tuple(names.index(parent) if parent else -1 for parent, _ in bones.values())
    return Skeleton(names, parents, np.array([head for _, head in bones.values()]))


@pytest.fixture(scope="session")
def poser(skeleton: Skeleton) -> Poser:
    """Poses the stick figure, for a box of usual size."""
    return Poser(skeleton, Grip(0.21, 0.04, 0.08))
