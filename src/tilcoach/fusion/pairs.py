"""Which lift that one camera found is which lift of the other, by time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tilcoach.coaching import JudgedLift
from tilcoach.lifting import common_share


@dataclass(frozen=True, slots=True)
class Pair:
    """One lift, as each of two cameras found it.

    Attributes
    ----------
    first, second
        None when that camera did not find it; times are those of its own recording.
    """

    first: JudgedLift | None
    second: JudgedLift | None


MIN_COMMON_SHARE = 0.3
"""Two lifts are one when so much of the time of both is common: from the front a bend seems to
begin up to half a second later, and a lift takes three."""


def pair(
    first: Sequence[JudgedLift], second: Sequence[JudgedLift], offset_s: float
) -> tuple[Pair, ...]:
    """Return the lifts of two cameras, paired by time and in order of time.

    Parameters
    ----------
    first, second
        The lifts that each camera found, or a part of them.
    offset_s
        What is added to a time of the second camera to make it one of the first.
    """
    shares = sorted(
        (
            (common_share(one.lift, other.lift, offset_s), i, k)
            for i, one in enumerate(first)
            for k, other in enumerate(second)
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for share, i, k in shares:
        if share >= MIN_COMMON_SHARE and i not in partner and k not in partner.values():
            partner[i] = k
    pairs = [Pair(one, second[partner[i]] if i in partner else None) for i, one in enumerate(first)]
    alone = set(range(len(second))) - set(partner.values())
    pairs += [Pair(None, second[k]) for k in sorted(alone)]
    return tuple(sorted(pairs, key=lambda both: _start_s(both, offset_s)))


def _start_s(both: Pair, offset_s: float) -> float:
    if both.first is not None:
        return both.first.start_s
    return both.second.start_s + offset_s if both.second is not None else offset_s
