"""Two cameras, one lift: when they saw the same, and which of them saw what best."""

from tilcoach.fusion.alignment import Alignment, AlignmentRule, NoAlignment, align
from tilcoach.fusion.fused_lift import CameraView, FusedLift, fuse, on_first_clock
from tilcoach.fusion.fused_person import fuse_people
from tilcoach.fusion.live_fusion import LiveFusion
from tilcoach.fusion.pairs import Pair, pair
from tilcoach.fusion.second_camera import SecondCamera

__all__ = [
    "Alignment",
    "AlignmentRule",
    "CameraView",
    "FusedLift",
    "LiveFusion",
    "NoAlignment",
    "Pair",
    "SecondCamera",
    "align",
    "fuse",
    "fuse_people",
    "on_first_clock",
    "pair",
]
