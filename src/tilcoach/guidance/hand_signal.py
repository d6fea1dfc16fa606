"""A hand above the head for a second: the way to pause and to go on without a mouse."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tilcoach.kinematics import SHOULDER_ANKLE_SHARE, extent_px
from tilcoach.pose import Keypoint, Pose, PoseSeries
from tilcoach.pose.arrays import Floats

_HEAD = list(range(Keypoint.NOSE, Keypoint.MOUTH_RIGHT + 1))


@dataclass(frozen=True, slots=True)
class HandRule:
    """When a raised hand is meant as a signal.

    Attributes
    ----------
    above_face
        The wrist is so far above the highest landmark of the face, as a share of body height:
        above the top of the head, where no hand is by accident.
    below_shoulder
        The other wrist is so far below its shoulder: the arm hangs. Who takes something down from
        a shelf, or stretches, uses both.
    arm_tilt_deg
        The arm is within so much of the vertical: reaching up goes forward as well.
    trunk_tilt_deg
        And so is the trunk: the person stands.
    visibility
        Of the raised wrist.
    hold_s
        How long the hand is held up.
    tolerance_s
        So short a moment of not seeing it changes nothing.
    """

    above_face: float = 0.09
    below_shoulder: float = 0.12
    arm_tilt_deg: float = 35.0
    trunk_tilt_deg: float = 20.0
    visibility: float = 0.5
    hold_s: float = 1.0
    tolerance_s: float = 0.2


def is_raised(pose: Pose, rule: HandRule | None = None) -> bool:
    """Return whether one hand is held up while the other hangs and the person stands."""
    rule = rule or HandRule()
    tall_px = float(extent_px(PoseSeries.of([pose]))[0]) / SHOULDER_ANKLE_SHARE
    trunk = _middle(pose, "SHOULDER") - _middle(pose, "HIP")
    stands = _tilt_deg(trunk) < rule.trunk_tilt_deg
    if not stands or not np.isfinite(tall_px):
        return False
    up = [_is_up(pose, side, tall_px, rule) for side in ("LEFT", "RIGHT")]
    down = [_is_down(pose, side, tall_px, rule) for side in ("LEFT", "RIGHT")]
    return (up[0] and down[1]) or (up[1] and down[0])


class HandSignal:
    """Notices a hand that is held up; has state, and a `reset`."""

    def __init__(self, rule: HandRule | None = None) -> None:
        self._rule = rule or HandRule()
        self.reset()

    def reset(self) -> None:
        """Forget everything, as when nobody is in view."""
        self._since_s = float("nan")
        self._seen_s = float("-inf")
        self._given = False

    def update(self, pose: Pose) -> bool:
        """Take a pose into account; return True once for each time that a hand is held up."""
        if is_raised(pose, self._rule):
            if np.isnan(self._since_s):
                self._since_s = pose.time_s
            self._seen_s = pose.time_s
        elif pose.time_s - self._seen_s > self._rule.tolerance_s:
            self.reset()
        if self._given or not self._seen_s - self._since_s >= self._rule.hold_s:
            return False
        self._given = True
        return True


def _is_up(pose: Pose, side: str, tall_px: float, rule: HandRule) -> bool:
    wrist, shoulder = Keypoint[f"{side}_WRIST"], Keypoint[f"{side}_SHOULDER"]
    face_px = np.nanmin(pose.image_px[_HEAD, 1], initial=np.inf)
    arm = pose.image_px[wrist] - pose.image_px[shoulder]
    return bool(
        pose.visibility[wrist] >= rule.visibility
        and pose.image_px[wrist, 1] < face_px - rule.above_face * tall_px
        and _tilt_deg(arm) < rule.arm_tilt_deg
    )


def _is_down(pose: Pose, side: str, tall_px: float, rule: HandRule) -> bool:
    wrist, shoulder = Keypoint[f"{side}_WRIST"], Keypoint[f"{side}_SHOULDER"]
    below_px = pose.image_px[wrist, 1] - pose.image_px[shoulder, 1]
    return bool(below_px > rule.below_shoulder * tall_px)


def _middle(pose: Pose, name: str) -> Floats:
    middle: Floats = pose.image_px[[Keypoint[f"LEFT_{name}"], Keypoint[f"RIGHT_{name}"]]].mean(0)
    return middle


def _tilt_deg(up: Floats) -> float:
    """Return the angle between a direction in the picture and straight up."""
    return float(np.degrees(np.arctan2(abs(up[0]), -up[1])))
