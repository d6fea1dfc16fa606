"""The person's own upright: zero, gravity, scale and view, all from standing still.

The model's world landmarks are aligned with the camera, and an upright person leans 8 to 15° in
them. So nothing here is measured against the picture's vertical: "up" is the direction from the
ankles to the shoulders while the person stands upright, and every drop is measured from there.
Calibrating the direction is right; subtracting the standing *angle* made every view worse.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tilcoach.kinematics.view import View
from tilcoach.pose.arrays import Floats, checked_floats

SHOULDER_ANKLE_SHARE = 0.77
"""Shoulder joint to ankle joint as a share of body height: 0.818 - 0.039 from floor to acromion
and ankle (Drillis & Contini 1966, in Winter 2009, Biomechanics and Motor Control, fig. 4.1), less
0.01 because the model marks the shoulder joint, which lies below the acromion."""

MODEL_LEAN_TO_CAMERA_DEG = 7.0
"""The model's depth leans upright people so much towards a level camera; spread 5° (own
measurement, tune split)."""


class CalibrationSource(StrEnum):
    """Where an own upright comes from: how sure everything is that is measured against it."""

    STANDING = "standing"
    """From standing still, as it should be."""

    PARTIAL_CALIBRATION = "short_look"
    """Unfolded from straight legs and the proportions of a body, since nobody stood still."""


@dataclass(frozen=True, slots=True)
class Upright:
    """How one person stands upright in front of one camera.

    Attributes
    ----------
    up, across, forward
        Shape (3,), length 1, hybrid axes: against gravity, from the right to the left shoulder,
        and where the person faces; the last two are level.
    up_image
        Shape (2,), length 1: against gravity in the picture.
    view
        From where the camera looks.
    body_height_px, body_height_m
        In the picture, and in hybrid metres (which are 10 to 16 % too small).
    shoulder_height_ratio, hip_height_ratio, wrist_height_ratio
        Above the ankles, as a share of body height.
    feet_px
        Shape (2, 3, 2): where ankle, heel and toe of the left and right foot stand.
    feet_heading_deg
        Shape (2,): where the left and right foot point, seen from above.
    thigh_px, shank_px
        Shape (2,): the length of the left and right thigh and shank in the picture.
    best_side
        0 when the left leg is seen best, 1 when the right leg is.
    source
        Where all of this comes from.
    """

    up: Floats
    across: Floats
    forward: Floats
    up_image: Floats
    view: View
    body_height_px: float
    body_height_m: float
    shoulder_height_ratio: float
    hip_height_ratio: float
    wrist_height_ratio: float
    feet_px: Floats
    feet_heading_deg: Floats
    thigh_px: Floats
    shank_px: Floats
    best_side: int
    source: CalibrationSource = CalibrationSource.STANDING

    def __post_init__(self) -> None:
        """Check the shapes once and lock the arrays."""
        for name, shape in (
            ("up", (3,)),
            ("across", (3,)),
            ("forward", (3,)),
            ("up_image", (2,)),
            ("feet_px", (2, 3, 2)),
            ("feet_heading_deg", (2,)),
            ("thigh_px", (2,)),
            ("shank_px", (2,)),
        ):
            object.__setattr__(self, name, checked_floats(getattr(self, name), shape, name))

    @property
    def ankles_px(self) -> Floats:
        """Where the left and right ankle stand, shape (2, 2)."""
        ankles: Floats = self.feet_px[:, 0]
        return ankles

    @property
    def right_image(self) -> Floats:
        """Across gravity in the picture, to the right of it, shape (2,)."""
        up_x, up_y = self.up_image
        return np.array([-up_y, up_x])

    @property
    def camera_pitch_deg(self) -> float:
        """How far the camera looks down, to about 5°."""
        lean_deg = np.degrees(np.arcsin(-self.up[2]))
        return float(lean_deg) - MODEL_LEAN_TO_CAMERA_DEG
