"""Pose estimation: from frames to poses."""

from tilcoach.estimation.bundle import ModelInfo
from tilcoach.estimation.estimator import PoseEstimator
from tilcoach.estimation.group import GroupEstimator, GroupRule
from tilcoach.estimation.landmarker import MediaPipeEstimator
from tilcoach.estimation.model_files import find_bundle
from tilcoach.estimation.select import open_estimator

__all__ = [
    "GroupEstimator",
    "GroupRule",
    "MediaPipeEstimator",
    "ModelInfo",
    "PoseEstimator",
    "find_bundle",
    "open_estimator",
]
