"""The key pose of a lift: the decisive moment, and the landmarks at that moment."""

from __future__ import annotations

import numpy as np

from tilcoach.coaching import JudgedLift, Verdict
from tilcoach.kinematics import MIN_VISIBILITY
from tilcoach.pose import BONES, Keypoint, PoseSeries, visible_points
from tilcoach.session_files.bounds import within
from tilcoach.session_files.lift_schema import KeyPosePart

SHOWN = frozenset(
    {point for bone in BONES for point in bone} | {Keypoint.LEFT_EAR, Keypoint.RIGHT_EAR}
)
"""What a skeleton is drawn from: the ends of the bones, and the ears for the head."""

NEAR_S = 0.2
"""A pose further in time from the decisive moment is another posture."""


def key_pose_part(judged: JudgedLift, poses: PoseSeries) -> KeyPosePart | None:
    """Return the pose at the decisive moment; None when the person was not seen then."""
    if not len(poses):
        return None
    away_s = np.abs(poses.time_s - decisive_s(judged))
    if away_s.min() > NEAR_S:
        return None
    pose = poses.at(int(np.argmin(away_s)))
    points = {
        point.name.lower(): (round(float(x), 1), round(float(y), 1))
        for point, (x, y) in visible_points(pose, MIN_VISIBILITY).items()
        if point in SHOWN and within(x, "px") and within(y, "px")
    }
    return KeyPosePart(time_s=round(pose.time_s, 3), points_px=points) if points else None


def decisive_s(judged: JudgedLift) -> float:
    """Return the decisive moment of a lift, in seconds from the first frame.

    The middle of the first *fout*; without one, the lowest moment; without a measured height, the
    grasp.
    """
    for finding in judged.findings:
        if finding.verdict is Verdict.FOUT:
            return (finding.start_s + finding.end_s) / 2
    bend = judged.lift.postures.between(judged.lift.start_s, judged.lift.upright_s)
    if not np.isfinite(bend.shoulder_drop_ratio).any():
        return judged.lift.grasp_s
    return float(bend.time_s[np.nanargmax(bend.shoulder_drop_ratio)])
