"""A role played by a figure: poses of all frames, what happened when, and the truth."""

from dataclasses import dataclass, replace

import numpy as np

from tools.render.arrays import Array
from tools.render.clip import Clip, Load, Role
from tools.render.events import compose
from tools.render.life import enliven
from tools.render.posing import Grip, Posed, Poser
from tools.render.script import Script
from tools.render.skeleton import Skeleton
from tools.render.timeline import Timeline
from tools.render.truth import Joints, joints_of, measure

_PALM_M = 0.03
"""From the middle of the hand to its palm."""

_EXPOSURES = 5
"""Pictures that are averaged to one with motion blur."""


@dataclass(frozen=True, slots=True)
class Performance:
    """What a figure does in a clip.

    Attributes
    ----------
    times_s
        Shape (F,), the middle of each frame's exposure.
    exposures
        Per frame, the poses while the shutter is open; one where it is open for no time.
    script
        Phases and lifts.
    joints
        Joint centres over F frames.
    measures
        The truth, arrays (F,) by name.
    """

    times_s: Array
    exposures: tuple[tuple[Posed, ...], ...]
    script: Script
    joints: Joints
    measures: dict[str, Array]

    @property
    def poses(self) -> tuple[Posed, ...]:
        """F poses, in the middle of each exposure."""
        return tuple(poses[len(poses) // 2] for poses in self.exposures)


def perform(clip: Clip, role: Role, skeleton: Skeleton, duration_s: float = 0.0) -> Performance:
    """Let a figure play a role.

    Parameters
    ----------
    clip
        Frame rate, shutter and seed.
    role
        What is done.
    skeleton
        Who does it.
    duration_s
        How long; 0 as long as the events take.

    Returns
    -------
    performance
        Poses and truth of all frames.
    """
    playing = _Playing(role, Poser(skeleton, grip_of(role.load)), clip.seed)
    rate_hz, shutter = clip.webcam.frame_rate_hz, clip.webcam.shutter
    length_s = duration_s or playing.script.duration_s
    times_s = np.arange(round(length_s * rate_hz)) / rate_hz
    shares = np.linspace(-0.5, 0.5, _EXPOSURES) * shutter if shutter > 0 else np.zeros(1)
    moments = [playing.poses(times_s + share / rate_hz, length_s) for share in shares]
    exposures = tuple(zip(*moments, strict=True))
    joints = joints_of([posed.bones for posed in moments[len(moments) // 2]])
    measures = measure(joints, times_s, role.body.height_m)
    return Performance(times_s, exposures, playing.script, joints, measures)


class _Playing:
    """A role that can be looked at at any time."""

    def __init__(self, role: Role, poser: Poser, seed: int) -> None:
        self._poser, self._seed = poser, seed
        self._timeline: Timeline
        self._timeline, self.script = compose(role, poser, seed)

    def poses(self, times_s: Array, length_s: float) -> tuple[Posed, ...]:
        """Poses at times (F,)."""
        motion = enliven(self._timeline.sample(times_s), times_s, length_s, self._seed)
        return tuple(
            _carried(self._poser.pose(now), held=self.script.at(float(time_s)).load_held)
            for now, time_s in zip(motion, times_s, strict=True)
        )


def _carried(posed: Posed, *, held: bool) -> Posed:
    """Keep a load that is held in the hands, even where the arms are too short for its path."""
    return replace(posed, load_m=posed.load_m + posed.short_m) if held else posed


def grip_of(load: Load) -> Grip:
    """Where hands take hold of a load: its sides, or the handles of a bag."""
    width_m, depth_m, height_m = load.size_m
    if load.kind == "bag":
        return Grip(width_m / 2 - _PALM_M, 0.0, height_m * 0.52)
    return Grip(width_m / 2 + _PALM_M, depth_m * 0.16, height_m * 0.28)
