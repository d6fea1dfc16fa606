"""Pose estimation: from frames to poses."""

from tilcoach.estimation.bundle import ModelInfo
from tilcoach.estimation.estimator import PoseEstimator
from tilcoach.estimation.landmarker import MediaPipeEstimator, open_estimator
from tilcoach.estimation.model_files import find_bundle

__all__ = ["MediaPipeEstimator", "ModelInfo", "PoseEstimator", "find_bundle", "open_estimator"]
