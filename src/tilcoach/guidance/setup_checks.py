"""Whether a person is well in the picture: pure checks of one moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tilcoach.guidance.frame_statistics import FrameStatistics
from tilcoach.guidance.instruction import Instruction
from tilcoach.kinematics import SHOULDER_ANKLE_SHARE, Upright, extent_px
from tilcoach.pose import Keypoint, Pose, PoseSeries

_HEAD = list(range(Keypoint.NOSE, Keypoint.MOUTH_RIGHT + 1))
_FEET = list(range(Keypoint.LEFT_ANKLE, Keypoint.RIGHT_FOOT_INDEX + 1))
_JOINTS = [
    point
    for point in Keypoint
    if any(name in point.name for name in ("SHOULDER", "HIP", "KNEE", "ANKLE"))
]


@dataclass(frozen=True, slots=True)
class FramingRule:
    """When a person is well in the picture.

    Attributes
    ----------
    tallest, smallest
        Height of the standing body, as a share of the picture's height. Below it a pixel is
        more than 1 cm at 480 rows; above it a step or a lifted box leaves the picture.
    margin
        Room above the head, below the feet and beside the body, as a share of the picture.
    face_to_crown
        From the highest landmark of the face to the top of the head, as a share of body height.
    foot_visibility
        Of the foot that is seen best; below it the feet are hidden or out of the picture. Feet
        that point at the camera are believed in least, and still by 0.4.
    askew_deg
        Between the picture's vertical and a standing body. Before a level camera people sway
        within 2.7° of it, a camera rolled by 3° reads 3.5 to 4.2°, by 5° it reads 5.7° (tune and
        validate splits). Up to 3° does a verdict no harm.
    high_lean
        How far a standing body leans away in depth, as a share of its length. Cameras at 0.7 to
        1.6 m read -0.03 to 0.28, cameras at 2.1 to 2.3 m read 0.28 to 0.40 (the same splits). A
        camera that is too low reads like one at hip height: that cannot be measured.
    dark
        Mean brightness; a dimly lit room gives 83 to 114 (rendered), and a webcam in the dark
        less than half of it.
    joint_visibility
        Middle of the joints' visibility; a person who is in full view has 0.98 and more.
    """

    tallest: float = 0.85
    smallest: float = 0.45
    margin: float = 0.01
    face_to_crown: float = 0.07
    foot_visibility: float = 0.3
    askew_deg: float = 4.5
    high_lean: float = 0.29
    dark: float = 45.0
    joint_visibility: float = 0.7


@dataclass(frozen=True, slots=True)
class SetupFrame:
    """One moment before the camera.

    Attributes
    ----------
    pose
        Of the person who is coached.
    others
        How many other people are in view.
    picture
        The frame around them.
    upright
        How the person stands just now; None while not standing straight.
    """

    pose: Pose
    others: int
    picture: FrameStatistics
    upright: Upright | None


def find_instruction(frame: SetupFrame, rule: FramingRule | None = None) -> Instruction | None:
    """Return the first thing to do better, or None when the person is well in the picture."""
    rule = rule or FramingRule()
    return next((hint for hint, applies in _CHECKS if applies(frame, rule)), None)


def body_height_px(pose: Pose) -> float:
    """Return the height of a standing body in the picture, whatever of it is in view."""
    return float(extent_px(PoseSeries.of([pose]))[0]) / SHOULDER_ANKLE_SHARE


def _too_near(frame: SetupFrame, rule: FramingRule) -> bool:
    tall = body_height_px(frame.pose) > rule.tallest * frame.picture.height_px
    return tall or (_feet_out(frame, rule) and _head_out(frame, rule))


def _too_far(frame: SetupFrame, rule: FramingRule) -> bool:
    """Only of a person who stands: a bent body is small from near by."""
    small = body_height_px(frame.pose) < rule.smallest * frame.picture.height_px
    return frame.upright is not None and small


def _feet_out(frame: SetupFrame, rule: FramingRule) -> bool:
    lowest = np.nanmax(frame.pose.image_px[_FEET, 1], initial=-np.inf)
    seen = frame.pose.visibility[_FEET].max()
    below = lowest > (1 - rule.margin) * frame.picture.height_px
    return bool(below or seen < rule.foot_visibility)


def _head_out(frame: SetupFrame, rule: FramingRule) -> bool:
    face = np.nanmin(frame.pose.image_px[_HEAD, 1], initial=np.inf)
    crown = face - rule.face_to_crown * body_height_px(frame.pose)
    return bool(crown < rule.margin * frame.picture.height_px)


def _beside(frame: SetupFrame, rule: FramingRule) -> bool:
    width_px = frame.picture.width_px
    across = frame.pose.image_px[_JOINTS, 0]
    left, right = np.nanmin(across, initial=np.inf), np.nanmax(across, initial=-np.inf)
    return bool(left < rule.margin * width_px or right > (1 - rule.margin) * width_px)


def _askew(frame: SetupFrame, rule: FramingRule) -> bool:
    if frame.upright is None:
        return False
    x, y = frame.upright.up_image
    return abs(float(np.degrees(np.arctan2(x, -y)))) > rule.askew_deg


def _high(frame: SetupFrame, rule: FramingRule) -> bool:
    return frame.upright is not None and float(-frame.upright.up[2]) > rule.high_lean


def _dark(frame: SetupFrame, rule: FramingRule) -> bool:
    return frame.picture.brightness < rule.dark


def _unclear(frame: SetupFrame, rule: FramingRule) -> bool:
    return float(np.median(frame.pose.visibility[_JOINTS])) < rule.joint_visibility


def _several(frame: SetupFrame, rule: FramingRule) -> bool:
    del rule
    return frame.others > 0


# The first that applies is said, so what hides the others comes first.
_CHECKS: tuple[tuple[Instruction, Callable[[SetupFrame, FramingRule], bool]], ...] = (
    (Instruction.TOO_NEAR, _too_near),
    (Instruction.FEET_OUT, _feet_out),
    (Instruction.HEAD_OUT, _head_out),
    (Instruction.TO_THE_MIDDLE, _beside),
    (Instruction.TOO_FAR, _too_far),
    (Instruction.CAMERA_ASKEW, _askew),
    (Instruction.CAMERA_HIGH, _high),
    (Instruction.DARK, _dark),
    (Instruction.UNCLEAR, _unclear),
    (Instruction.SEVERAL, _several),
)
