"""The moment of a lift that tells most, and the body at that moment: a skeleton, no picture."""

from __future__ import annotations

import numpy as np

from tilcoach.coaching import JudgedLift, Verdict
from tilcoach.kinematics import MIN_VISIBILITY
from tilcoach.pose import BONES, Keypoint, PoseSeries
from tilcoach.report.session import StillPart

SHOWN: tuple[Keypoint, ...] = tuple(
    sorted({point for bone in BONES for point in bone} | {Keypoint.LEFT_EAR, Keypoint.RIGHT_EAR})
)
"""What a skeleton is drawn from: the ends of the bones, and the ears for the head."""

NEAR_S = 0.2
"""A body further in time from the decisive moment is another posture."""


def still_part(judged: JudgedLift, poses: PoseSeries) -> StillPart | None:
    """Return the body at the decisive moment; None when the person was not seen just then.

    Parameters
    ----------
    judged
        The lift with its findings.
    poses
        The person's landmarks over time.
    """
    if not len(poses):
        return None
    away_s = np.abs(poses.time_s - decisive_s(judged))
    if away_s.min() > NEAR_S:
        return None
    pose = poses.at(int(np.argmin(away_s)))
    seen = (pose.visibility >= MIN_VISIBILITY) & np.isfinite(pose.image_px).all(axis=1)
    if not seen[list(SHOWN)].any():
        return None
    points = {
        point.name.lower(): (round(float(x), 1), round(float(y), 1))
        for point in SHOWN
        if seen[point]
        for x, y in [pose.image_px[point]]
    }
    return StillPart(time_s=round(pose.time_s, 3), points_px=points)


def decisive_s(judged: JudgedLift) -> float:
    """Return the moment that tells most of a lift, in seconds from the first frame.

    The middle of the first pattern that was seen; in a lift without one, the lowest moment; and
    where no height was measured, the moment at which the hands are at the load.

    Parameters
    ----------
    judged
        The lift with its findings.
    """
    for finding in judged.findings:
        if finding.verdict is Verdict.FOUT:
            return (finding.start_s + finding.end_s) / 2
    bend = judged.lift.postures.between(judged.lift.start_s, judged.lift.upright_s)
    if not np.isfinite(bend.shoulder_drop_ratio).any():
        return judged.lift.grasp_s
    return float(bend.time_s[np.nanargmax(bend.shoulder_drop_ratio)])
