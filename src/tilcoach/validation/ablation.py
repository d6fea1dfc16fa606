"""What each method contributes: every choice of ours beside the plain one, on the same clips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tilcoach.validation.ablation_lifts import compare_finding
from tilcoach.validation.ablation_smoothing import compare_smoothing
from tilcoach.validation.ablation_verdicts import compare_judging, compare_straight_legs
from tilcoach.validation.baselines import BASELINES, Estimator
from tilcoach.validation.clip_results import ClipResult, measured_runs
from tilcoach.validation.clip_run import ClipRun
from tilcoach.validation.comparison import Comparison, Variant
from tilcoach.validation.errors_per_view import (
    Compared,
    compare,
    errors_per_view,
)
from tilcoach.validation.validate_clips import BANDS

_TITLES = {
    "trunk_flexion_deg": "Trunk flexion against mid-shoulder, MAE, °",
    "trunk_flexion_deg (neck)": "Trunk flexion against the base of the neck, MAE, °",
    "knee_flexion_deg": "Knee flexion, MAE, °",
    "trunk_rotation_deg": "Trunk rotation, MAE, °",
    "load_distance_cm": "Load distance, MAE, cm",
}


def compare_choices(runs: Sequence[ClipRun]) -> tuple[Comparison, ...]:
    """Return every choice of ours beside the plain ones."""
    measured = measured_runs(runs)
    return (
        *(_compare_measure(measure, measured) for measure in BASELINES),
        compare_smoothing(measured),
        compare_finding(runs),
        compare_straight_legs(runs),
        compare_judging(runs),
    )


def _compare_measure(measure: str, runs: Sequence[ClipResult]) -> Comparison:
    """Hold the plain estimators of one measure and ours against the same truth."""
    ours = [_ours(run, measure) for run in runs]
    variants = [
        _variant(name, [_plain(*pair, estimate) for pair in zip(runs, ours, strict=True)])
        for name, estimate in BASELINES[measure].items()
    ]
    return Comparison(
        title=_TITLES[measure],
        columns=tuple(band.value for band in BANDS),
        decimals=1,
        variants=(*variants, _variant("ours", ours)),
    )


def _ours(run: ClipResult, measure: str) -> Compared:
    return next(one for one in compare(run.clip, run.person) if one.measure == measure)


def _plain(run: ClipResult, ours: Compared, estimate: Estimator) -> Compared:
    """Return the same moments as ours, estimated in a plain way."""
    values = np.concatenate([estimate(place) for place in run.places])
    values = values[ours.moments]
    return replace(ours, estimate=np.where(np.isfinite(ours.estimate), values, np.nan))


def _variant(name: str, compared: Sequence[Compared]) -> Variant:
    errors = next(iter(errors_per_view(compared).values()), {})
    return Variant(name, {band: error.mae for band, error in errors.items()})
