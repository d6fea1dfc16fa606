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

from tilcoach.kinematics.body_points import (
    FEET,
    feet_heading_deg,
    hybrid_points_m,
)
from tilcoach.kinematics.measure import feet_shift_px, feet_turn_deg, measure
from tilcoach.kinematics.posture import PostureSeries
from tilcoach.kinematics.short_look import unfold_upright, without_doubtful
from tilcoach.kinematics.standing import (
    UprightRule,
    calibrate,
    extent_px,
    median_step_s,
    standing_moments,
)
from tilcoach.kinematics.upright import Upright, Zero
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
    max_turn_deg
        Of the feet: beyond it the person turned by stepping.
    max_size_change
        Of the ankle-to-shoulder length itself: beyond it the distance to the camera changed.
    settle_s
        A place counts once the feet were there for so long.
    """

    upright: UprightRule = field(default_factory=UprightRule)
    max_shift: float = 0.105
    max_turn_deg: float = 25.0
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
    """Return where the person stood, in order of time; empty when there is no zero to be had.

    Between two places a moment belongs to the one where the feet are nearer, so that a lift right
    after walking is measured where it is done. Who never stands still and upright may still give
    a zero by a short look (`Zero.SHORT_LOOK`), which then holds for the whole recording.

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
        upright = calibrate(series.where(keep), rule.upright, median_step_s(series))
        if upright is not None:
            found.append((group, upright))
    if not found:
        unfolded = unfold_upright(series)
        return (Stance(-np.inf, np.inf, unfolded),) if unfolded else ()
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
        _measured(part, stance.upright, body_height_m)
        for stance in stances
        if len(part := series.between(stance.start_s, stance.end_s))
    ]
    return PostureSeries.concatenate(parts)


def _measured(series: PoseSeries, upright: Upright, body_height_m: float) -> PostureSeries:
    postures = measure(series, upright, body_height_m)
    return without_doubtful(postures) if upright.zero is Zero.SHORT_LOOK else postures


def upright_at(stances: Sequence[Stance], time_s: float) -> Upright:
    """Return the own upright that holds at one moment.

    Parameters
    ----------
    stances
        At least one; together they span all time.
    time_s
        Seconds since the first frame.
    """
    return next(s.upright for s in stances if s.start_s <= time_s < s.end_s)


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


@dataclass(frozen=True, slots=True)
class _Footing:
    """How somebody stands at each moment: feet (T, 2, 3, 2), headings (T, 2), size (T,).

    In `columns` the same side by side, headings as sine and cosine, so that the middle of all of
    them is taken at once: it is asked for at every moment of standing.
    """

    feet_px: Floats
    heading_deg: Floats
    size_px: Floats
    columns: Floats

    @classmethod
    def of(cls, series: PoseSeries) -> _Footing:
        feet_px, size_px = series.image_px[:, FEET], extent_px(series)
        heading_deg = feet_heading_deg(hybrid_points_m(series))
        turns = np.radians(heading_deg)
        flat_px = feet_px.reshape(len(series), -1)
        columns = np.column_stack([size_px, np.sin(turns), np.cos(turns), flat_px])
        return cls(feet_px, heading_deg, size_px, columns)

    def same(self, group: Sequence[int], moment: int, rule: StanceRule) -> bool:
        """Return whether the feet stand as they did of late in a group of moments."""
        middle = np.median(self.columns[group[-_RECENT:]], axis=0)
        size_px, stood_px = float(middle[0]), middle[5:].reshape(self.feet_px.shape[1:])
        stood_deg = np.degrees(np.arctan2(middle[1:3], middle[3:5]))
        return bool(
            feet_shift_px(self.feet_px[moment], stood_px) <= rule.max_shift * size_px
            and feet_turn_deg(self.heading_deg[moment], stood_deg) <= rule.max_turn_deg
            and abs(self.size_px[moment] - size_px) <= rule.max_size_change * size_px
        )


_RECENT = 45


def _groups(series: PoseSeries, moments: Sequence[int], rule: StanceRule) -> list[list[int]]:
    """Split the standing moments wherever the footing became another and stayed so."""
    footing = _Footing.of(series)
    groups: list[list[int]] = []
    elsewhere: list[int] = []
    for moment in moments:
        if groups and not footing.same(groups[-1], moment, rule):
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


def _border_s(
    series: PoseSeries, before: tuple[list[int], Upright], after: tuple[list[int], Upright]
) -> float:
    """Return when the feet left the one place for the other."""
    first, last = before[0][-1], after[0][0]
    feet_px = series.image_px[first : last + 1, FEET]
    to_before, to_after = (
        np.linalg.norm(feet_px - upright.feet_px, axis=-1).mean(axis=(-2, -1))
        for upright in (before[1], after[1])
    )
    # The split with the fewest moments on the wrong side of it.
    nearer_after = to_after < to_before
    wrong = np.cumsum(nearer_after) + np.cumsum(~nearer_after[::-1])[::-1]
    return float(series.time_s[first + int(np.argmin(wrong))])
