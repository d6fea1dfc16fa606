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


@dataclass(frozen=True, slots=True)
class LeapRule:
    """What no head does.

    Attributes
    ----------
    span_s
        Over which the head's course is followed: a frame of a slow webcam, so that a fast camera,
        whose model passes over in several frames, shows the same.
    beyond_ratio
        How far the head may be from where its course would have led it, as a share of body height.
        0.10 in a 15th of a second is four times the fall of a stone. Quick stoops reach 0.09.
    """

    span_s: float = 1 / 15
    beyond_ratio: float = 0.10


def leaps(raw: PoseSeries, body_height_px: float, rule: LeapRule | None = None) -> bool:
    """Return whether the head leaps: then it may be somebody else's, and nothing is sure.

    Parameters
    ----------
    raw
        T moments of one person as the model gave them: smoothing would hide a leap.
    body_height_px
        Of the person, in the picture.
    rule
        What counts as a leap.
    """
    rule = rule or LeapRule()
    head_px: Floats = raw.image_px[:, _HEAD].mean(axis=1)
    seen = np.isfinite(head_px).all(axis=1)
    if not seen.any():
        return False
    now_s = raw.time_s[seen]
    now_s = now_s[now_s >= now_s[0] + 2 * rule.span_s]

    def head(back_s: float) -> Floats:
        course = [np.interp(now_s - back_s, raw.time_s[seen], axis) for axis in head_px[seen].T]
        return np.stack(course, axis=1)

    off_px = np.linalg.norm(head(0.0) - 2 * head(rule.span_s) + head(2 * rule.span_s), axis=1)
    return bool((off_px > rule.beyond_ratio * body_height_px).any())
