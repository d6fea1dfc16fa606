"""From frames to poses."""

from tilcoach.estimation.estimator import PoseEstimator

__all__ = ["PoseEstimator"]
