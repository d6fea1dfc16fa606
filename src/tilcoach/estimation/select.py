"""Which estimator suits: one person in view, or several."""

from __future__ import annotations

from tilcoach.estimation.group import GroupEstimator, GroupRule
from tilcoach.estimation.landmarker import MediaPipeEstimator
from tilcoach.estimation.model_files import find_bundle


def open_estimator(
    model: str, persons: int = 1, rule: GroupRule | None = None
) -> MediaPipeEstimator | GroupEstimator:
    """Return an estimator for a model on this machine."""
    bundle = find_bundle(model)
    return MediaPipeEstimator(bundle) if persons == 1 else GroupEstimator(bundle, persons, rule)
