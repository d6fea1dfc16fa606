"""Where a person stood during a recording: one own upright for each place.

Somebody who walks with a box, turns by stepping, or whose camera is moved, stands differently in
the picture afterwards: larger or smaller, elsewhere, seen from another side. One zero for the
whole recording would be wrong in all but one of those places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from tilcoach.kinematics.body_points import ANKLES, FEET
from tilcoach.kinematics.measure import feet_shift_px, measure
from tilcoach.kinematics.posture import PostureSeries
from tilcoach.kinematics.upright import Upright, UprightRule, calibrate, extent_px, standing_moments
from tilcoach.kinematics.view import View
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Floats


@dataclass(frozen=True, slots=True)
class StanceRule:
    """When a person stands somewhere else.

    Attributes
    ----------
    upright
        What counts as standing upright.
    max_shift
        Of the feet, in ankle-to-shoulder lengths: beyond it they were moved. A planted foot that
        is seen stays within 0.03.
    max_size_change
        Of the ankle-to-shoulder length itself: beyond it the distance to the camera changed.
    settle_s
        A place counts once the feet were there for so long.
    """

    upright: UprightRule = field(default_factory=UprightRule)
    max_shift: float = 0.105
    max_size_change: float = 0.12
    settle_s: float = 0.3


@dataclass(frozen=True, slots=True)
class Stance:
    """One place where the person stood, over ``[start_s, end_s)``.

    Attributes
    ----------
    start_s, end_s
        From when to when this own upright holds.
    upright
        The own upright in this place.
    """

    start_s: float
    end_s: float
    upright: Upright


def find_stances(series: PoseSeries, rule: StanceRule | None = None) -> tuple[Stance, ...]:
    """Return where the person stood, in order of time; empty when never upright.

    Between two places a moment belongs to the one where the feet are nearer, so that a lift right
    after walking is measured where it is done.

    Parameters
    ----------
    series
        T smoothed moments of one person.
    rule
        When it is another place.
    """
    rule = rule or StanceRule()
    groups = _groups(series, np.flatnonzero(standing_moments(series, rule.upright)).tolist(), rule)
    found = []
    for group in groups:
        keep = np.zeros(len(series), dtype=bool)
        keep[group] = True
        upright = calibrate(series.where(keep), rule.upright, _step_s(series))
        if upright is not None:
            found.append((group, upright))
    if not found:
        return ()
    borders = [_border_s(series, before, after) for before, after in pairwise(found)]
    starts, ends = [-np.inf, *borders], [*borders, np.inf]
    return tuple(
        Stance(float(start), float(end), upright)
        for (_, upright), start, end in zip(found, starts, ends, strict=True)
    )


def measure_stances(
    series: PoseSeries, stances: Sequence[Stance], body_height_m: float
) -> PostureSeries:
    """Return the postures of a whole recording, each moment against its own stance.

    Parameters
    ----------
    series
        T smoothed moments of one person.
    stances
        At least one; together they span all time.
    body_height_m
        The person's height.
    """
    parts = [
        measure(part, stance.upright, body_height_m)
        for stance in stances
        if len(part := series.between(stance.start_s, stance.end_s))
    ]
    return PostureSeries.concatenate(parts)


def view_at(stances: Sequence[Stance], time_s: float) -> View:
    """Return from where the camera looks at one moment.

    Parameters
    ----------
    stances
        At least one; together they span all time.
    time_s
        Seconds since the first frame.
    """
    return next(s.upright.view for s in stances if s.start_s <= time_s < s.end_s)


def main_view(stances: Sequence[Stance], time_s: Floats) -> View:
    """Return from where the camera looks most of the time.

    Parameters
    ----------
    stances
        At least one; together they span all time.
    time_s
        Shape (T,): the moments of the recording.
    """

    def moments(stance: Stance) -> int:
        return int(((time_s >= stance.start_s) & (time_s < stance.end_s)).sum())

    return max(stances, key=moments).upright.view


def _step_s(series: PoseSeries) -> float:
    return float(np.median(np.diff(series.time_s))) if len(series) > 1 else 0.0


def _groups(series: PoseSeries, moments: Sequence[int], rule: StanceRule) -> list[list[int]]:
    """Split the standing moments wherever the feet, or the size, became others and stayed so."""
    places, sizes = _places(series), extent_px(series)
    groups: list[list[int]] = []
    elsewhere: list[int] = []
    for moment in moments:
        if groups and not _same(places, sizes, groups[-1], moment, rule):
            elsewhere.append(moment)
            if series.time_s[moment] - series.time_s[elsewhere[0]] >= rule.settle_s:
                groups.append(elsewhere)
                elsewhere = []
            continue
        elsewhere = []
        if not groups:
            groups.append([])
        groups[-1].append(moment)
    return groups


_RECENT = 45


def _same(
    places: Floats, sizes: Floats, group: Sequence[int], moment: int, rule: StanceRule
) -> bool:
    """Return whether the feet are where they were in the group of late, and the size the same."""
    recent = list(group[-_RECENT:])
    size_px = float(np.median(sizes[recent]))
    shift_px = float(feet_shift_px(places[moment], np.median(places[recent], axis=0)))
    change = abs(float(sizes[moment]) / size_px - 1)
    return shift_px <= rule.max_shift * size_px and change <= rule.max_size_change


def _places(series: PoseSeries) -> Floats:
    """Return where ankle, heel and toe of both feet are, shape (T, 2, 3, 2)."""
    places: Floats = series.image_px[:, FEET]
    return places


def _border_s(
    series: PoseSeries, before: tuple[list[int], Upright], after: tuple[list[int], Upright]
) -> float:
    """Return when the feet left the one place for the other."""
    first, last = before[0][-1], after[0][0]
    ankles = series.image_px[first : last + 1, ANKLES]
    to_before = np.linalg.norm(ankles - before[1].ankles_px, axis=-1).mean(axis=-1)
    to_after = np.linalg.norm(ankles - after[1].ankles_px, axis=-1).mean(axis=-1)
    # The split with the fewest moments on the wrong side of it.
    nearer_after = to_after < to_before
    wrong = np.cumsum(nearer_after) + np.cumsum(~nearer_after[::-1])[::-1]
    return float(series.time_s[first + int(np.argmin(wrong))])
