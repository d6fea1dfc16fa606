"""Reads and writes motion capture in BVH: a tree of joints, and their angles per frame.

Lengths come out in metres, Z up, facing -Y, whatever the axes of the file (Y up, facing +Z) are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from tools.render.arrays import Array
from tools.render.skeleton import BonePose

_FROM_FILE = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
"""Takes Y up, facing +Z to Z up, facing -Y."""

_CENTIMETRES = 100.0
_WRITTEN = ("Zrotation", "Xrotation", "Yrotation")


@dataclass(frozen=True, slots=True)
class Capture:
    """A captured motion of J joints over F frames.

    Attributes
    ----------
    names
        Joint names, parents before children; ends of chains are left out.
    parents
        Index of each joint's parent, -1 for the root.
    offsets_m
        Shape (J, 3): from the parent to the joint, in rest.
    rotations
        Shape (F, J, 3, 3): in the room, against rest.
    root_m
        Shape (F, 3): where the root joint is.
    frame_s
        Time from frame to frame.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    offsets_m: Array
    rotations: Array
    root_m: Array
    frame_s: float


@dataclass(slots=True)
class _Tree:
    names: list[str]
    parents: list[int]
    offsets: list[list[float]]
    channels: list[list[str]]


def parse_bvh(text: str, units_per_m: float = _CENTIMETRES) -> Capture:
    """Read the text of a BVH file.

    Parameters
    ----------
    text
        The whole file.
    units_per_m
        100 for centimetres, 39.37 for inches.

    Returns
    -------
    capture
        Joints and motion.

    Raises
    ------
    ValueError
        The file has no motion, or its rows do not fit its channels.
    """
    head, found, tail = text.partition("MOTION")
    numbers = re.search(r"Frames:\s*(\d+)\s+Frame Time:\s*(\S+)\s+(.*)", tail, re.DOTALL)
    if not found or numbers is None:
        message = "this BVH file has no MOTION"
        raise ValueError(message)
    tree = _hierarchy(head)
    values = np.array(numbers[3].split(), dtype=float)
    width = sum(len(channels) for channels in tree.channels)
    if values.size != int(numbers[1]) * width:
        message = f"this BVH file announces {numbers[1]} rows of {width} numbers"
        raise ValueError(message)
    table = values.reshape(-1, width)
    rotations, root = _motion(tree, table)
    return Capture(
        tuple(tree.names),
        tuple(tree.parents),
        np.array(tree.offsets) @ _FROM_FILE.T / units_per_m,
        _FROM_FILE @ rotations @ _FROM_FILE.T,
        root @ _FROM_FILE.T / units_per_m,
        float(numbers[2]),
    )


def bvh_text(poses: Sequence[BonePose], bones: Sequence[str], frame_s: float) -> str:
    """Write poses as BVH.

    Parameters
    ----------
    poses
        F poses of one skeleton.
    bones
        Which bones, each after its parent; the first is the root.
    frame_s
        Time from frame to frame.

    Returns
    -------
    text
        The file, in centimetres, Y up.
    """
    skeleton = poses[0].skeleton
    parents = {bone: _parent_among(poses[0], bone, bones) for bone in bones}
    lines = ["HIERARCHY", *_joint_lines(bones[0], parents, skeleton.heads_m, poses[0])]
    lines += ["MOTION", f"Frames: {len(poses)}", f"Frame Time: {frame_s:.6f}"]
    order = list(_depth_first(bones[0], parents))
    for pose in poses:
        place = pose.at_m(bones[0]) @ _FROM_FILE * _CENTIMETRES
        angles = [_local_angles(pose, bone, parents[bone]) for bone in order]
        lines.append(" ".join(f"{value:.2f}" for value in np.concatenate([place, *angles])))
    return "\n".join(lines) + "\n"


def _hierarchy(head: str) -> _Tree:
    """Read the joints; an end site counts for its braces only."""
    tree, open_joints = _Tree([], [], [], []), [-1]
    words = iter(head.split())
    for word in words:
        if word in ("ROOT", "JOINT"):
            tree.names.append(next(words))
            tree.parents.append(open_joints[-1])
            open_joints.append(len(tree.names) - 1)
        elif word == "End":
            open_joints.append(-1)
        elif word == "}":
            open_joints.pop()
        elif word == "OFFSET":
            offset = [float(next(words)) for _ in range(3)]
            if open_joints[-1] >= 0:
                tree.offsets.append(offset)
        elif word == "CHANNELS":
            tree.channels.append([next(words) for _ in range(int(next(words)))])
    return tree


def _motion(tree: _Tree, table: Array) -> tuple[Array, Array]:
    """Rotations in the room (F, J, 3, 3) and root places (F, 3), in the axes of the file."""
    frames, column = len(table), 0
    rotations = np.zeros((frames, len(tree.names), 3, 3))
    root = np.tile(np.array(tree.offsets[0]), (frames, 1))
    for joint, channels in enumerate(tree.channels):
        values = dict(zip(channels, table[:, column : column + len(channels)].T, strict=True))
        column += len(channels)
        turned = [name for name in channels if name.endswith("rotation")]
        axes = "".join(name[0] for name in turned)
        angles = np.stack([values[name] for name in turned], axis=1)
        local = Rotation.from_euler(axes, angles, degrees=True).as_matrix()
        parent = tree.parents[joint]
        rotations[:, joint] = local if parent < 0 else rotations[:, parent] @ local
        if parent < 0 and "Xposition" in values:
            root = np.stack([values[f"{axis}position"] for axis in "XYZ"], axis=1)
    return rotations, root


def _parent_among(pose: BonePose, bone: str, bones: Sequence[str]) -> str:
    """Nearest ancestor of a bone that is written too; empty for the root."""
    skeleton = pose.skeleton
    row = skeleton.parents[skeleton.index(bone)]
    while row >= 0 and skeleton.names[row] not in bones:
        row = skeleton.parents[row]
    return skeleton.names[row] if row >= 0 else ""


def _depth_first(bone: str, parents: dict[str, str]) -> Iterator[str]:
    yield bone
    for child in (name for name, parent in parents.items() if parent == bone):
        yield from _depth_first(child, parents)


def _joint_lines(
    bone: str, parents: dict[str, str], heads_m: Array, pose: BonePose, depth: int = 0
) -> list[str]:
    """Write one joint and all that hangs from it."""
    start = heads_m[pose.skeleton.index(parents[bone])] if parents[bone] else np.zeros(3)
    offset = (heads_m[pose.skeleton.index(bone)] - start) @ _FROM_FILE * _CENTIMETRES
    space, place = "  " * depth, "" if depth else "Xposition Yposition Zposition "
    lines = [
        f"{space}{'JOINT' if depth else 'ROOT'} {bone}",
        f"{space}{{",
        f"{space}  OFFSET {offset[0]:.3f} {offset[1]:.3f} {offset[2]:.3f}",
        f"{space}  CHANNELS {3 if depth else 6} {place}{' '.join(_WRITTEN)}",
    ]
    children = [name for name, parent in parents.items() if parent == bone]
    for child in children:
        lines += _joint_lines(child, parents, heads_m, pose, depth + 1)
    if not children:
        end = f"{space}    OFFSET 0.000 0.000 0.000"
        lines += [f"{space}  End Site", f"{space}  {{", end, f"{space}  }}"]
    return [*lines, f"{space}}}"]


def _local_angles(pose: BonePose, bone: str, parent: str) -> Array:
    """Angles (3,) of a bone against its parent, in the order that is written."""
    base = pose.rotation(parent) if parent else np.eye(3)
    local = _FROM_FILE.T @ (base.T @ pose.rotation(bone)) @ _FROM_FILE
    angles: Array = Rotation.from_matrix(local).as_euler("ZXY", degrees=True)
    return angles
