"""A clip played by a figure: poses of all frames, what happened when, and the truth."""

from dataclasses import dataclass, replace

import numpy as np

from tools.render.arrays import Array
from tools.render.describe import Clip, Load
from tools.render.events import LIFTING, compose
from tools.render.life import enliven
from tools.render.posing import Grip, Posed, Poser
from tools.render.script import Script
from tools.render.skeleton import Skeleton
from tools.render.truth import Joints, joints_of, measure

_PALM_M = 0.03
"""From the middle of the hand to its palm."""


@dataclass(frozen=True, slots=True)
class Performance:
    """What a figure does in a clip.

    Attributes
    ----------
    times_s
        Shape (F,).
    poses
        F poses.
    script
        Phases and lifts.
    joints
        Joint centres over F frames.
    measures
        The truth, arrays (F,) by name.
    """

    times_s: Array
    poses: tuple[Posed, ...]
    script: Script
    joints: Joints
    measures: dict[str, Array]


def perform(clip: Clip, skeleton: Skeleton) -> Performance:
    """Let a figure play a clip."""
    poser = Poser(skeleton, grip_of(clip.load))
    timeline, script = compose(clip, poser, LIFTING)
    rate_hz = clip.webcam.frame_rate_hz
    times_s = np.arange(round(script.duration_s * rate_hz)) / rate_hz
    motion = enliven(timeline.sample(times_s), times_s, clip.seed)
    poses = tuple(
        _carried(poser.pose(now), held=script.at(float(time_s)).load_held)
        for now, time_s in zip(motion, times_s, strict=True)
    )
    joints = joints_of([posed.bones for posed in poses])
    return Performance(times_s, poses, script, joints, measure(joints, times_s, clip.body.height_m))


def _carried(posed: Posed, *, held: bool) -> Posed:
    """Keep a load that is held in the hands, even where the arms are too short for its path."""
    return replace(posed, load_m=posed.load_m + posed.short_m) if held else posed


def grip_of(load: Load) -> Grip:
    """Where hands take hold of a load: its sides, a little above the middle."""
    width_m, depth_m, height_m = load.size_m
    return Grip(width_m / 2 + _PALM_M, depth_m * 0.16, height_m * 0.28)
