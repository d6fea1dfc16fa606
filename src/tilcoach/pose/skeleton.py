"""The 33 landmarks of BlazePose: names, bones and mirror pairs.

Left and right are the person's own. Bones and mirror pairs are derived from the names, so that
there is no second table to keep right by hand.

References
----------
Bazarevsky et al. 2020, "BlazePose: On-device real-time body pose tracking", arXiv 2006.10204,
figure 3 (the topology of the landmarks).
"""

from __future__ import annotations

from enum import IntEnum
from itertools import pairwise


class Keypoint(IntEnum):
    """The row of each landmark in the arrays of a pose."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


N_KEYPOINTS = len(Keypoint)


def _mirrored(keypoint: Keypoint) -> Keypoint:
    name = keypoint.name
    if "LEFT" in name:
        return Keypoint[name.replace("LEFT", "RIGHT")]
    if "RIGHT" in name:
        return Keypoint[name.replace("RIGHT", "LEFT")]
    return keypoint


MIRROR: tuple[Keypoint, ...] = tuple(_mirrored(keypoint) for keypoint in Keypoint)
"""For each row, the row of the same landmark on the other side of the body."""

_CHAINS = (("SHOULDER", "ELBOW", "WRIST", "INDEX"), ("HIP", "KNEE", "ANKLE", "FOOT_INDEX"))


def _bones() -> tuple[tuple[Keypoint, Keypoint], ...]:
    bones = [
        (Keypoint[f"{side}_{start}"], Keypoint[f"{side}_{end}"])
        for side in ("LEFT", "RIGHT")
        for chain in _CHAINS
        for start, end in pairwise(chain)
    ]
    bones += [(Keypoint[f"{side}_SHOULDER"], Keypoint[f"{side}_HIP"]) for side in ("LEFT", "RIGHT")]
    bones += [(Keypoint[f"LEFT_{name}"], Keypoint[f"RIGHT_{name}"]) for name in ("SHOULDER", "HIP")]
    return tuple(bones)


BONES: tuple[tuple[Keypoint, Keypoint], ...] = _bones()
"""Pairs of landmarks that a skeleton drawing joins."""
