"""Whether a film that says nothing of it plays in slow motion: by how long its lifts take."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tilcoach.coaching import JudgedLift

USUAL_S = 2.2
"""From leaving upright to being upright again: the median of 30 lifts on 18 clips of others."""

SLOWEST_S = 7.0
"""The slowest of them, meant to be slow, took 4.6 s; who takes longer is asked, not corrected."""

_TIMES = (4.0, 8.0)
"""How many times slower telephones play: twice as slow is a pace that people lift at."""


def slower_by(lifts: Sequence[JudgedLift]) -> float:
    """Return how many times slower than people lift; 1 when it may well be their own pace."""
    if not lifts:
        return 1.0
    took_s = float(np.median([one.lift.upright_s - one.lift.start_s for one in lifts]))
    if took_s < SLOWEST_S:
        return 1.0
    return min(_TIMES, key=lambda times: abs(math.log(took_s / USUAL_S / times)))
