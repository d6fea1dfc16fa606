"""When the shoulders rest, when they left their rest, and when they are nearly up again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tilcoach.kinematics import Posture
from tilcoach.lifting.lift_rule import LiftRule
from tilcoach.pose.arrays import Floats


def leaves_rest_s(time_s: Floats, drop: Floats, rule: LiftRule, share: float) -> float:
    """Return the moment at which the shoulders left the height at which they rested.

    A movement that starts from rest begins with the third power of time (Flash & Hogan 1985, The
    Journal of Neuroscience 5:1688: people move with the least jerk), so the time that it took from
    one `rest_band` to four tells how long it took to the first.

    Parameters
    ----------
    time_s
        Shape (T,), strictly increasing.
    drop
        Shape (T,): of the shoulders below where they rested; the last is well below.
    rule
        When a bend begins and ends.
    share
        How much of the time to the first band counts, 0 (seen to move) to 1 (its very beginning).
    """
    first, fourth = (_last_below(drop, bands * rule.rest_band) for bands in (1, 4))
    back_s = min((time_s[fourth] - time_s[first]) / _FIRST_TO_FOURTH, rule.max_onset_s)
    return float(max(time_s[first] - share * back_s, time_s[0]))


_FIRST_TO_FOURTH = 4 ** (1 / 3) - 1
"""How much longer the way to four bands takes than to one, for a movement that is t^3 at first."""


def _last_below(drop: Floats, limit: float) -> int:
    """Return the last row at most at a limit, or the first row."""
    below = np.flatnonzero(drop <= limit)
    return int(below[-1]) if len(below) else 0


def onset_index(past: Sequence[Posture], lean: float, rule: LiftRule) -> int:
    """Return where in the past the shoulders began to drop from where they rested.

    Parameters
    ----------
    past
        Upright, in order of time; the last is well below.
    lean
        How much lower than upright the person rested, as a share of body height.
    rule
        When a bend begins and ends.
    """
    start_s = past[-1].time_s - rule.rest_s
    drops = [p.shoulder_drop_ratio for p in past if p.time_s >= start_s]
    rest = min(float(np.percentile(drops, 20)), rule.upright_below + lean)
    time_s = np.array([p.time_s for p in past])
    drop = np.array([p.shoulder_drop_ratio for p in past])
    left_s = leaves_rest_s(time_s, drop - rest, rule, rule.leaving_share)
    return int(np.searchsorted(time_s, left_s))


def leaning_rest(bend: Sequence[Posture], rule: LiftRule) -> list[Posture]:
    """Return the latest moments in which the shoulders rest nearly up; none while they do not.

    Parameters
    ----------
    bend
        From leaving upright until now.
    rule
        When a bend begins and ends.
    """
    now_s = bend[-1].time_s
    if now_s - bend[0].time_s < rule.lean_s:
        return []
    latest = [p for p in bend if p.time_s >= now_s - rule.lean_s]
    drops = [p.shoulder_drop_ratio for p in latest]
    deepest = max(p.shoulder_drop_ratio for p in bend)
    nearly_up = min(rule.lean_below, rule.lean_share * deepest)
    rests = max(drops) <= nearly_up and max(drops) - min(drops) <= rule.lean_band
    return latest if rests else []
