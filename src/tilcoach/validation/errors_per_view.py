"""How far each measure is from the truth, per view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tilcoach.coaching import PersonRecordingResult
from tilcoach.kinematics import PostureSeries
from tilcoach.pose.arrays import Bools, Floats
from tilcoach.validation.true_clip import TrueClip


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
        """Return the errors of estimates."""
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
    moments
        Shape (T,): at which moments of the recording the measure matters, see `compare`.
    estimate, truth
        Shape (N,), at these moments.
    """

    measure: str
    band: str
    view_yaw_deg: float
    moments: Bools
    estimate: Floats
    truth: Floats

    def sizes_of_errors(self) -> Floats:
        """Return the absolute errors at the moments that were measured."""
        errors = np.abs(self.estimate - self.truth)
        return errors[np.isfinite(errors)]


# Each measure with the column of the truth that it is held against.
_TRUNK = {
    "trunk_flexion_deg": "trunk_flexion_deg",
    "trunk_flexion_deg (neck)": "trunk_flexion_neck_deg",
    "hip_flexion_deg": "hip_flexion_deg",
    "stoop_squat_index": "stoop_squat_index",
}
_BENT_DEG = 20.0
_METRE_TO_CM = 100.0


def compare(clip: TrueClip, person: PersonRecordingResult) -> list[Compared]:
    """Return every measure of one person beside the truth, at the moments at which it matters.

    Trunk and hip count while the trunk is bent by more than 20°, the knee while it is bent so
    far, the rotation and the place of the load while a load is held; all of it from the first
    reach to the last upright.
    """
    if person.postures is None:
        return []
    postures, time_s = person.postures, person.postures.time_s
    moving = moving_moments(clip, time_s)
    bent = moving & (clip.at("trunk_flexion_deg", time_s) > _BENT_DEG)
    held = moving & clip.held(time_s)
    knee, true_knee = _best_knee(clip, postures)
    distance_cm = postures.load_distance_ratio * clip.height_m * _METRE_TO_CM
    true_distance_cm = clip.at("load_distance_m", time_s) * _METRE_TO_CM
    height_cm = postures.grip_height_ratio * clip.height_m * _METRE_TO_CM
    true_height_cm = clip.at("grip_height_m", time_s) * _METRE_TO_CM
    rotation_deg = clip.at("trunk_rotation_deg", time_s)
    pairs = [
        *(
            (name, getattr(postures, name.split(" ")[0]), clip.at(column, time_s), bent)
            for name, column in _TRUNK.items()
        ),
        ("knee_flexion_deg", knee, true_knee, moving & (true_knee > _BENT_DEG)),
        ("trunk_rotation_deg", postures.trunk_rotation_deg, rotation_deg, held),
        ("load_distance_cm", distance_cm, true_distance_cm, held),
        ("grip_height_cm", height_cm, true_height_cm, held),
    ]
    band, yaw_deg = clip.view.label.value, clip.view.yaw_deg
    return [
        *(Compared(name, band, yaw_deg, at, e[at], t[at]) for name, e, t, at in pairs),
        _view_compared(clip, person),
    ]


def _view_compared(clip: TrueClip, person: PersonRecordingResult) -> Compared:
    """Return the view of a whole clip beside the true one, as one moment."""
    found, true = (np.array([view.yaw_deg]) for view in (person.view, clip.view))
    once = np.ones(1, dtype=bool)
    return Compared("view_yaw_deg", clip.view.label.value, clip.view.yaw_deg, once, found, true)


def moving_moments(clip: TrueClip, time_s: Floats) -> Bools:
    """Return the moments from the first reach to the last upright, shape (T,)."""
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
    """Return the errors by measure and by view band."""
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
