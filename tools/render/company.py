"""The truth of everybody in a clip: who lifts when, and where each is in the picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tools.render.arrays import Array, Flags
from tools.render.camera import View
from tools.render.clip import Clip, Role
from tools.render.expect import Expected, expect
from tools.render.performance import Performance

_SIDES = ("left", "right")
JOINTS = tuple(
    f"{joint}_{side}"
    for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
    for side in _SIDES
)
"""Joints whose places in the picture are written, in this order."""

_ARMS = [JOINTS.index(f"{joint}_{side}") for joint in ("elbow", "wrist") for side in _SIDES]


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody in view beside the main person.

    Attributes
    ----------
    role
        What is played.
    played
        The truth, over the frames of the clip.
    """

    role: Role
    played: Performance

    def expected(self, clip: Clip) -> tuple[Expected, ...]:
        """Return the lifts that are over before the clip is."""
        length_s = len(self.played.times_s) / clip.webcam.frame_rate_hz
        script = self.played.script
        lifts = tuple(lift for lift in script.lifts if lift.upright_s < length_s)
        whole = replace(self.played, script=replace(script, lifts=lifts))
        return expect(clip, whole)


def write_people(path: Path, everybody: Sequence[Performance], view: View) -> None:
    """Write where P people are in F pictures.

    `joints_px` (F, P, 12, 2) in the order of `JOINTS`, and `seen_share` (F, P): the share of the
    joints in the picture and not behind the body of somebody nearer.
    """
    joints_m = np.stack([_joints_m(played) for played in everybody], axis=1)
    joints_px = view.project(joints_m)
    depth_m = (joints_m - view.eye_m) @ view.rotation[2]
    np.savez_compressed(
        path,
        joints_px=joints_px.astype(np.float32),
        seen_share=_seen_share(joints_px, depth_m, view).astype(np.float32),
    )


def _joints_m(played: Performance) -> Array:
    """Joint centres (F, 12, 3) in the room."""
    return np.stack([getattr(played.joints, name) for name in JOINTS], axis=1)


def _seen_share(joints_px: Array, depth_m: Array, view: View) -> Array:
    """Share (F, P) of the joints (F, P, 12, 2) that the picture shows."""
    size_px = (view.width_px, view.height_px)
    shown: Flags = np.all((joints_px >= 0) & (joints_px < size_px), axis=-1)
    bodies_px = np.delete(joints_px, _ARMS, axis=2)  # an arm hides little
    low, high = bodies_px.min(axis=2), bodies_px.max(axis=2)
    nearness_m = depth_m.mean(axis=2)
    for person in range(joints_px.shape[1]):
        behind = nearness_m > nearness_m[:, [person]]
        right_of = joints_px >= low[:, [person], None]
        inside: Flags = np.all(right_of & (joints_px <= high[:, [person], None]), axis=-1)
        shown = np.logical_and(shown, ~(inside & behind[:, :, None]))
    share: Array = shown.mean(axis=2)
    return share
