"""Frames from files, cameras and browsers, and video files out."""

from tilcoach.video.browser import LatestFrame
from tilcoach.video.camera import FILM_VARIABLE, Camera, CameraDevice, find_cameras
from tilcoach.video.file import VideoFile
from tilcoach.video.film_choices import SLOW_MOTION, FilmChoices, QuarterTurn
from tilcoach.video.film_monitor import FilmMonitor, FilmRule
from tilcoach.video.film_notes import FilmNotes
from tilcoach.video.frame_health import FrameHealthMonitor
from tilcoach.video.jpeg import read_jpeg, write_jpeg
from tilcoach.video.seek import read_picture
from tilcoach.video.simulated_camera import SimulatedCamera
from tilcoach.video.source import FrameSource
from tilcoach.video.writer import VideoWriter

__all__ = [
    "FILM_VARIABLE",
    "SLOW_MOTION",
    "Camera",
    "CameraDevice",
    "FilmChoices",
    "FilmMonitor",
    "FilmNotes",
    "FilmRule",
    "FrameHealthMonitor",
    "FrameSource",
    "LatestFrame",
    "QuarterTurn",
    "SimulatedCamera",
    "VideoFile",
    "VideoWriter",
    "find_cameras",
    "read_jpeg",
    "read_picture",
    "write_jpeg",
]
