"""From frames to poses."""

from tilcoach.estimation.estimator import PoseEstimator
from tilcoach.estimation.landmarker import MediaPipeEstimator

__all__ = ["MediaPipeEstimator", "PoseEstimator"]
