"""What the picture shows beside the person: whether a load came, went, or moved with the hands."""

from __future__ import annotations

from tilcoach.load_detection.change_detection import change_share
from tilcoach.load_detection.co_motion import CoMotionRule, co_motion_share
from tilcoach.load_detection.hand_region import hand_region_probe
from tilcoach.load_detection.thumbnails import ThumbnailRecorder, Thumbnails

__all__ = [
    "CoMotionRule",
    "ThumbnailRecorder",
    "Thumbnails",
    "change_share",
    "co_motion_share",
    "hand_region_probe",
]
