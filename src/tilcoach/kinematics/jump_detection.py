"""Whether the body found in the picture leaps as no body can.

With two people close together the pose model may pass from one to the other between two frames,
or put the shoulders of one on the hips of the other. Lengths of arms and legs stay plausible then,
and so do all angles; but the head is elsewhere from one frame to the next.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tilcoach.pose import Keypoint, PoseSeries
from tilcoach.pose.arrays import Floats

_HEAD = [Keypoint.NOSE, Keypoint.LEFT_EAR, Keypoint.RIGHT_EAR]
_SHOULDERS = [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]


@dataclass(frozen=True, slots=True)
class BodyJumpRule:
    """What no body does.

    Attributes
    ----------
    span_s
        Over which the head's course is followed: a frame of a slow webcam, so that a fast camera,
        whose model passes over in several frames, shows the same.
    beyond_ratio
        How far the head may be from where its course would have led it, as a share of body height.
        0.10 in a 15th of a second is four times the fall of a stone. Quick stoops reach 0.09.
    shoulders_beyond_ratio
        The same for the shoulders at that moment: a head jumps alone when the model loses the face
        of a person who looks up or is half hidden (0.12 to 0.17, shoulders 0.05 to 0.07).
    """

    span_s: float = 1 / 15
    beyond_ratio: float = 0.10
    shoulders_beyond_ratio: float = 0.08


def body_jumps(raw: PoseSeries, body_height_px: float, rule: BodyJumpRule | None = None) -> bool:
    """Return whether head and shoulders jump: they may be another person's, and nothing is sure.

    Parameters
    ----------
    raw
        T moments of one person as the model gave them: smoothing would hide a jump.
    body_height_px
        Of the person, in the picture.
    rule
        What counts as a jump.
    """
    rule = rule or BodyJumpRule()
    head_px: Floats = raw.image_px[:, _HEAD].mean(axis=1)
    shoulders_px: Floats = raw.image_px[:, _SHOULDERS].mean(axis=1)
    seen = np.isfinite(head_px + shoulders_px).all(axis=1)
    if not seen.any():
        return False
    time_s = raw.time_s[seen]
    head, shoulders = (
        _off_course_px(time_s, course_px[seen], rule.span_s)
        for course_px in (head_px, shoulders_px)
    )
    jumps = (head > rule.beyond_ratio * body_height_px) & (
        shoulders > rule.shoulders_beyond_ratio * body_height_px
    )
    return bool(jumps.any())


def _off_course_px(time_s: Floats, course_px: Floats, span_s: float) -> Floats:
    """Return how far a point is from where its course would have led it, shape (N,)."""
    now_s = time_s[time_s >= time_s[0] + 2 * span_s]

    def at(back_s: float) -> Floats:
        return np.stack([np.interp(now_s - back_s, time_s, axis) for axis in course_px.T], axis=1)

    off_px: Floats = np.linalg.norm(at(0.0) - 2 * at(span_s) + at(2 * span_s), axis=1)
    return off_px
