"""How a person stands in the picture: cut off by its edge, or shifted with all of it at once.

Landmarks do not know how large the picture is. What sticks out at its top or left has coordinates
below zero; what sticks out below or at the right is only guessed by the model, and says so by its
visibility. (The head is an exception: its visibility stays near 1 even when it is cut off, which
is why the top edge is looked at.)
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tilcoach.kinematics.body_points import ANKLES, FEET, HIPS, KNEES, SHOULDERS
from tilcoach.kinematics.standing import UprightRule, extent_px, median_step_s, standing_moments
from tilcoach.pose import Keypoint, PoseSeries
from tilcoach.pose.arrays import Bools, Floats

MIN_ANKLE_VISIBILITY = 0.3
"""Of the ankle that is seen best, as for standing upright: in the picture it has 0.4 and more, even
behind a box or a barbell's plates, outside it 0 to 0.2 (own measurement, real recordings)."""

Indices = NDArray[np.intp]

_JOINTS = [*SHOULDERS, *HIPS, *KNEES, *np.ravel(FEET)]


@dataclass(frozen=True, slots=True)
class CameraJumpRule:
    """When the whole picture of a person jumps; lengths in ankle-to-shoulder lengths.

    Attributes
    ----------
    span_s
        So much time lies between the two moments that are held against each other.
    min_shift
        Both feet move by at least so much in that time: nobody's feet do, but in a jump, and
        a person who walks has one foot on the floor.
    max_residue
        Of the joints and feet, as a share of that shift, after the body was shifted, turned and
        scaled as a whole: what is left over is movement of the body itself. In 6 minutes of real
        people who walk, lunge, jump and lift there is no jump from 0.2 down, and 98 of
        100 pushes of the camera by 0.15 to 0.3 within 0.3 s are found (own measurement).
    min_away
        The feet stay away by so much: beyond it a place counts as another one.
    before_s, after_s
        The person stands within so much time before and after.
    min_ankle_visibility
        Of the ankle that is seen best, while standing: hidden feet wander.
    """

    span_s: float = 0.3
    min_shift: float = 0.08
    max_residue: float = 0.15
    min_away: float = 0.105
    before_s: float = 0.5
    after_s: float = 0.8
    min_ankle_visibility: float = 0.5
    upright: UprightRule = field(default_factory=UprightRule)


def cut_off_moments(series: PoseSeries) -> Bools:
    """Return at which moments the head or both feet are out of the picture, shape (T,).

    Parameters
    ----------
    series
        T moments of one person.
    """
    head = (series.image_px[:, Keypoint.NOSE] < 0).any(axis=1)
    feet = series.visibility[:, ANKLES].max(axis=1) < MIN_ANKLE_VISIBILITY
    cut_off: Bools = head | feet
    return cut_off


def foot_out_share(raw: PoseSeries) -> float:
    """Return the share of moments at which an ankle lies outside the picture, 0 to 1.

    Parameters
    ----------
    raw
        T moments of one person, unsmoothed: there, what lies outside has a visibility of just 0.
    """
    return float((raw.visibility[:, ANKLES] == 0).any(axis=1).mean()) if len(raw) else 0.0


def seen_s(series: PoseSeries) -> float:
    """Return for how long a person was seen, gaps left out.

    Parameters
    ----------
    series
        T moments of one person, only those at which the person was seen.
    """
    return len(series) * median_step_s(series)


def picture_jumps_s(series: PoseSeries, rule: CameraJumpRule | None = None) -> Floats:
    """Return when the whole picture of a standing person jumped, as if the camera was pushed.

    The joints before and after differ by one shift, turn and scale of the picture, both feet move
    at once, and stay where they went. A slow pan (beyond a second) looks like a walk and is not
    reported; nor is what happens during a bend.

    Parameters
    ----------
    series
        T smoothed moments of one person.
    rule
        What counts as a jump.

    Returns
    -------
    Floats
        Shape (N,), seconds since the first frame, N = 0 where the picture is steady.
    """
    rule = rule or CameraJumpRule()
    stands = standing_moments(series, rule.upright) & (
        series.visibility[:, ANKLES].max(axis=1) > rule.min_ankle_visibility
    )
    start, halfway, end = _spans(series, rule)
    if not stands.any() or not len(start):
        return np.empty(0)
    size_px = float(np.median(extent_px(series)[stands]))
    shift_px = _shift_px(series, start, end)
    # Who steps aside moves the feet one after the other, which shows halfway.
    residue_px = np.maximum(_residue_px(series, start, halfway), _residue_px(series, start, end))
    jumps = (shift_px > rule.min_shift * size_px) & (residue_px < rule.max_residue * shift_px)
    found = [
        series.time_s[j]
        for i, j in zip(start[jumps], end[jumps], strict=True)
        if _away_px(series, stands, (series.time_s[i], series.time_s[j]), rule)
        > rule.min_away * size_px
    ]
    return np.array(found)


def _spans(series: PoseSeries, rule: CameraJumpRule) -> tuple[Indices, Indices, Indices]:
    """Return where each span of time starts, is halfway and ends; all joints are seen there."""
    time_s = series.time_s
    seen: Bools = np.asarray(np.isfinite(series.image_px[:, _JOINTS]).all(axis=(1, 2)))
    end = np.searchsorted(time_s, time_s + rule.span_s)
    start = np.flatnonzero(end < len(series))
    end = end[start]
    halfway = np.searchsorted(time_s, time_s[start] + rule.span_s / 2)
    whole = seen[start] & seen[halfway] & seen[end]
    whole &= time_s[end] - time_s[start] < 2 * rule.span_s  # no gap in between
    return start[whole], halfway[whole], end[whole]


def _shift_px(series: PoseSeries, start: Indices, end: Indices) -> Floats:
    """Return how far that foot moved that moved less, shape (N,)."""
    feet_px = series.image_px[:, FEET].mean(axis=2)
    shift: Floats = np.linalg.norm(feet_px[end] - feet_px[start], axis=-1).min(axis=-1)
    return shift


def _residue_px(series: PoseSeries, start: Indices, end: Indices) -> Floats:
    """Return what no shift, turn and scale of the whole body explains, root mean square, (N,)."""
    # A complex number turns and scales by one product (Umeyama 1991, in the plane).
    points = (series.image_px[:, _JOINTS] * np.array([1.0, 1.0j])).sum(axis=2)
    points = points - points.mean(axis=1, keepdims=True)
    before, after = points[start], points[end]
    size = np.maximum((np.abs(before) ** 2).sum(axis=1, keepdims=True), _TINY)
    turn = (np.conj(before) * after).sum(axis=1, keepdims=True) / size
    residue: Floats = np.sqrt((np.abs(after - turn * before) ** 2).mean(axis=1))
    return residue


_TINY = 1e-9


def _away_px(
    series: PoseSeries, stands: Bools, jump_s: tuple[float, float], rule: CameraJumpRule
) -> float:
    """Return how far from before the feet stand after a jump; 0 when nobody stands there."""
    time_s, (start_s, end_s) = series.time_s, jump_s
    before = stands & (time_s <= start_s + _EDGE_S) & (time_s >= start_s - rule.before_s)
    after = stands & (time_s >= end_s - _EDGE_S) & (time_s <= end_s + rule.after_s)
    if before.sum() < _MIN_STANDING or after.sum() < _MIN_STANDING:
        return 0.0
    feet_px = series.image_px[:, FEET].mean(axis=2)
    moved_px = np.median(feet_px[after], axis=0) - np.median(feet_px[before], axis=0)
    return float(np.linalg.norm(moved_px, axis=-1).min())


_MIN_STANDING = 2
_EDGE_S = 0.1  # smoothing lets a jump begin so much earlier, and end later
