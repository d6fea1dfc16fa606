"""What smoothing buys, and what it costs in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from tilcoach.filtering import PoseFilter, smooth
from tilcoach.kinematics import measure_standing_positions
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Bools, Floats
from tilcoach.validation.clip_results import ClipResult
from tilcoach.validation.comparison import Comparison, Variant
from tilcoach.validation.true_clip import TrueClip

_JITTER, _LAG = "jitter while standing, RMS, ° a frame", "lag, ms"
_STILL_DEG_S, _UPRIGHT_DEG = 4.0, 15.0
_SHIFTS_S = np.arange(-0.1, 0.3, 0.005)
_MS_PER_S = 1000.0

Smoother = Callable[[PoseSeries], PoseSeries]


def compare_smoothing(runs: Sequence[ClipResult]) -> Comparison:
    """Return what each way of smoothing leaves of the jitter, and how late it is.

    The zero and the scale are the same for all; what differs is the series that is measured.
    """
    smoothers: Mapping[str, Smoother] = {
        "none": lambda series: series,
        "ours, live (one euro)": filter_live,
        "ours, files (zero phase)": smooth,
    }
    variants = tuple(_variant(name, smoother, runs) for name, smoother in smoothers.items())
    return Comparison("Smoothing, by the trunk", (_JITTER, _LAG), 2, variants)


def filter_live(series: PoseSeries) -> PoseSeries:
    """Return a series as the live filter gives it, frame by frame."""
    pose_filter = PoseFilter()
    return PoseSeries.of([pose_filter.update(series.at(i)) for i in range(len(series))])


def jitter_deg(estimate: Floats, truth: Floats, time_s: Floats) -> Floats:
    """Return how far the error jumps from one frame to the next while nobody moves, shape (N,)."""
    moves = np.abs(np.gradient(truth, time_s)) > _STILL_DEG_S
    still: Bools = ~moves & (np.abs(truth) < _UPRIGHT_DEG)
    return np.diff(estimate - truth)[still[1:] & still[:-1]]


def lag_s(estimate: Floats, clip: TrueClip, time_s: Floats) -> float:
    """Return by how much the truth must be shifted in time to fit the estimate best."""
    spread = [
        float(np.nanstd(estimate - clip.at("trunk_flexion_deg", time_s - shift)))
        for shift in _SHIFTS_S
    ]
    return float(_SHIFTS_S[int(np.argmin(spread))])


def _variant(name: str, smoother: Smoother, runs: Sequence[ClipResult]) -> Variant:
    jitters, lags = [], []
    for run in runs:
        postures = measure_standing_positions(smoother(run.raw), run.stances, run.clip.height_m)
        trunk, time_s = postures.trunk_flexion_deg, postures.time_s
        jumps = jitter_deg(trunk, run.clip.at("trunk_flexion_deg", time_s), time_s)
        if np.isfinite(jumps).any():
            jitters.append(float(np.sqrt(np.nanmean(jumps**2))))
        if run.clip.lifts:
            lags.append(lag_s(trunk, run.clip, time_s))
    # The middle clip, so that one with a person half hidden does not decide.
    return Variant(name, {_JITTER: _middle(jitters), _LAG: _MS_PER_S * _middle(lags)})


def _middle(values: Sequence[float]) -> float:
    return float(np.median(values)) if values else float("nan")
