"""Frames from files, cameras and browsers, and video files out."""

from tilcoach.video.browser import LatestFrame
from tilcoach.video.camera import Camera
from tilcoach.video.file import VideoFile
from tilcoach.video.seek import read_picture
from tilcoach.video.source import FrameSource
from tilcoach.video.writer import VideoWriter

__all__ = ["Camera", "FrameSource", "LatestFrame", "VideoFile", "VideoWriter", "read_picture"]
