"""A role played by a figure: poses of all frames, what happened when, and the truth."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from tools.render.arrays import Array
from tools.render.bvh import parse_bvh
from tools.render.clip import Clip, Load, Role
from tools.render.events import compose
from tools.render.life import enliven
from tools.render.posing import Grip, Posed, Poser
from tools.render.retarget import puppet
from tools.render.script import Script, Span
from tools.render.skeleton import Skeleton
from tools.render.truth import Joints, joints_of, measure

_SCENES = Path(__file__).parents[1] / "scenes"
_PALM_M = 0.03
"""From the middle of the hand to its palm."""

_EXPOSURES = 3
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
    playing = _playing(role, skeleton, clip.seed)
    rate_hz, shutter = clip.webcam.frame_rate_hz, clip.webcam.shutter
    length_s = duration_s or playing.script.duration_s
    times_s = np.arange(round(length_s * rate_hz)) / rate_hz
    shares = np.linspace(-0.5, 0.5, _EXPOSURES) * shutter if shutter > 0 else np.zeros(1)
    moments = [playing.poses(times_s + share / rate_hz, length_s) for share in shares]
    exposures = tuple(zip(*moments, strict=True))
    joints = joints_of([posed.bones for posed in moments[len(moments) // 2]], role.hands)
    measures = measure(joints, times_s, role.body.height_m)
    return Performance(times_s, exposures, playing.script, joints, measures)


class _Playing(Protocol):
    """A role that can be looked at at any time."""

    @property
    def script(self) -> Script:
        """What happens when."""

    def poses(self, times_s: Array, length_s: float) -> tuple[Posed, ...]:
        """Poses at times (F,) of a clip of some length."""


class _Events:
    """A role that is written as events."""

    def __init__(self, role: Role, poser: Poser, seed: int) -> None:
        self._poser, self._seed = poser, seed
        self._timeline, self._script = compose(role, poser, seed)

    @property
    def script(self) -> Script:
        """What happens when."""
        return self._script

    def poses(self, times_s: Array, length_s: float) -> tuple[Posed, ...]:
        """Poses at times (F,), with sway that fits the clip."""
        motion = enliven(self._timeline.sample(times_s), times_s, length_s, self._seed)
        return tuple(
            _carried(self._poser.pose(now), held=self.script.at(float(time_s)).load_held)
            for now, time_s in zip(motion, times_s, strict=True)
        )


class _Capture:
    """A role that is played from motion capture; nobody noted its phases."""

    def __init__(self, role: Role, skeleton: Skeleton) -> None:
        text = (_SCENES / role.bvh).read_text(encoding="utf-8")
        self._puppet = puppet(skeleton, parse_bvh(text, role.bvh_units_per_m))

    @property
    def script(self) -> Script:
        """One phase from beginning to end."""
        return Script((Span(0.0, self._puppet.duration_s, "upright", load_held=False),), ())

    def poses(self, times_s: Array, length_s: float) -> tuple[Posed, ...]:
        """Poses at times (F,); a clip may be longer than the capture, which then rests."""
        del length_s
        away = np.array([0.0, 0.0, 0.0])
        return tuple(Posed(bones, 0.0, away, away, 0.0) for bones in self._puppet.poses(times_s))


def _playing(role: Role, skeleton: Skeleton, seed: int) -> _Playing:
    if role.bvh:
        return _Capture(role, skeleton)
    return _Events(role, Poser(skeleton, grip_of(role.load, role.hands)), seed)


def _carried(posed: Posed, *, held: bool) -> Posed:
    """Keep a load that is held in the hands, even where the arms are too short for its path."""
    return replace(posed, load_m=posed.load_m + posed.short_m) if held else posed


def grip_of(load: Load, hands: str = "both") -> Grip:
    """Where hands take hold of a load: its sides, the handles of a bag, or one by its top."""
    width_m, depth_m, height_m = load.size_m
    if hands != "both":
        return Grip(0.0, 0.0, height_m * 0.52, hands[0])
    if load.kind == "bag":
        return Grip(width_m / 2 - _PALM_M, 0.0, height_m * 0.52)
    return Grip(width_m / 2 + _PALM_M, depth_m * 0.16, height_m * 0.28)
