"""Whether a bend was made as bends to a load are, and when the hands were at the load."""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics import PostureSeries
from tilcoach.lifting.lift import LOW_SHARE
from tilcoach.lifting.lift_rule import LiftRule


def is_lifting_motion(bend: PostureSeries, rule: LiftRule) -> bool:
    """Return whether a bend lasted long enough, and was made as bends to a load are.

    With planted feet, a trunk that leans forward, and hips and trunk that together explain how far
    the shoulders dropped.

    Parameters
    ----------
    bend
        From leaving upright to being upright again.
    rule
        When a bend is no lift whatever was held.
    """
    if not len(bend) or bend.time_s[-1] - bend.time_s[0] < rule.min_bend_s:
        return False
    travel = np.percentile(bend.feet_shift_ratio, 80) - np.percentile(bend.feet_shift_ratio, 20)
    lowest = np.percentile(bend.hip_drop_ratio, 75)
    if travel > rule.max_feet_travel or lowest > rule.max_hip_drop:
        return False
    low = bend.where(bend.shoulder_drop_ratio >= LOW_SHARE * bend.shoulder_drop_ratio.max())
    by_trunk = rule.trunk_share * (1 - np.cos(np.radians(low.trunk_flexion_deg)))
    by_both = low.hip_drop_ratio + by_trunk
    explained = float(np.median(by_both / low.shoulder_drop_ratio))
    apart = abs(float(np.median(by_both - low.shoulder_drop_ratio)))
    return bool(
        np.median(low.trunk_flexion_deg) >= rule.min_trunk_deg
        and (rule.min_agreement <= explained <= rule.max_agreement or apart <= rule.min_apart)
    )


def grasp_time_s(bend: PostureSeries, band: float) -> float:
    """Return the moment at which the hands are at the load: the middle of their lowest stretch.

    Parameters
    ----------
    bend
        From leaving upright to being upright again.
    band
        Within so much of the lowest point, as a share of body height, the hands are at the load.
    """
    height = bend.wrist_height_ratio
    if not np.isfinite(height).any():
        return float(bend.time_s[int(np.nanargmax(bend.shoulder_drop_ratio))])
    at_load = bend.time_s[height <= np.nanmin(height) + band]
    return float(at_load[0] + at_load[-1]) / 2
