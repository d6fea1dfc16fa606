"""The nouns of a picture and of a body in it; numpy only."""

from tilcoach.pose.figure import Points, midpoint, trunk_line, visible_points
from tilcoach.pose.film_span import FilmFault, FilmSpan, merged
from tilcoach.pose.frame import VideoFrame
from tilcoach.pose.pose import Pose, PoseSeries, seen_inside
from tilcoach.pose.pose_buffer import PoseBuffer
from tilcoach.pose.skeleton import BONES, MIRROR, N_KEYPOINTS, Keypoint
from tilcoach.pose.source import SourceInfo

__all__ = [
    "BONES",
    "MIRROR",
    "N_KEYPOINTS",
    "FilmFault",
    "FilmSpan",
    "Keypoint",
    "Points",
    "Pose",
    "PoseBuffer",
    "PoseSeries",
    "SourceInfo",
    "VideoFrame",
    "merged",
    "midpoint",
    "seen_inside",
    "trunk_line",
    "visible_points",
]
