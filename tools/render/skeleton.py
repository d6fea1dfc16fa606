"""The bones of a figure, and where they are when some of them are turned."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tools.render.arrays import Array

PELVIS = "pelvis"
"""The bone whose place is given; every other bone hangs from it."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A tree of bones in rest.

    Attributes
    ----------
    names
        B bone names, every parent before its children.
    parents
        Index of each bone's parent, -1 for the root.
    heads_m
        Shape (B, 3): the joint at which each bone starts.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    heads_m: Array

    def index(self, name: str) -> int:
        """Row of a bone."""
        return self.names.index(name)

    def head_m(self, name: str) -> Array:
        """Joint (3,) at which a bone starts, in rest."""
        head: Array = self.heads_m[self.index(name)]
        return head


@dataclass(frozen=True, slots=True)
class Turns:
    """Rotations of named bones against rest, each (3, 3); bones not named stay as in rest.

    Attributes
    ----------
    local
        Relative to the parent bone.
    world
        In the room, whatever the parent does.
    """

    local: Mapping[str, Array]
    world: Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class BonePose:
    """Where every bone is.

    Attributes
    ----------
    skeleton
        The bones.
    rotations
        Shape (B, 3, 3), against rest, in the room.
    positions_m
        Shape (B, 3), the head of each bone in the room.
    """

    skeleton: Skeleton
    rotations: Array
    positions_m: Array

    def at_m(self, name: str) -> Array:
        """Place (3,) of a bone's head in the room."""
        place: Array = self.positions_m[self.skeleton.index(name)]
        return place

    def rotation(self, name: str) -> Array:
        """Rotation (3, 3) of a bone against rest, in the room."""
        turned: Array = self.rotations[self.skeleton.index(name)]
        return turned


def forward(skeleton: Skeleton, turns: Turns, pelvis_m: Array) -> BonePose:
    """Place every bone: forward kinematics.

    Parameters
    ----------
    skeleton
        The bones in rest.
    turns
        The bones that are turned.
    pelvis_m
        Shape (3,): where the pelvis is in the room.

    Returns
    -------
    BonePose
        Rotation and place of all B bones.
    """
    count = len(skeleton.names)
    rotations = np.tile(np.eye(3), (count, 1, 1))
    positions = skeleton.heads_m.copy()
    for row, (name, parent) in enumerate(zip(skeleton.names, skeleton.parents, strict=True)):
        if parent < 0:
            continue
        offset = skeleton.heads_m[row] - skeleton.heads_m[parent]
        placed = positions[parent] + rotations[parent] @ offset
        positions[row] = pelvis_m if name == PELVIS else placed
        rotations[row] = _turn(name, turns, rotations[parent])
    return BonePose(skeleton, rotations, positions)


def _turn(name: str, turns: Turns, parent: Array) -> Array:
    """Rotation (3, 3) of one bone in the room, given its parent's."""
    if name in turns.world:
        return turns.world[name]
    if name in turns.local:
        turned: Array = parent @ turns.local[name]
        return turned
    return parent
