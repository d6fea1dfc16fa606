"""Frames from files, cameras and browsers, and video files out."""

from tilcoach.video.file import VideoFile
from tilcoach.video.source import FrameSource

__all__ = ["FrameSource", "VideoFile"]
