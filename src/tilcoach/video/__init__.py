"""Frames from files, cameras and browsers, and video files out."""

from tilcoach.video.source import FrameSource

__all__ = ["FrameSource"]
