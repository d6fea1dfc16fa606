"""The nouns of a picture and of a body in it; numpy only."""

from tilcoach.pose.frame import VideoFrame
from tilcoach.pose.pose import Pose, PoseSeries, seen_inside
from tilcoach.pose.skeleton import BONES, MIRROR, N_KEYPOINTS, Keypoint
from tilcoach.pose.source import SourceInfo
from tilcoach.pose.tape import PoseTape

__all__ = [
    "BONES",
    "MIRROR",
    "N_KEYPOINTS",
    "Keypoint",
    "Pose",
    "PoseSeries",
    "PoseTape",
    "SourceInfo",
    "VideoFrame",
    "seen_inside",
]
