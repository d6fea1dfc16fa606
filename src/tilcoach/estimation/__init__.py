"""From frames to poses."""

from tilcoach.estimation.bundle import ModelInfo
from tilcoach.estimation.estimator import PoseEstimator
from tilcoach.estimation.landmarker import MediaPipeEstimator, open_estimator

__all__ = ["MediaPipeEstimator", "ModelInfo", "PoseEstimator", "open_estimator"]
