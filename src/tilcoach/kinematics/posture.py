"""The field's words for how a body stands, with units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from tilcoach.pose.arrays import Bools, Floats, checked_floats


@dataclass(frozen=True, slots=True)
class PostureSeries:
    """How one person stood at T moments; every array has shape (T,), NaN = cannot be measured.

    Attributes
    ----------
    time_s
        Seconds since the first frame, strictly increasing.
    trunk_flexion_deg
        Mid-hip to mid-shoulder against the person's own upright: 0 upright, forward positive.
    knee_flexion_left_deg, knee_flexion_right_deg
        180° minus the angle hip-knee-ankle: 0 is a straight knee.
    knee_flexion_deg
        The knee of the side that is seen best.
    hip_flexion_deg
        Trunk against thigh: 0 is a straight hip.
    trunk_rotation_deg
        Shoulders against pelvis about the trunk's long axis; positive = to the person's left.
    load_distance_m
        Horizontal distance from mid-ankle to the middle of both grips (NIOSH's H).
    load_distance_ratio
        The same as a share of body height.
    stoop_squat_index
        0 = all of the way down through the knees, 100 = all of it by bending over.
    shoulder_drop_ratio, hip_drop_ratio
        How far mid-shoulder and mid-hip are below their own upright, as a share of body height.
    wrist_height_ratio
        Height of the mid-wrist above the ankles, as a share of body height.
    grip_height_ratio
        Height of the middle of both grips above the floor (NIOSH's V), as a share of body height.
    feet_shift_ratio
        How far the feet are from where they stood upright, as a share of body height.
    feet_turn_deg
        How far the feet are turned from how they stood upright, 0 to 180.
    leg_visibility, arm_visibility
        0 to 1: the model's belief in the knee and ankle, and in the wrists, that were used.
    visibility
        0 to 1: the mean over the landmarks that the measures need.
    shoulder_turn_deg
        As `trunk_rotation_deg` while the feet stay; a turn that they make is in it as well.
    """

    time_s: Floats
    trunk_flexion_deg: Floats
    knee_flexion_left_deg: Floats
    knee_flexion_right_deg: Floats
    knee_flexion_deg: Floats
    hip_flexion_deg: Floats
    trunk_rotation_deg: Floats
    load_distance_m: Floats
    load_distance_ratio: Floats
    stoop_squat_index: Floats
    shoulder_drop_ratio: Floats
    hip_drop_ratio: Floats
    wrist_height_ratio: Floats
    grip_height_ratio: Floats
    feet_shift_ratio: Floats
    feet_turn_deg: Floats
    leg_visibility: Floats
    arm_visibility: Floats
    visibility: Floats
    shoulder_turn_deg: Floats

    def __post_init__(self) -> None:
        """Check the shapes once and lock the arrays."""
        n = len(self.time_s)
        for field in fields(self):
            checked = checked_floats(getattr(self, field.name), (n,), field.name)
            object.__setattr__(self, field.name, checked)

    def __len__(self) -> int:
        """Return the number of moments."""
        return len(self.time_s)

    def at(self, index: int) -> Posture:
        """Return the posture at one moment.

        Parameters
        ----------
        index
            The row; negative counts from the end.
        """
        return Posture(**{f.name: float(getattr(self, f.name)[index]) for f in fields(self)})

    @classmethod
    def of(cls, postures: Sequence[Posture]) -> PostureSeries:
        """Stack postures of rising time into one series.

        Parameters
        ----------
        postures
            Postures of one person, in order of time.
        """
        names = [f.name for f in fields(cls)]
        return cls(**{name: np.array([getattr(p, name) for p in postures]) for name in names})

    @classmethod
    def concatenate(cls, parts: Sequence[PostureSeries]) -> PostureSeries:
        """Join series that follow each other in time.

        Parameters
        ----------
        parts
            At least one, in order of time.
        """
        names = [f.name for f in fields(cls)]
        return cls(**{name: np.concatenate([getattr(p, name) for p in parts]) for name in names})

    def between(self, start_s: float, end_s: float) -> PostureSeries:
        """Return the moments in ``[start_s, end_s)``.

        Parameters
        ----------
        start_s, end_s
            Seconds since the first frame.
        """
        return self.where((self.time_s >= start_s) & (self.time_s < end_s))

    def where(self, keep: Bools) -> PostureSeries:
        """Return the chosen moments.

        Parameters
        ----------
        keep
            Shape (T,): which moments.
        """
        return PostureSeries(**{f.name: getattr(self, f.name)[keep] for f in fields(self)})


@dataclass(frozen=True, slots=True)
class Posture:
    """How one person stands at one moment; the attributes are those of `PostureSeries`."""

    time_s: float
    trunk_flexion_deg: float
    knee_flexion_left_deg: float
    knee_flexion_right_deg: float
    knee_flexion_deg: float
    hip_flexion_deg: float
    trunk_rotation_deg: float
    load_distance_m: float
    load_distance_ratio: float
    stoop_squat_index: float
    shoulder_drop_ratio: float
    hip_drop_ratio: float
    wrist_height_ratio: float
    grip_height_ratio: float
    feet_shift_ratio: float
    feet_turn_deg: float
    leg_visibility: float
    arm_visibility: float
    visibility: float
    shoulder_turn_deg: float
