"""How far each measure is from the truth, per view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tilcoach.coaching import PersonReview
from tilcoach.kinematics import PostureSeries
from tilcoach.pose.arrays import Bools, Floats
from tilcoach.validation.clips import TrueClip


@dataclass(frozen=True, slots=True)
class Errors:
    """Estimate less truth over many moments.

    Attributes
    ----------
    bias, mae, p95
        Mean, mean of the absolute, and its 95th percentile; NaN when nothing was measured.
    share_missing
        Share of the moments with a truth at which nothing was measured.
    moments
        How many moments have a truth.
    """

    bias: float
    mae: float
    p95: float
    share_missing: float
    moments: int

    @classmethod
    def of(cls, estimate: Floats, truth: Floats) -> Errors:
        """Return the errors of estimates.

        Parameters
        ----------
        estimate, truth
            Shape (N,); NaN = not measured, not defined.
        """
        defined = np.isfinite(truth)
        error = (estimate - truth)[defined]
        known = error[np.isfinite(error)]
        if not len(known):
            nan = float("nan")
            return cls(nan, nan, nan, 1.0 if len(error) else nan, len(error))
        size = np.abs(known)
        return cls(
            bias=float(known.mean()),
            mae=float(size.mean()),
            p95=float(np.percentile(size, 95)),
            share_missing=1 - len(known) / len(error),
            moments=len(error),
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of one clip beside its truth.

    Attributes
    ----------
    measure
        Its name, with the unit of its errors.
    band
        The view band of the clip, from the true camera.
    view_yaw_deg
        Of the true camera.
    estimate, truth
        Shape (N,): the moments from the first reach to the last upright, or all of them where
        nobody lifts.
    """

    measure: str
    band: str
    view_yaw_deg: float
    estimate: Floats
    truth: Floats


# Each measure with the column of the truth that it is held against.
_PLAIN = (
    ("trunk_flexion_deg", "trunk_flexion_deg"),
    ("trunk_flexion_deg (neck)", "trunk_flexion_neck_deg"),
    ("hip_flexion_deg", "hip_flexion_deg"),
    ("trunk_rotation_deg", "trunk_rotation_deg"),
    ("stoop_squat_index", "stoop_squat_index"),
)
_METRE_TO_CM = 100.0


def compare(clip: TrueClip, person: PersonReview) -> list[Compared]:
    """Return every measure of one person beside the truth.

    Parameters
    ----------
    clip
        The truth.
    person
        What was measured.
    """
    postures = person.postures
    if postures is None:
        return []
    postures = postures.where(moving_moments(clip, postures.time_s))
    pairs = [
        (name, getattr(postures, name.split(" ")[0]), clip.at(column, postures.time_s))
        for name, column in _PLAIN
    ]
    pairs.append(("knee_flexion_deg", *_best_knee(clip, postures)))
    distance = postures.load_distance_ratio * clip.height_m * _METRE_TO_CM
    truth = clip.at("load_distance_m", postures.time_s) * _METRE_TO_CM
    pairs.append(("load_distance_cm", distance, truth))
    yaw = np.array([person.view.yaw_deg])
    pairs.append(("view_yaw_deg", yaw, np.array([clip.view.yaw_deg])))
    band = clip.view.label.value
    return [Compared(name, band, clip.view.yaw_deg, e, t) for name, e, t in pairs]


def moving_moments(clip: TrueClip, time_s: Floats) -> Bools:
    """Return the moments from the first reach to the last upright, shape (T,).

    Parameters
    ----------
    clip
        The truth; where nobody lifts, all moments count.
    time_s
        Shape (T,).
    """
    if not clip.lifts:
        return np.ones(len(time_s), dtype=bool)
    first_s, last_s = clip.lifts[0].start_s, clip.lifts[-1].upright_s
    inside: Bools = (time_s >= first_s) & (time_s <= last_s)
    return inside


def _best_knee(clip: TrueClip, postures: PostureSeries) -> tuple[Floats, Floats]:
    """Return the knee that was measured beside the truth of the same side, moment by moment."""
    knee = postures.knee_flexion_deg
    is_left = knee == postures.knee_flexion_left_deg
    mostly_left = bool(is_left.sum() > np.isfinite(knee).sum() / 2)
    is_left = np.where(np.isfinite(knee), is_left, mostly_left)
    left, right = (clip.at(f"knee_flexion_{s}_deg", postures.time_s) for s in ("left", "right"))
    return knee, np.where(is_left, left, right)


def errors_per_view(compared: Iterable[Compared]) -> Mapping[str, Mapping[str, Errors]]:
    """Return the errors by measure and by view band.

    Parameters
    ----------
    compared
        The measures of many clips.
    """
    grouped: dict[str, dict[str, list[Compared]]] = {}
    for one in compared:
        grouped.setdefault(one.measure, {}).setdefault(one.band, []).append(one)
    return {
        measure: {band: _pooled(parts) for band, parts in bands.items()}
        for measure, bands in grouped.items()
    }


def _pooled(parts: Sequence[Compared]) -> Errors:
    return Errors.of(
        np.concatenate([part.estimate for part in parts]),
        np.concatenate([part.truth for part in parts]),
    )
