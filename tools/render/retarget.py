"""Lets a figure move as somebody who was captured in BVH did."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation, Slerp

from tools.render.arrays import Array
from tools.render.bvh import Capture
from tools.render.rotations import about, unit
from tools.render.skeleton import PELVIS, BonePose, Skeleton, Turns, forward

_SIDED = {
    "clavicle": ("Shoulder", "Collar"),
    "upperarm": ("Arm", "UpArm"),
    "lowerarm": ("ForeArm", "LowArm"),
    "hand": ("Hand",),
    "thigh": ("UpLeg", "Thigh"),
    "calf": ("Leg", "Shin"),
    "foot": ("Foot",),
}
_MIDDLE = {
    "pelvis": ("Hips", "hip", "Pelvis"),
    "spine_01": ("LowerBack", "abdomen", "Spine"),
    "spine_02": ("Spine", "Chest", "chest", "Spine1"),
    "spine_03": ("Spine1", "Chest2", "Spine2"),
    "neck_01": ("Neck", "neck"),
    "head": ("Head", "head"),
}
"""Names that capture files give to our bones; the bone's own name is understood as well."""

_NEXT = {
    "upperarm": "lowerarm",
    "lowerarm": "hand",
    "thigh": "calf",
    "calf": "foot",
}
"""Bones whose direction in rest differs between figures: arms stretched or hanging."""


@dataclass(frozen=True, slots=True)
class Puppet:
    """A figure on the strings of a capture.

    Attributes
    ----------
    skeleton
        The figure's bones.
    capture
        The motion.
    joints
        For our bones, the row of the joint that drives them.
    """

    skeleton: Skeleton
    capture: Capture
    joints: dict[str, int]

    @property
    def duration_s(self) -> float:
        """Length of the captured motion."""
        return (len(self.capture.root_m) - 1) * self.capture.frame_s

    def poses(self, times_s: Array) -> tuple[BonePose, ...]:
        """Pose the figure at times (F,); before and after the capture it stands still."""
        clipped = np.clip(times_s, 0.0, self.duration_s)
        known_s = np.linspace(0.0, self.duration_s, len(self.capture.root_m))
        world = {
            bone: self._turned(row, known_s, clipped) @ self._rest(bone, row)
            for bone, row in self.joints.items()
        }
        places = self._pelvis(known_s, clipped)
        return tuple(
            forward(self.skeleton, Turns({}, {b: r[n] for b, r in world.items()}), place)
            for n, place in enumerate(places)
        )

    def _turned(self, row: int, known_s: Array, times_s: Array) -> Array:
        """Rotations (F, 3, 3) of a joint at times (F,)."""
        keys = Rotation.from_matrix(self.capture.rotations[:, row])
        turned: Array = Slerp(known_s, keys)(times_s).as_matrix()
        return turned

    def _rest(self, bone: str, row: int) -> Array:
        """Rotation (3, 3) that brings our bone in rest to the captured one in rest."""
        kind, _, side = bone.rpartition("_")
        if kind not in _NEXT:
            return np.eye(3)
        child = f"{_NEXT[kind]}_{side}"
        ours = unit(self.skeleton.head_m(child) - self.skeleton.head_m(bone))
        theirs = unit(self.capture.offsets_m[self.joints[child]])
        if self.capture.parents[self.joints[child]] != row:
            return np.eye(3)
        axis, angle = np.cross(ours, theirs), float(np.arccos(np.clip(ours @ theirs, -1, 1)))
        return about(axis, angle)

    def _pelvis(self, known_s: Array, times_s: Array) -> Array:
        """Places (F, 3) of the pelvis, scaled to our leg length, begun above the origin."""
        root = self.capture.root_m
        scale = self.skeleton.head_m(PELVIS)[2] / self._standing_m()
        moved = (root - np.array([root[0, 0], root[0, 1], 0.0])) * scale
        start = np.array([*self.skeleton.head_m(PELVIS)[:2], 0.0])
        columns = [np.interp(times_s, known_s, column) for column in moved.T]
        places: Array = np.stack(columns, axis=1) + start
        return places

    def _standing_m(self) -> float:
        """Height of the captured root above the ankles' floor when standing straight."""
        return float(np.percentile(self.capture.root_m[:, 2], 95))


def puppet(skeleton: Skeleton, capture: Capture) -> Puppet:
    """Tie a figure to a capture.

    Parameters
    ----------
    skeleton
        The figure.
    capture
        The motion; joints are found by their usual names.

    Returns
    -------
    puppet
        The figure on its strings.

    Raises
    ------
    ValueError
        Hips, thighs or shins have no name that is known.
    """
    joints = {}
    for bone in skeleton.names:
        found = [name for name in _names(bone) if name in capture.names]
        if found:
            joints[bone] = capture.names.index(found[0])
    missing = {PELVIS, "thigh_l", "thigh_r", "calf_l", "calf_r"} - joints.keys()
    if missing:
        message = f"the capture has no joint for {', '.join(sorted(missing))}"
        raise ValueError(message)
    return Puppet(skeleton, capture, joints)


def _names(bone: str) -> tuple[str, ...]:
    """Names that a capture may use for one of our bones."""
    kind, _, side = bone.rpartition("_")
    if kind not in _SIDED:
        return (bone, *_MIDDLE.get(bone, ()))
    word, letter = ("Left", "l") if side == "l" else ("Right", "r")
    sided = [f"{word}{name}" for name in _SIDED[kind]]
    return (bone, *sided, *(f"{letter}{name}" for name in _SIDED[kind]))
