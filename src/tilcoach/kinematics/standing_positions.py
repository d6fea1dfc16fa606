"""Where a person stood during a recording: one own upright for each place.

A person who walks with a box, turns by stepping, or whose camera is moved, stands differently in
the picture afterwards: larger or smaller, elsewhere, seen from another side. One zero for the
whole recording would be wrong in all but one of those places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from tilcoach.kinematics.angles import turn_deg
from tilcoach.kinematics.body_points import (
    ANKLES,
    FEET,
    SHOULDERS,
    feet_heading_deg,
    hybrid_points_m,
)
from tilcoach.kinematics.measure import feet_shift_px, measure
from tilcoach.kinematics.partial_calibration import (
    PartialCalibrationRule,
    partial_upright,
    without_doubtful,
)
from tilcoach.kinematics.planted_feet import SEEN_FOOT, feet_turn_deg
from tilcoach.kinematics.posture import PostureSeries
from tilcoach.kinematics.standing import (
    UprightRule,
    calibrate,
    extent_px,
    level_axes,
    median_step_s,
    standing_moments,
)
from tilcoach.kinematics.upright import CalibrationSource, Upright
from tilcoach.kinematics.view import classify_view
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Bools, Floats


@dataclass(frozen=True, slots=True)
class StandingPositionRule:
    """When a person stands somewhere else.

    Attributes
    ----------
    upright
        What counts as standing upright.
    partial
        When straight legs are enough for a zero.
    hidden_knee_deg
        What knees may read where nobody is found standing otherwise: behind the plates of a barbell
        straight ones read up to 47°.
    max_shift
        Of the feet, in ankle-to-shoulder lengths: beyond it they were moved. A planted foot that
        is seen stays within 0.03.
    max_turn_deg
        Of the feet: beyond it the person turned by stepping.
    max_size_change
        Of the ankle-to-shoulder length itself: beyond it the distance to the camera changed.
    settle_s
        A place counts once the feet were there for this long.
    faces_again_deg
        Shoulders within so much of how they were turned in the place before are turned back.
    """

    upright: UprightRule = field(default_factory=UprightRule)
    partial: PartialCalibrationRule = field(default_factory=PartialCalibrationRule)
    hidden_knee_deg: float = 50.0
    max_shift: float = 0.065
    max_turn_deg: float = 25.0
    max_size_change: float = 0.12
    settle_s: float = 0.3
    faces_again_deg: float = 15.0


@dataclass(frozen=True, slots=True)
class StandingPosition:
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


def find_standing_positions(
    series: PoseSeries, rule: StandingPositionRule | None = None
) -> tuple[StandingPosition, ...]:
    """Return where the person stood, in order of time; empty when there is no zero to be had.

    Between two places a moment belongs to the one where the feet are nearer, so that a lift right
    after walking is measured where it is done. A person who never stands still and upright may
    still give a zero by partial calibration (`CalibrationSource.PARTIAL_CALIBRATION`), which then
    holds for the whole recording.

    Parameters
    ----------
    series
        T smoothed moments of one person.
    rule
        When it is another place.
    """
    rule = rule or StandingPositionRule()
    found = _found(series, rule)
    if not found:  # knees behind a load or a barbell may read as bent while the person stands
        hidden = replace(rule.upright, max_knee_deg=rule.hidden_knee_deg)
        found = _found(series, replace(rule, upright=hidden))
    if not found:
        unfolded = partial_upright(series, rule.partial)
        return (StandingPosition(-np.inf, np.inf, unfolded),) if unfolded else ()
    borders = [_border_s(series, before, after) for before, after in pairwise(found)]
    starts, ends = [-np.inf, *borders], [*borders, np.inf]
    return tuple(
        StandingPosition(float(start), float(end), upright)
        for (_, upright), start, end in zip(found, starts, ends, strict=True)
    )


def _found(series: PoseSeries, rule: StandingPositionRule) -> list[tuple[list[int], Upright]]:
    """Return the standing moments of each place, with the own upright in it."""
    groups = _groups(series, np.flatnonzero(standing_moments(series, rule.upright)).tolist(), rule)
    found: list[tuple[list[int], Upright]] = []
    for group in groups:
        keep = np.zeros(len(series), dtype=bool)
        keep[group] = True
        stood = series.where(keep)
        upright = calibrate(stood, rule.upright, median_step_s(series))
        if upright is not None:
            facing = _facing_again(stood, upright, found[-1][1], rule) if found else upright
            found.append((group, facing))
    return found


def _facing_again(
    stood: PoseSeries, upright: Upright, before: Upright, rule: StandingPositionRule
) -> Upright:
    """Return an upright that faces as it did before, where the person came back to that.

    Feet that seem elsewhere while the trunk is turned make another place of it, which faces as the
    turned trunk does. Shoulders that turn back without a step show that it was the trunk.
    """
    if upright.forward @ before.forward >= np.cos(np.radians(rule.max_turn_deg)):
        return upright
    points = hybrid_points_m(stood)
    line = points[:, SHOULDERS[0]] - points[:, SHOULDERS[1]]
    turned = np.abs(turn_deg(np.broadcast_to(before.across, line.shape), line, before.up))
    away = np.flatnonzero(turned > rule.faces_again_deg)
    since = int(away[-1]) + 1 if len(away) else 0
    if since == 0 or (len(stood) - since) * median_step_s(stood) < rule.settle_s:
        return upright
    across, forward = level_axes(points[since:], upright.up)
    return replace(upright, across=across, forward=forward, view=classify_view(across))


def measure_standing_positions(
    series: PoseSeries,
    stances: Sequence[StandingPosition],
    body_height_m: float,
    rule: PartialCalibrationRule | None = None,
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
    rule
        When straight legs are enough for a zero.
    """
    rule = rule or PartialCalibrationRule()
    parts = [
        _measured(part, stance.upright, body_height_m, rule)
        for stance in stances
        if len(part := series.between(stance.start_s, stance.end_s))
    ]
    return PostureSeries.concatenate(parts)


def _measured(
    series: PoseSeries, upright: Upright, body_height_m: float, rule: PartialCalibrationRule
) -> PostureSeries:
    postures = measure(series, upright, body_height_m)
    return (
        without_doubtful(postures, rule)
        if upright.source is CalibrationSource.PARTIAL_CALIBRATION
        else postures
    )


def upright_at(stances: Sequence[StandingPosition], time_s: float) -> Upright:
    """Return the own upright that holds at one moment.

    Parameters
    ----------
    stances
        At least one; together they span all time.
    time_s
        Seconds since the first frame.
    """
    return next(s.upright for s in stances if s.start_s <= time_s < s.end_s)


def main_upright(stances: Sequence[StandingPosition], time_s: Floats) -> Upright:
    """Return the own upright that holds most of the time.

    Parameters
    ----------
    stances
        At least one; together they span all time.
    time_s
        Shape (T,): the moments of the recording.
    """

    def moments(stance: StandingPosition) -> int:
        return int(((time_s >= stance.start_s) & (time_s < stance.end_s)).sum())

    return max(stances, key=moments).upright


@dataclass(frozen=True, slots=True)
class _Footing:
    """How a person stands at each moment: feet (T, 2, 3, 2), headings (T, 2), size (T,).

    In `columns` the same side by side, headings as sine and cosine, so that the middle of all of
    them is taken at once: it is asked for at every moment of standing.
    """

    feet_px: Floats
    heading_deg: Floats
    size_px: Floats
    columns: Floats
    seen: Bools

    @classmethod
    def of(cls, series: PoseSeries) -> _Footing:
        feet_px, size_px = series.image_px[:, FEET], extent_px(series)
        heading_deg = feet_heading_deg(hybrid_points_m(series))
        turns = np.radians(heading_deg)
        flat_px = feet_px.reshape(len(series), -1)
        columns = np.column_stack([size_px, np.sin(turns), np.cos(turns), flat_px])
        seen = series.visibility[:, ANKLES] >= SEEN_FOOT
        return cls(feet_px, heading_deg, size_px, columns, seen)

    def same(self, group: Sequence[int], moment: int, rule: StandingPositionRule) -> bool:
        """Return whether the feet stand as they did at first in a group of moments.

        At first, because a turn on the spot by small steps is too slow to be seen against what
        was just before. A foot that is hardly seen is no witness.
        """
        middle = np.median(self.columns[group[:_FIRST]], axis=0)
        size_px, stood_px = float(middle[0]), middle[5:].reshape(self.feet_px.shape[1:])
        stood_deg = np.degrees(np.arctan2(middle[1:3], middle[3:5]))
        seen = self.seen[moment]
        stays = not seen.any() or (
            feet_shift_px(self.feet_px[moment, seen], stood_px[seen]) <= rule.max_shift * size_px
            and feet_turn_deg(self.heading_deg[moment, seen], stood_deg[seen]) <= rule.max_turn_deg
        )
        size_change = abs(self.size_px[moment] - size_px)
        return bool(stays and size_change <= rule.max_size_change * size_px)


_FIRST = 45


def _groups(
    series: PoseSeries, moments: Sequence[int], rule: StandingPositionRule
) -> list[list[int]]:
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
