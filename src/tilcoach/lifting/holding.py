"""How long a load stays in the hands after a lift."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tilcoach.kinematics import Posture
from tilcoach.lifting.load import LoadRule


@dataclass(frozen=True, slots=True)
class HoldingRule:
    """When hands that held a load up are clearly empty.

    Attributes
    ----------
    empty_s
        They hang this long without a break.
    max_front_ratio
        Beside the body: empty hands that hang are at 0.05 to 0.1 of body height before the
        ankles, and a load that hangs from straight arms keeps them further in front.
    """

    empty_s: float = 0.8
    max_front_ratio: float = 0.11


class Holding:
    """Follows a load that was lifted until the hands are clearly empty; has state.

    A load that hangs from the hand looks like an empty hand, so only the next bend ends it.
    """

    def __init__(self, rule: HoldingRule, load_rule: LoadRule, *, held_up: bool) -> None:
        self._rule = rule
        self._load_rule = load_rule
        self._held_up = held_up
        self._hanging_since_s = float("nan")

    def empty_since_s(self, posture: Posture) -> float:
        """Take the next posture; return since when the hands are empty, or NaN while they hold.

        Parameters
        ----------
        posture
            Upright, later than the one before.
        """
        height, front = posture.wrist_height_ratio, posture.load_distance_ratio
        if not self._held_up or np.isnan(height):
            return float("nan")
        hangs_at = self._load_rule.carry_ratio - self._load_rule.carry_width
        if height >= hangs_at or front > self._rule.max_front_ratio:
            self._hanging_since_s = float("nan")
        elif np.isnan(self._hanging_since_s):
            self._hanging_since_s = posture.time_s
        long_enough = posture.time_s - self._hanging_since_s >= self._rule.empty_s
        return self._hanging_since_s if long_enough else float("nan")
